import { z } from "zod";

/** Who, or what, changed a value after it was written. `unknown`: monday's activity does not tell. */
export const causes = ["person", "automation", "portage", "unknown"] as const;
export type Cause = (typeof causes)[number];

export const differenceKinds = [
  /** A cell holds something else than was written. */
  "value",
  "name",
  /** A link that was written is not there. */
  "link",
  /** The item is deleted, archived or out of reach. */
  "missing_item",
  /** More than one item carries the record's source id. */
  "doubled_item",
  /** The item lies on another board than it was written to. */
  "moved_item",
  /** A comment Portage wrote is not on the item. */
  "missing_update",
  /** A comment Portage wrote reads differently from what was written. */
  "changed_update",
  /** A person has reported the record as wrong; nothing else may differ. */
  "reported",
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

export const differenceStates = ["open", "repaired", "accepted", "gone"] as const;

export const differenceSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(differenceKinds),
  board: z.string(),
  boardTitle: z.string(),
  externalId: z.string(),
  name: z.string(),
  itemId: z.string().nullable(),
  itemUrl: z.string().nullable(),
  /** Column key of the plan; null when it is about the whole item. */
  column: z.string().nullable(),
  columnTitle: z.string().nullable(),
  source: z.string().nullable(),
  written: z.string(),
  today: z.string(),
  cause: z.enum(causes),
  /** "Changed by Ana Bell on 3 November", as far as monday tells. */
  causeText: z.string(),
  /** A sentence, and what to do. */
  text: z.string(),
  remedy: z.string(),
  repairable: z.boolean(),
  state: z.enum(differenceStates),
  foundAt: z.string(),
});
export type Difference = z.infer<typeof differenceSchema>;

export const differencesQuerySchema = z.strictObject({
  board: z.string().max(60).optional(),
  kind: z.enum(differenceKinds).optional(),
  state: z.enum(differenceStates).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export const differencePageSchema = z.strictObject({
  items: z.array(differenceSchema),
  cursor: z.string().nullable(),
  total: z.number().int(),
});

/** Repairs of a verify run: these differences, or all that can be repaired. Written anew, read back, compared. */
export const repairSchema = z.union([
  z.strictObject({ differences: z.array(z.string().max(300)).min(1).max(500) }),
  z.strictObject({ all: z.literal(true) }),
]);
export type Repair = z.infer<typeof repairSchema>;

const updatesTallySchema = z.strictObject({
  expected: z.number().int(),
  /** Comments that are on their items, whatever they say. */
  found: z.number().int(),
  /** Of these: they read differently from what was written. Readings before this was compared have none. */
  different: z.number().int().default(0),
});

/** "As it is now is right": the difference is no longer shown as one, and the item is left alone. */
export const acceptDifferencesSchema = z.strictObject({
  differences: z.array(z.string().max(300)).min(1).max(500),
});

const fieldTallySchema = z.strictObject({
  column: z.string(),
  title: z.string(),
  checked: z.number().int(),
  different: z.number().int(),
  /** SHA-256 over the values read back with their external ids, whatever the order of the items. */
  hash: z.string(),
});

export const verifiedBoardSchema = z.strictObject({
  board: z.string(),
  title: z.string(),
  streams: z.array(z.string()),
  /** Records with an item: created, updated, unchanged. */
  expected: z.number().int(),
  found: z.number().int(),
  missing: z.number().int(),
  doubled: z.number().int(),
  fieldsChecked: z.number().int(),
  fieldsDifferent: z.number().int(),
  links: z.strictObject({ expected: z.number().int(), found: z.number().int() }),
  updates: updatesTallySchema,
  /** SHA-256 over the hashes of its records and then of its comments, each in the order of external ids. */
  hash: z.string(),
  fields: z.array(fieldTallySchema),
});
export type VerifiedBoard = z.infer<typeof verifiedBoardSchema>;

export const verifiedSumSchema = z.strictObject({
  board: z.string(),
  boardTitle: z.string(),
  column: z.string(),
  title: z.string(),
  kind: z.string().nullable(),
  /** Currency code or "min"; null when the plan names none. */
  unit: z.string().nullable(),
  source: z.string(),
  destination: z.string(),
  equal: z.boolean(),
});

export type VerifiedSum = z.infer<typeof verifiedSumSchema>;

export const verificationSchema = z.strictObject({
  runId: z.string(),
  at: z.string(),
  trigger: z.enum(["person", "schedule", "repair"]),
  /** Totals for the large sentence. */
  records: z.strictObject({ expected: z.number().int(), found: z.number().int() }),
  fields: z.strictObject({ checked: z.number().int(), different: z.number().int() }),
  links: z.strictObject({ expected: z.number().int(), found: z.number().int() }),
  updates: updatesTallySchema,
  differences: z.number().int(),
  boards: z.array(verifiedBoardSchema),
  sums: z.array(verifiedSumSchema),
  /** SHA-256 over the boards' hashes. Equal accounts have equal root hashes. */
  rootHash: z.string(),
  /** Open differences by what caused them, and items that are gone. */
  drift: z.strictObject({
    people: z.number().int(),
    automations: z.number().int(),
    unknown: z.number().int(),
    deleted: z.number().int(),
  }),
  calls: z.number().int(),
  seconds: z.number(),
});
export type Verification = z.infer<typeof verificationSchema>;

export const verificationViewSchema = z.strictObject({
  latest: verificationSchema.nullable(),
  /** Differences still open, repairs since the last reading taken off. */
  open: z.number().int(),
  /** Of these: reports of people about records in which nothing else has to differ. */
  reported: z.number().int(),
  repairable: z.number().int(),
  /** Earlier readings, newest first, at most 20. */
  history: z.array(
    z.strictObject({
      runId: z.string(),
      at: z.string(),
      trigger: z.enum(["person", "schedule", "repair"]),
      differences: z.number().int(),
      rootHash: z.string(),
    }),
  ),
  /** Seconds a reading is expected to take. */
  estimateSeconds: z.number(),
});
export type VerificationView = z.infer<typeof verificationViewSchema>;
