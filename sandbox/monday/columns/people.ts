import type { JsonValue, SandboxUser } from "../model.ts";
import {
  CLEAR,
  type ColumnCodec,
  expectObject,
  idsOf,
  innerSettings,
  invalidValue,
  type WriteContext,
} from "./codec.ts";

/** A people cell is a list of user ids; the stand-in has no teams. */
export const peopleCodec: ColumnCodec = {
  type: "people",
  typename: "PeopleValue",
  settings(defaults) {
    const limit = innerSettings(defaults).max_people_allowed;
    return { max_people_allowed: limit === undefined ? "0" : String(limit) };
  },
  parse(value, context) {
    const entries = expectObject(value, context).personsAndTeams;
    if (!Array.isArray(entries)) throw invalidValue(context, value, 'expected {"personsAndTeams": […]}');
    return assignable(
      entries.map((entry) => personId(entry, context)),
      context,
      value,
    );
  },
  parseSimple: (value, context) =>
    assignable(
      value.split(",").map((part) => Number(part.trim())),
      context,
      value,
    ),
  text: (cell, { world }) =>
    idsOf(cell)
      .flatMap((id) => world.users.get(id)?.name ?? [])
      .join(", "),
  raw: (cell, changedAt) => ({
    changed_at: changedAt,
    personsAndTeams: idsOf(cell).map((id) => ({ id, kind: "person" })),
  }),
  fields: (cell) => ({ persons_and_teams: idsOf(cell).map((id) => ({ id, kind: "person" })) }),
};

function personId(entry: JsonValue, context: WriteContext): number {
  if (entry === null || typeof entry !== "object" || Array.isArray(entry)) {
    throw invalidValue(context, entry, "each person must be an object");
  }
  if (entry.kind !== "person") throw notAssignable(context, entry, "no such team on this board");
  return typeof entry.id === "number" ? entry.id : Number(entry.id);
}

function assignable(ids: readonly number[], context: WriteContext, value: JsonValue) {
  const unique = [...new Set(ids)];
  for (const id of unique) {
    const why = whyNotAssignable(context.world.users.get(id), context);
    if (why) throw notAssignable(context, value, why);
  }
  const limit = Number(context.column.settings.max_people_allowed ?? 0);
  if (limit > 0 && unique.length > limit)
    throw invalidValue(context, value, `at most ${limit} people are allowed`);
  return unique.length === 0 ? CLEAR : unique;
}

/** Assignees must be active, more than viewers, and subscribed to the board. */
function whyNotAssignable(user: SandboxUser | undefined, context: WriteContext): string | null {
  if (!user) return "the user does not exist";
  if (user.status !== "ACTIVE") return `the user is ${user.status.toLowerCase()}`;
  if (user.kind === "view_only") return "the user is a viewer";
  return context.board.subscriberIds.has(user.id) ? null : "the user is not subscribed to the board";
}

function notAssignable(context: WriteContext, value: JsonValue, why: string): Error {
  return invalidValue(context, value, `invalidPersonAssignment: ${why}`, {
    error_code: "invalidPersonAssignment",
  });
}

/** A tags cell is a list of tag ids. */
export const tagsCodec: ColumnCodec = {
  type: "tags",
  typename: "TagsValue",
  parse(value, context) {
    const ids = expectObject(value, context).tag_ids;
    if (!Array.isArray(ids)) throw invalidValue(context, value, 'expected {"tag_ids": […]}');
    const numbers = [...new Set(ids.map(Number))];
    if (numbers.some((id) => !context.world.tags.has(id))) throw invalidValue(context, value, "unknown tag");
    return numbers.length === 0 ? CLEAR : numbers;
  },
  text: (cell, { world }) =>
    idsOf(cell)
      .flatMap((id) => world.tags.get(id)?.name ?? [])
      .join(", "),
  raw: (cell) => ({ tag_ids: idsOf(cell) }),
  fields: (cell, { world }) => ({
    tag_ids: idsOf(cell),
    tags: idsOf(cell).flatMap((id) => world.tags.get(id) ?? []),
  }),
};
