import { z } from "zod";
import { columnTypes } from "./values.ts";

export const columnTypeSchema = z.enum(columnTypes);

export const planLabelSchema = z.strictObject({
  label: z.string(),
  /** Colour name of monday's palette (`done-green`, `working_orange` …). */
  color: z.string(),
  /** Source values shown under this label. */
  values: z.array(z.string()),
  count: z.number().int(),
});
export type PlanLabel = z.infer<typeof planLabelSchema>;

export const planColumnSchema = z.strictObject({
  key: z.string(),
  /** Column id in monday: ours (at most 24 of `[a-z0-9_]`), or the existing column's id. */
  columnId: z.string(),
  /** True when the column already exists on an existing board: its definition is never changed. */
  existing: z.boolean(),
  title: z.string(),
  type: columnTypeSchema,
  include: z.boolean(),
  /** Why it is included or left out by default, in plain words. */
  reason: z.string(),
  stream: z.string(),
  fields: z.array(z.string()),
  conversion: z.string(),
  /** What this conversion does, in plain words ("keeps the first address; the rest go to Other e-mails"). */
  conversionText: z.string(),
  /** What would be lost with the chosen type; null when nothing is. */
  loss: z.string().nullable(),
  choices: z.array(z.strictObject({ type: columnTypeSchema, loss: z.string().nullable() })),
  labels: z.array(planLabelSchema),
  /** Unit of a numbers column (currency code, "min"); null for none. */
  unit: z.string().nullable(),
  /** Board a connect column points to, by board key. */
  link: z.strictObject({ board: z.string(), twoWay: z.boolean(), missing: z.number().int() }).nullable(),
  filled: z.number().int(),
  examples: z.array(z.strictObject({ before: z.string(), after: z.string() })),
});
export type PlanColumn = z.infer<typeof planColumnSchema>;

export const planGroupSchema = z.strictObject({
  key: z.string(),
  title: z.string(),
  /** Hex of monday's 19 group colours. */
  color: z.string(),
  count: z.number().int(),
});
export type PlanGroup = z.infer<typeof planGroupSchema>;

export const dedupePolicies = ["merge", "keep_both", "skip"] as const;
const planDedupeSchema = z.strictObject({
  /** Match key kind (`email`, `login`). */
  key: z.string(),
  title: z.string(),
  policy: z.enum(dedupePolicies),
  choices: z.array(z.enum(dedupePolicies)),
  reason: z.string(),
  groups: z.number().int(),
  records: z.number().int(),
});

/** Long texts written as updates of the item, with the day they were written in the source when known. */
const planUpdateSchema = z.strictObject({
  key: z.string(),
  title: z.string(),
  stream: z.string(),
  field: z.string(),
  include: z.boolean(),
  count: z.number().int(),
});

const cellSchema = z.strictObject({
  text: z.string(),
  color: z.string().optional(),
  links: z.array(z.string()).optional(),
});
export const sampleRowSchema = z.strictObject({
  externalId: z.string(),
  name: z.string(),
  group: z.string(),
  cells: z.record(z.string(), cellSchema),
});
export type SampleRow = z.infer<typeof sampleRowSchema>;

export const planBoardSchema = z.strictObject({
  /** Stable key (`clients`); parts of a split board are `sessions-2`, `sessions-3` … */
  key: z.string(),
  title: z.string(),
  purpose: z.string(),
  include: z.boolean(),
  reason: z.string(),
  /** `existing`: records go to a board the admin confirmed; it gets columns added, never changed. */
  target: z.discriminatedUnion("mode", [
    z.strictObject({ mode: z.literal("create") }),
    z.strictObject({ mode: z.literal("existing"), boardId: z.string(), boardName: z.string() }),
  ]),
  /** Set on parts of a board that was split because of monday's items limit. Ranges are of snapshot order. */
  part: z.strictObject({ of: z.string(), index: z.number().int(), count: z.number().int() }).nullable(),
  /** Records of these streams land here, in this order. */
  streams: z.array(z.string()),
  itemSingular: z.string(),
  nameFields: z.array(z.string()),
  externalIdColumnId: z.string(),
  groupBy: z.string().nullable(),
  groups: z.array(planGroupSchema),
  columns: z.array(planColumnSchema),
  updates: z.array(planUpdateSchema),
  dedupe: planDedupeSchema.nullable(),
  /** Board keys that must be loaded first. */
  dependsOn: z.array(z.string()),
  lane: z.enum(["aliased", "single"]),
  /** Source records that belong to this board, and items expected after duplicates are merged or skipped. */
  records: z.number().int(),
  items: z.number().int(),
  seconds: z.number(),
  sample: z.array(sampleRowSchema),
});
export type PlanBoard = z.infer<typeof planBoardSchema>;
