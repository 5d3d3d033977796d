import { z } from "zod";

export const outcomes = ["created", "updated", "unchanged", "merged", "skipped", "failed"] as const;
export type Outcome = (typeof outcomes)[number];

/** A remark on one record: a shortened text, a missing link, an address that is not one. Never a customer value. */
export const recordNoteSchema = z.strictObject({
  code: z.string(),
  column: z.string().nullable(),
  text: z.string(),
});
export type RecordNote = z.infer<typeof recordNoteSchema>;

export const ledgerEntrySchema = z.strictObject({
  /** Board key of the plan (`clients`), or `clients.updates` for texts written as updates. */
  phase: z.string(),
  stream: z.string(),
  externalId: z.string(),
  name: z.string(),
  outcome: z.enum(outcomes).nullable(),
  state: z.enum(["intended", "done"]),
  reasonCode: z.string().nullable(),
  reason: z.string().nullable(),
  remedy: z.string().nullable(),
  boardId: z.string().nullable(),
  itemId: z.string().nullable(),
  itemUrl: z.string().nullable(),
  notes: z.array(recordNoteSchema),
  at: z.string().nullable(),
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

export const ledgerPageSchema = z.strictObject({
  items: z.array(ledgerEntrySchema),
  cursor: z.string().nullable(),
  total: z.number().int(),
});

export const recordsQuerySchema = z.strictObject({
  phase: z.string().max(60).optional(),
  stream: z.string().max(60).optional(),
  outcome: z.enum(outcomes).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export const reconciliationPhaseSchema = z.strictObject({
  key: z.string(),
  title: z.string(),
  streams: z.array(z.string()),
  inSnapshot: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  merged: z.number().int(),
  skipped: z.number().int(),
  failed: z.number().int(),
  /** Not reached yet, or intended and not yet confirmed. */
  pending: z.number().int(),
  /** Items the ledger says exist (created + updated + unchanged), and how many of them were read back. */
  expected: z.number().int(),
  found: z.number().int().nullable(),
  links: z.strictObject({ expected: z.number().int(), found: z.number().int().nullable() }),
  /** Exact decimal sums per numbers column (and per kind where a status column splits them). */
  sums: z.array(
    z.strictObject({
      column: z.string(),
      title: z.string(),
      kind: z.string().nullable(),
      unit: z.string().nullable(),
      source: z.string(),
      destination: z.string().nullable(),
    }),
  ),
  addsUp: z.boolean(),
  /** Why it does not add up, in plain words; empty when it does. */
  differences: z.array(z.string()),
});
export type ReconciliationPhase = z.infer<typeof reconciliationPhaseSchema>;

export const reconciliationSchema = z.strictObject({
  migrationId: z.string(),
  runId: z.string().nullable(),
  at: z.string(),
  phases: z.array(reconciliationPhaseSchema),
  /** Records with an outcome to look at, grouped by reason. */
  reasons: z.array(
    z.strictObject({
      outcome: z.enum(outcomes),
      code: z.string(),
      text: z.string(),
      remedy: z.string(),
      count: z.number().int(),
    }),
  ),
  addsUp: z.boolean(),
});
export type Reconciliation = z.infer<typeof reconciliationSchema>;
