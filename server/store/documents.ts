import type { z } from "zod";
import { deltaWindowSchema } from "../contract/delta.ts";
import { rollbackPreviewSchema, rollbackResultSchema } from "../contract/rollback.ts";
import { spotCheckSchema, storedSampleSchema } from "../contract/sample.ts";
import { verificationSchema } from "../contract/verification.ts";
import type { Scope } from "./keys.ts";

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

/** JSON documents of a migration, one of each kind; the kinds and their schemas are in `store/documents.ts`. */
export interface DocumentStore {
  get<K extends DocumentKind>(
    scope: Scope,
    kind: K,
  ): Promise<{ body: DocumentOf<K>; version: number } | null>;
  /**
   * Saves when the stored version is `expectedVersion` (null: there is none; undefined: whatever it is). `dueAt`:
   * when `due` shall find it; null or absent: never. False when somebody was quicker.
   */
  save<K extends DocumentKind>(
    scope: Scope,
    kind: K,
    input: { body: DocumentOf<K>; expectedVersion?: number | null; dueAt?: number | null },
  ): Promise<boolean>;
  remove(scope: Scope, kind: DocumentKind): Promise<void>;
  /** Migrations of any account whose document of this kind is due at `now`, the longest overdue first. */
  due(kind: DocumentKind, now: number, limit: number): Promise<readonly Scope[]>;
}
