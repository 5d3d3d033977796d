import { z } from "zod";

/** Where a sample lands: on the boards of the plan, or on copies of them in a workspace of their own. */
export const sampleLandings = ["boards", "test_workspace"] as const;
export type SampleLanding = (typeof sampleLandings)[number];

/** How many records a sample aims for; coverage may need fewer. */
export const sampleTarget = { least: 50, most: 200, usual: 200 } as const;

export const sampleOptionsSchema = z.strictObject({
  target: z.number().int().min(sampleTarget.least).max(sampleTarget.most).optional(),
  landing: z.enum(sampleLandings).optional(),
  /** Every record instead of a choice of them; only into a test workspace. */
  rehearsal: z.boolean().optional(),
});
export type SampleOptions = z.infer<typeof sampleOptionsSchema>;

/** What a record is in the sample for, by kind of shape. */
export const shapeKinds = [
  "field",
  "value",
  "label",
  "owner",
  "link",
  "longest",
  "character",
  "date",
  "outcome",
] as const;
export type ShapeKind = (typeof shapeKinds)[number];

export const coverageSchema = z.strictObject({
  /** Records chosen, parents included. */
  records: z.number().int(),
  /** Of these: chosen only because another one points to them. */
  parents: z.number().int(),
  shapes: z.number().int(),
  covered: z.number().int(),
  byKind: z.array(
    z.strictObject({
      kind: z.enum(shapeKinds),
      title: z.string(),
      shapes: z.number().int(),
      covered: z.number().int(),
    }),
  ),
  /** Shapes the target left no room for, in words; at most 50. */
  uncovered: z.array(z.string()),
  byStream: z.array(z.strictObject({ stream: z.string(), title: z.string(), records: z.number().int() })),
});
export type Coverage = z.infer<typeof coverageSchema>;

/** The stored choice. `chosen` is empty for a rehearsal, which takes every record. */
export const storedSampleSchema = z.strictObject({
  runId: z.string(),
  planHash: z.string(),
  landing: z.enum(sampleLandings),
  rehearsal: z.boolean(),
  target: z.number().int(),
  workspaceName: z.string().nullable(),
  chosenAt: z.string(),
  coverage: coverageSchema,
  /** Why each record is in the sample, in words. */
  chosen: z.array(z.strictObject({ stream: z.string(), id: z.string(), why: z.array(z.string()) })),
  /** Set when the run has written and read back everything. */
  finishedAt: z.string().nullable(),
});
export type StoredSample = z.infer<typeof storedSampleSchema>;

export const verdicts = ["same", "converted", "lossy", "wrong"] as const;
export type Verdict = (typeof verdicts)[number];
export const verdictCountsSchema = z.strictObject({
  same: z.number().int(),
  converted: z.number().int(),
  lossy: z.number().int(),
  wrong: z.number().int(),
});
export type VerdictCounts = z.infer<typeof verdictCountsSchema>;

/** One field of one sampled record, from the source to monday and back. */
export const diffRowSchema = z.strictObject({
  id: z.string(),
  board: z.string(),
  boardTitle: z.string(),
  stream: z.string(),
  externalId: z.string(),
  name: z.string(),
  itemId: z.string().nullable(),
  itemUrl: z.string().nullable(),
  /**
   * Column key of the plan; `name` for the item's name, `update:<key>` for a text written as an update,
   * `field:<name>` for a field without a column, `record:merged`, `record:skipped` or `record:failed` for a record
   * without an item of its own.
   */
  column: z.string(),
  columnTitle: z.string(),
  source: z.string(),
  transformation: z.string(),
  written: z.string(),
  readBack: z.string(),
  verdict: z.enum(verdicts),
  /** Why it is lossy or wrong, in words. */
  reason: z.string().nullable(),
  /** The value, or its verdict, is another than in the sample before. */
  changed: z.boolean(),
});
export type DiffRow = z.infer<typeof diffRowSchema>;

export const diffQuerySchema = z.strictObject({
  stream: z.string().max(60).optional(),
  board: z.string().max(60).optional(),
  column: z.string().max(80).optional(),
  verdict: z.enum(verdicts).optional(),
  changed: z.stringbool().optional(),
  cursor: z.string().max(200).optional(),
  /** Rows to pass over from the beginning; not together with a cursor. */
  offset: z.coerce.number().int().min(0).max(1_000_000).optional(),
  /** False leaves out what the first page has told: total, counts and groups are null. */
  summary: z.stringbool().optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});
export type DiffQuery = z.output<typeof diffQuerySchema>;

/** All rows of one field that match a query; they stand together. */
export const diffGroupSchema = z.strictObject({
  board: z.string(),
  boardTitle: z.string(),
  column: z.string(),
  columnTitle: z.string(),
  count: z.number().int(),
});
export type DiffGroup = z.infer<typeof diffGroupSchema>;

/** Rows in the order board, column, record: grouped by field. */
export const diffPageSchema = z.strictObject({
  items: z.array(diffRowSchema),
  cursor: z.string().nullable(),
  /** Of all rows that match the query, as are counts and groups. */
  total: z.number().int().nullable(),
  counts: verdictCountsSchema.nullable(),
  /** In the order of the rows: which rows belong to which field. */
  groups: z.array(diffGroupSchema).nullable(),
});
export type DiffPage = z.infer<typeof diffPageSchema>;

export const sampleViewSchema = z.strictObject({
  /** `stale`: the plan was changed after this sample. */
  state: z.enum(["none", "running", "ready", "stale", "failed"]),
  runId: z.string().nullable(),
  planHash: z.string(),
  landing: z.enum(sampleLandings),
  rehearsal: z.boolean(),
  target: z.number().int(),
  workspaceName: z.string().nullable(),
  coverage: coverageSchema.nullable(),
  finishedAt: z.string().nullable(),
  /** What a sample of the usual size, and a rehearsal, would take. */
  estimate: z.strictObject({
    sampleSeconds: z.number(),
    rehearsalSeconds: z.number(),
    rehearsalRecords: z.number().int(),
  }),
  counts: verdictCountsSchema,
  /** Boards and columns of the diff with their counts, in the plan's order. */
  boards: z.array(
    z.strictObject({
      board: z.string(),
      title: z.string(),
      url: z.string().nullable(),
      counts: verdictCountsSchema,
      columns: z.array(
        z.strictObject({ column: z.string(), title: z.string(), counts: verdictCountsSchema }),
      ),
    }),
  ),
  /** Items the sample has put on the boards and that can be removed again. */
  removable: z.number().int(),
});
export type SampleView = z.infer<typeof sampleViewSchema>;

/** A class of records that will not arrive as they are: each is accepted by name before the import. */
export const acceptanceSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(["skipped", "merged", "lossy", "wrong", "failed", "left_out"]),
  title: z.string(),
  detail: z.string(),
  /** Records or values concerned. */
  count: z.number().int(),
  /** Known from the plan, or seen in the sample. */
  from: z.enum(["plan", "sample"]),
  board: z.string().nullable(),
  column: z.string().nullable(),
});
export type Acceptance = z.infer<typeof acceptanceSchema>;

export const signOffViewSchema = z.strictObject({
  planHash: z.string(),
  classes: z.array(acceptanceSchema.extend({ accepted: z.boolean() })),
  /** What stands in the way of approving, besides classes that are not accepted. */
  blockers: z.array(z.strictObject({ code: z.string(), text: z.string(), remedy: z.string() })),
  /** The sample of exactly this plan; null when there is none, which the admin must say they know. */
  sample: z
    .strictObject({
      runId: z.string(),
      records: z.number().int(),
      shapes: z.number().int(),
      covered: z.number().int(),
      counts: verdictCountsSchema,
    })
    .nullable(),
});
export type SignOffView = z.infer<typeof signOffViewSchema>;

/** Records picked at random from the sample for a person to compare by eye, and what they found. */
export const spotCheckItemSchema = z.strictObject({
  board: z.string(),
  boardTitle: z.string(),
  externalId: z.string(),
  /** The record in words: "Client 21". */
  recordTitle: z.string(),
  /** Where to find it in the source; null when the source has no page of its own for it. */
  sourceUrl: z.string().nullable(),
  sourceText: z.string(),
  name: z.string(),
  itemId: z.string(),
  itemUrl: z.string().nullable(),
  /** Null until somebody has looked. */
  right: z.boolean().nullable(),
  by: z.string().nullable(),
  at: z.string().nullable(),
});
export type SpotCheckItem = z.infer<typeof spotCheckItemSchema>;
export const spotCheckSchema = z.strictObject({
  planHash: z.string(),
  items: z.array(spotCheckItemSchema),
  looked: z.number().int(),
});
export type SpotCheck = z.infer<typeof spotCheckSchema>;
export const tickSpotCheckSchema = z.strictObject({
  board: z.string().max(60),
  externalId: z.string().max(300),
  right: z.boolean().nullable(),
});
