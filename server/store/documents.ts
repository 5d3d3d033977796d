import type { z } from "zod";
import { deltaWindowSchema } from "../contract/delta.ts";
import { rollbackPreviewSchema, rollbackResultSchema } from "../contract/rollback.ts";
import { spotCheckSchema, storedSampleSchema } from "../contract/sample.ts";
import { verificationSchema } from "../contract/verification.ts";

/** Every kind of document a migration may have, with the schema it is read by. */
export const documentSchemas = {
  sample: storedSampleSchema,
  spot_check: spotCheckSchema,
  /** Readings of everything, newest first, at most 20. */
  verifications: verificationSchema.array(),
  delta_window: deltaWindowSchema,
  /** What the latest reading for a rollback found. */
  rollback_preview: rollbackPreviewSchema,
  /** Results of rollbacks, newest first, at most 20. */
  rollbacks: rollbackResultSchema.array(),
} as const satisfies Record<string, z.ZodType>;

export type DocumentKind = keyof typeof documentSchemas;
export type DocumentOf<K extends DocumentKind> = z.output<(typeof documentSchemas)[K]>;
