import { z } from "zod";
import { columnTypeSchema, dedupePolicies } from "./plan-board.ts";
import { personActions } from "./plan-person.ts";

/** One change an admin makes to the plan. */
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

export const patchPlanSchema = z.strictObject({
  /** Hash of the plan the editor was looking at; a different current plan answers 409 `plan.stale`. */
  hash: z.string().max(100),
  edits: z.array(planEditSchema).min(1).max(200),
});
