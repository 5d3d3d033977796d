import { z } from "zod";

/** How many records of one stream share a match key (an e-mail, a login). */
const duplicatesSchema = z.strictObject({
  key: z.string(),
  title: z.string(),
  groups: z.number().int(),
  records: z.number().int(),
});

export const fieldInventorySchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  type: z.string(),
  filled: z.number().int(),
  empty: z.number().int(),
  /** Values that do not fit the field's type (an e-mail that is not one). */
  invalid: z.number().int(),
  /** Distinct values seen; null when there are more than the inventory counts (`distinctCap`). */
  distinct: z.number().int().nullable(),
  /** Most frequent values, complete when `distinct` is not null. At most 300. */
  values: z.array(z.strictObject({ value: z.string(), count: z.number().int() })),
  /** Longest text in characters. */
  longest: z.number().int(),
  /** Records whose text is longer than the limit named by the key (`name` 255, `long_text` 2,000 …). */
  over: z.record(z.string(), z.number().int()),
  min: z.string().nullable(),
  max: z.string().nullable(),
  examples: z.array(z.string()).max(5),
  /** Records whose reference points to a record that does not exist. */
  dangling: z.number().int(),
  custom: z.boolean(),
});
export type FieldInventory = z.infer<typeof fieldInventorySchema>;

export const streamInventorySchema = z.strictObject({
  stream: z.string(),
  title: z.string(),
  records: z.number().int(),
  /** What the source itself said it holds; null when it does not say. */
  declared: z.number().int().nullable(),
  derived: z.boolean(),
  fields: z.array(fieldInventorySchema),
  duplicates: z.array(duplicatesSchema),
});
export type StreamInventory = z.infer<typeof streamInventorySchema>;

/** A person of the source who should become a monday user in people columns. */
export const sourcePersonSchema = z.strictObject({
  /** External id of the record (`bizstim:practitioners:3`). */
  key: z.string(),
  name: z.string(),
  emails: z.array(z.string()),
  role: z.string(),
  /** Records that point to this person. */
  records: z.number().int(),
});
export type SourcePerson = z.infer<typeof sourcePersonSchema>;

/** Something the connector noticed while reading: a wrong total, a record that moved between pages. */
export const sourceFindingSchema = z.strictObject({
  code: z.string(),
  stream: z.string().nullable(),
  title: z.string(),
  detail: z.string(),
  count: z.number().int(),
});
export type SourceFinding = z.infer<typeof sourceFindingSchema>;

/** Something that exists in the source and does not move, or must be built again by hand. */
export const notMovingSchema = z.strictObject({
  title: z.string(),
  kind: z.enum(["not_portable", "rebuild", "not_visible"]),
  count: z.number().int().nullable(),
  reason: z.string(),
  instead: z.string(),
});
export type NotMoving = z.infer<typeof notMovingSchema>;

export const inventorySchema = z.strictObject({
  migrationId: z.string(),
  source: z.string(),
  readAt: z.string(),
  timezone: z.string().nullable(),
  records: z.number().int(),
  streams: z.array(streamInventorySchema),
  people: z.array(sourcePersonSchema),
  findings: z.array(sourceFindingSchema),
  notMoving: z.array(notMovingSchema),
});
export type Inventory = z.infer<typeof inventorySchema>;
