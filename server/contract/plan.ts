import { z } from "zod";
import { notMovingSchema } from "./inventory.ts";
import { planBoardSchema } from "./plan-board.ts";
import { planEditSchema } from "./plan-edit.ts";
import { planPersonSchema } from "./plan-person.ts";

export * from "./plan-board.ts";
export * from "./plan-edit.ts";
export * from "./plan-person.ts";

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
  actions: z.array(z.strictObject({ label: z.string(), edits: z.array(planEditSchema) })),
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

export const approvePlanSchema = z.strictObject({
  hash: z.string().max(100),
  /** Ids of the classes accepted with this approval; classes accepted by an edit need not be named again. */
  accepted: z.array(z.string().max(300)).max(500).optional(),
});
