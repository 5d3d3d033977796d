import { z } from "zod";
import { rollbackOptionsSchema } from "./rollback.ts";
import { sampleOptionsSchema } from "./sample.ts";
import { repairSchema } from "./verification.ts";

export const runKinds = ["discover", "sample", "import", "verify", "delta", "rollback"] as const;
export const runStates = [
  "queued",
  "running",
  "waiting",
  "paused",
  "succeeded",
  "needs_attention",
  "failed",
  "cancelled",
] as const;
export type RunKind = (typeof runKinds)[number];
export type RunState = (typeof runStates)[number];

/** A failure as the API and the ledger show it. */
export const failureViewSchema = z.strictObject({
  code: z.string(),
  kind: z.enum(["retryable", "needs_user", "permanent", "bug"]),
  userMessage: z.string(),
  remedy: z.string(),
  where: z.record(z.string(), z.string()).optional(),
});
export type FailureView = z.infer<typeof failureViewSchema>;

export const runPhaseSchema = z.strictObject({
  /** `read:clients`, `inventory`, `schema`, `load:clients`, `check:clients` … */
  key: z.string(),
  kind: z.enum(["read", "inventory", "choose", "schema", "load", "check", "compare", "remove"]),
  title: z.string(),
  state: z.enum(["pending", "active", "done"]),
  done: z.number().int(),
  /** Null while unknown. */
  total: z.number().int().nullable(),
  failed: z.number().int(),
  skipped: z.number().int(),
  /** Records a second over the last minute; null before it is known. */
  ratePerSecond: z.number().nullable(),
  etaSeconds: z.number().nullable(),
});
export type RunPhase = z.infer<typeof runPhaseSchema>;

export const runViewSchema = z.strictObject({
  id: z.string(),
  migrationId: z.string(),
  kind: z.enum(runKinds),
  state: z.enum(runStates),
  waiting: z.strictObject({ reason: z.string(), code: z.string(), until: z.string().nullable() }).nullable(),
  requestedBy: z.string(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  phases: z.array(runPhaseSchema),
  etaSeconds: z.number().nullable(),
  failure: failureViewSchema.nullable(),
  /** Calls made to source and destination so far. */
  calls: z.strictObject({ source: z.number().int(), destination: z.number().int() }),
  /** What may be asked for now. */
  can: z.array(z.enum(["pause", "resume", "cancel"])),
});
export type RunView = z.infer<typeof runViewSchema>;

export const startRunSchema = z.strictObject({
  kind: z.enum(runKinds),
  options: z
    .strictObject({
      /** Source options by id (`client_detail`, `availability`); see `GET /api/sources`. */
      source: z.record(z.string().max(60), z.boolean()).optional(),
      /** Import: try records that failed before once more. Default true. */
      retryFailed: z.boolean().optional(),
      sample: sampleOptionsSchema.optional(),
      /** Verify: write these differences anew, read back, compare. */
      repair: repairSchema.optional(),
      /** Delta: the last one, after the source was frozen. */
      final: z.boolean().optional(),
      /** Rollback: required. */
      rollback: rollbackOptionsSchema.optional(),
    })
    .optional(),
});
export type StartRun = z.infer<typeof startRunSchema>;
