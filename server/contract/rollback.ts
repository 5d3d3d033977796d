import { z } from "zod";

/** How much a rollback takes back. */
export const rollbackScopeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({ kind: z.literal("run"), runId: z.string().max(60) }),
  z.strictObject({ kind: z.literal("board"), board: z.string().max(60) }),
  z.strictObject({ kind: z.literal("record"), board: z.string().max(60), externalId: z.string().max(300) }),
  /** Items of the sample on the real boards. */
  z.strictObject({ kind: z.literal("sample") }),
  /** The test workspace with everything in it. */
  z.strictObject({ kind: z.literal("test") }),
]);
export type RollbackScope = z.infer<typeof rollbackScopeSchema>;

export const rollbackOptionsSchema = z.strictObject({
  scope: rollbackScopeSchema,
  /** Also what a person has touched since. Their work is lost with it, and the preview says so. */
  includeTouched: z.boolean().optional(),
  /** Read monday and say what would happen; change nothing. */
  previewOnly: z.boolean().optional(),
});
export type RollbackOptions = z.infer<typeof rollbackOptionsSchema>;

/** The scope as query of the preview: `kind` with `runId`, `board`, `externalId` where it needs them. */
export const rollbackQuerySchema = z.strictObject({
  kind: z.enum(["all", "run", "board", "record", "sample", "test"]).default("all"),
  runId: z.string().max(60).optional(),
  board: z.string().max(60).optional(),
  externalId: z.string().max(300).optional(),
});

export const removableKinds = [
  "update",
  "item",
  "group",
  "column",
  "board",
  "workspace",
  "subscriber",
] as const;
export type RemovableKind = (typeof removableKinds)[number];

export const leaveReasons = [
  "touched_item",
  "commented_item",
  "moved_item",
  "touched_cell",
  "linked_by_person",
  "board_in_use",
  "board_gone",
  "column_in_use",
  "group_in_use",
  "workspace_in_use",
  "was_there_before",
  "refused",
] as const;
export type LeaveReason = (typeof leaveReasons)[number];

const leftSchema = z.strictObject({
  kind: z.enum(removableKinds),
  code: z.enum(leaveReasons),
  board: z.string().nullable(),
  title: z.string(),
  count: z.number().int(),
  /** Why, in words. */
  reason: z.string(),
  examples: z.array(z.strictObject({ name: z.string(), url: z.string().nullable(), text: z.string() })),
});

export const rollbackPreviewSchema = z.strictObject({
  scope: rollbackScopeSchema,
  /**
   * `needs_reading`: too many items to read while you wait; a run with `previewOnly` reads them. Also for everybody but
   * admins, until an admin has had it read.
   */
  state: z.enum(["ready", "needs_reading", "nothing"]),
  at: z.string().nullable(),
  remove: z.array(
    z.strictObject({
      kind: z.enum(removableKinds),
      board: z.string().nullable(),
      title: z.string(),
      count: z.number().int(),
    }),
  ),
  /** Items that were there before and get their old values back. */
  restore: z.array(
    z.strictObject({
      board: z.string(),
      title: z.string(),
      items: z.number().int(),
      cells: z.number().int(),
    }),
  ),
  leave: z.array(leftSchema),
  /** What monday gives no way to take back. */
  cannot: z.array(z.strictObject({ title: z.string(), detail: z.string() })),
  estimate: z.strictObject({ calls: z.number().int(), seconds: z.number(), readSeconds: z.number() }),
});
export type RollbackPreview = z.infer<typeof rollbackPreviewSchema>;

/** What the read-back after a rollback has shown. */
const rollbackProofSchema = z.strictObject({
  itemsChecked: z.number().int(),
  itemsStillThere: z.number().int(),
  cellsChecked: z.number().int(),
  cellsDifferent: z.number().int(),
  objectsChecked: z.number().int(),
  objectsStillThere: z.number().int(),
  /** All as it was before, save what is listed under `left`. */
  proven: z.boolean(),
});

export const rollbackResultSchema = z.strictObject({
  runId: z.string(),
  at: z.string(),
  by: z.string(),
  scope: rollbackScopeSchema,
  includeTouched: z.boolean(),
  removed: z.array(z.strictObject({ kind: z.enum(removableKinds), count: z.number().int() })),
  restored: z.strictObject({ items: z.number().int(), cells: z.number().int() }),
  /** Gone before the rollback came to them: a person had deleted them. */
  alreadyGone: z.number().int(),
  left: z.array(leftSchema),
  proof: rollbackProofSchema,
  calls: z.number().int(),
  seconds: z.number(),
});
export type RollbackResult = z.infer<typeof rollbackResultSchema>;

export const rollbackViewSchema = z.strictObject({ latest: rollbackResultSchema.nullable() });

export const rollbackActions = ["removed", "restored", "left", "gone"] as const;
export type RollbackAction = (typeof rollbackActions)[number];

/** One item (or board, column, …) of a rollback and how it ended. */
export const rollbackEntrySchema = z.strictObject({
  kind: z.enum(removableKinds),
  /** External id of the record, or the key of the board, group or column. */
  key: z.string(),
  name: z.string(),
  destinationId: z.string(),
  board: z.string().nullable(),
  action: z.enum(rollbackActions),
  code: z.enum(leaveReasons).nullable(),
  reason: z.string().nullable(),
  /** Whether the read-back has confirmed it; null while it has not been read. */
  proven: z.boolean().nullable(),
  at: z.string(),
});
export type RollbackEntryView = z.infer<typeof rollbackEntrySchema>;
export const rollbackEntriesQuerySchema = z.strictObject({
  action: z.enum(rollbackActions).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export const rollbackEntryPageSchema = z.strictObject({
  items: z.array(rollbackEntrySchema),
  cursor: z.string().nullable(),
  total: z.number().int(),
});
