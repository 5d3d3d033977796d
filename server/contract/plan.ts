import { z } from "zod";
import { notMovingSchema } from "./inventory.ts";
import { columnTypes } from "./values.ts";

const columnTypeSchema = z.enum(columnTypes);

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

export const personActions = ["user", "fallback", "text", "invite"] as const;
export const planPersonSchema = z.strictObject({
  key: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role: z.string(),
  records: z.number().int(),
  /** matched: an active monday user has this e-mail. blocked: a user has it but cannot be assigned. */
  match: z.enum(["matched", "blocked", "unmatched"]),
  matchText: z.string(),
  action: z.enum(personActions),
  userId: z.string().nullable(),
  choices: z.array(z.enum(personActions)),
});
export type PlanPerson = z.infer<typeof planPersonSchema>;

/** A user of the destination who can be assigned to items. */
export const assignableSchema = z.strictObject({ id: z.string(), name: z.string(), email: z.string() });
export type Assignable = z.infer<typeof assignableSchema>;

export const findingSchema = z.strictObject({
  /** Stable within a migration as long as the cause is the same. */
  id: z.string(),
  code: z.string(),
  /**
   * block: cannot start until solved. choice: must be answered. accept: records that will not arrive as they are,
   * accepted by name at sign-off. info: good to know.
   */
  severity: z.enum(["block", "choice", "accept", "info"]),
  title: z.string(),
  detail: z.string(),
  count: z.number().int(),
  board: z.string().nullable(),
  column: z.string().nullable(),
  stream: z.string().nullable(),
  /** A choice that has been answered (by an edit or by accepting the default). */
  answered: z.boolean(),
  remedy: z.string(),
  /** One-click answers: each is a list of plan edits. */
  actions: z.array(z.strictObject({ label: z.string(), edits: z.array(z.lazy(() => planEditSchema)) })),
});
export type Finding = z.infer<typeof findingSchema>;

export const forecastSchema = z.strictObject({
  items: z.number().int(),
  updates: z.number().int(),
  links: z.number().int(),
  calls: z.number().int(),
  seconds: z.number(),
  phases: z.array(
    z.strictObject({
      /** schema: boards, groups and columns are made. board: a board is filled. check: all is read back. */
      kind: z.enum(["schema", "board", "check"]),
      /** Set for the kind `board`. */
      board: z.string().nullable(),
      title: z.string(),
      items: z.number().int(),
      calls: z.number().int(),
      seconds: z.number(),
    }),
  ),
  /** What bounds the pace, in plain words. */
  bound: z.string(),
});
export type Forecast = z.infer<typeof forecastSchema>;

export const planEditSchema = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("workspace"), workspaceId: z.string().max(40).nullable() }),
  z.strictObject({ op: z.literal("board.include"), board: z.string().max(60), include: z.boolean() }),
  z.strictObject({
    op: z.literal("board.rename"),
    board: z.string().max(60),
    title: z.string().trim().min(1).max(255),
  }),
  z.strictObject({
    op: z.literal("board.target"),
    board: z.string().max(60),
    boardId: z.string().max(40).nullable(),
  }),
  z.strictObject({
    op: z.literal("board.dedupe"),
    board: z.string().max(60),
    policy: z.enum(dedupePolicies),
  }),
  z.strictObject({
    op: z.literal("group.rename"),
    board: z.string().max(60),
    group: z.string().max(255),
    title: z.string().trim().min(1).max(255),
  }),
  z.strictObject({
    op: z.literal("column.include"),
    board: z.string().max(60),
    column: z.string().max(60),
    include: z.boolean(),
  }),
  z.strictObject({
    op: z.literal("column.rename"),
    board: z.string().max(60),
    column: z.string().max(60),
    title: z.string().trim().min(1).max(255),
  }),
  z.strictObject({
    op: z.literal("column.type"),
    board: z.string().max(60),
    column: z.string().max(60),
    type: columnTypeSchema,
  }),
  /** Shows source value `value` under `label`; null leaves the cell empty. */
  z.strictObject({
    op: z.literal("column.map"),
    board: z.string().max(60),
    column: z.string().max(60),
    value: z.string().max(2000),
    label: z.string().trim().min(1).max(255).nullable(),
  }),
  z.strictObject({
    op: z.literal("column.unit"),
    board: z.string().max(60),
    column: z.string().max(60),
    unit: z.string().max(10).nullable(),
  }),
  /** Currency of every money column at once (the source names none). */
  z.strictObject({ op: z.literal("currency"), code: z.string().regex(/^[A-Z]{3}$/) }),
  z.strictObject({
    op: z.literal("update.include"),
    board: z.string().max(60),
    update: z.string().max(60),
    include: z.boolean(),
  }),
  z.strictObject({
    op: z.literal("person.action"),
    person: z.string().max(200),
    action: z.enum(personActions),
    userId: z.string().max(40).nullable(),
  }),
  /** What happens to every person without a monday user who has no answer of their own. */
  z.strictObject({
    op: z.literal("people.default"),
    action: z.enum(["fallback", "text", "invite"]),
    fallbackUserId: z.string().max(40).nullable(),
  }),
  /** "I have read this and accept it": answers a finding without changing the plan. */
  z.strictObject({ op: z.literal("finding.accept"), finding: z.string().max(200) }),
]);
export type PlanEdit = z.infer<typeof planEditSchema>;

/** A class of records somebody has accepted, as it read then. */
export const acceptedSchema = z.strictObject({ id: z.string(), title: z.string(), count: z.number().int() });
export type Accepted = z.infer<typeof acceptedSchema>;

export const planSchema = z.strictObject({
  migrationId: z.string(),
  source: z.string(),
  destination: z.literal("monday"),
  /** SHA-256 over everything that decides what is written; samples, examples and forecast do not count. */
  hash: z.string(),
  builtAt: z.string(),
  workspace: z.strictObject({ id: z.string().nullable(), name: z.string() }),
  currency: z.string().nullable(),
  boards: z.array(planBoardSchema),
  people: z.array(planPersonSchema),
  peopleDefault: z.strictObject({
    action: z.enum(["fallback", "text", "invite"]),
    fallbackUserId: z.string().nullable(),
  }),
  /** Users the admin may choose from, by name; at most 500. */
  assignable: z.array(assignableSchema),
  notMoving: z.array(notMovingSchema),
  findings: z.array(findingSchema),
  forecast: forecastSchema,
  /** Findings that still block the start: `block` and `choice`. */
  openQuestions: z.number().int(),
  /** Classes of records that still have to be accepted: `accept`. */
  openAcceptances: z.number().int().default(0),
  approval: z
    .strictObject({
      hash: z.string(),
      by: z.string(),
      byName: z.string(),
      at: z.string(),
      current: z.boolean(),
      /** What was accepted by name. */
      accepted: z.array(acceptedSchema).default([]),
      /** The sample that was looked at; null when there was none. */
      sample: z.strictObject({ runId: z.string(), records: z.number().int() }).nullable().default(null),
    })
    .nullable(),
});
export type Plan = z.infer<typeof planSchema>;

export const patchPlanSchema = z.strictObject({
  /** Hash of the plan the editor was looking at; a different current plan answers 409 `plan.stale`. */
  hash: z.string().max(100),
  edits: z.array(planEditSchema).min(1).max(200),
});
export const approvePlanSchema = z.strictObject({
  hash: z.string().max(100),
  /** Ids of the classes accepted with this approval; classes accepted by an edit need not be named again. */
  accepted: z.array(z.string().max(300)).max(500).optional(),
});
