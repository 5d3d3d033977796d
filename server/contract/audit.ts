import { z } from "zod";

/** Hash before the first line of every trail. */
export const auditOrigin = "0".repeat(64);

/**
 * One operation on the source, on the destination, or of a person in Portage. `hash` is SHA-256 over `previousHash`
 * and the canonical JSON of all other members, so that a changed, removed or moved line is found.
 */
export const auditEntrySchema = z.strictObject({
  seq: z.number().int(),
  at: z.string(),
  /** monday user id; `schedule` for work nobody asked for by hand. */
  actor: z.string(),
  runId: z.string().nullable(),
  system: z.enum(["source", "destination", "portage"]),
  /** Name of the call or of the act: `PortageCreateBoard`, `getClients`, `plan.approve`. */
  operation: z.string(),
  /** Whether it may have changed something there. */
  writes: z.boolean(),
  boardId: z.string().nullable(),
  /** External ids of the records concerned, as far as the call is about single records. */
  records: z.array(z.string()),
  /** The vendor's request number. */
  requestId: z.string().nullable(),
  /** `ok`, `lost` (the answer never came), or the code of the failure. */
  outcome: z.string(),
  /** Counts, ids, hashes; never a customer's value. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  previousHash: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditQuerySchema = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  writes: z.stringbool().optional(),
});
export const auditPageSchema = z.strictObject({
  /** Newest first. */
  items: z.array(auditEntrySchema),
  cursor: z.string().nullable(),
  total: z.number().int(),
  /** Hash of the newest line: whoever has it can tell whether a file is whole. */
  head: z.string(),
});
