import { z } from "zod";
import { toFailure } from "../../../../contract/errors.ts";
import type { PlanBoard, PlanGroup } from "../../../../contract/plan.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import type { SchemaObject } from "../../../types.ts";
import { colorGroupDocument, createGroupDocument, renameGroupDocument } from "../api/documents.ts";
import type { BoardShape, GroupShape } from "./board-shape.ts";
import { followTitle, withTitle } from "./titles.ts";
import type { SchemaWork } from "./work.ts";

/** `create_group` takes the hex of a colour, `update_group` its name (facts 6). */
const COLOR_NAMES: Readonly<Record<string, string>> = {
  "#037f4c": "dark-green",
  "#00c875": "green",
  "#9cd326": "lime-green",
  "#cab641": "saladish",
  "#ffcb00": "yellow",
  "#784bd1": "purple",
  "#9d50dd": "dark-purple",
  "#007eb5": "blue",
  "#579bfc": "light-blue",
  "#66ccff": "turquoise",
  "#bb3354": "dark-red",
  "#df2f4a": "red",
  "#ff007f": "pink",
  "#ff5ac4": "hot-pink",
  "#ff642e": "dark-orange",
  "#fdab3d": "orange",
  "#7f5347": "brown",
  "#c4c4c4": "grey",
  "#757575": "trolley-grey",
};

const createdSchema = z.looseObject({ create_group: z.looseObject({ id: z.string() }).nullable() });

/**
 * Finds or makes the groups of a board, in the plan's order. A new board comes with one group of its own, which
 * becomes our first. Groups of an interrupted pass are recognised by their title.
 */
export async function ensureGroups(
  work: SchemaWork,
  board: PlanBoard,
  options: { boardId: string; shape: BoardShape; untouched: boolean },
): Promise<Result<void>> {
  const key = (group: PlanGroup) => `${board.key}/group:${group.key}`;
  const present = new Map(options.shape.groups.map((group) => [group.id, group]));
  const claimed = new Set(board.groups.flatMap((group) => work.get(key(group))?.id ?? []));
  const free = options.shape.groups.filter(({ id }) => !claimed.has(id));
  let previous: string | null = null;
  for (const [index, group] of board.groups.entries()) {
    const known = work.get(key(group));
    const there = known && present.get(known.id);
    if (known && there) {
      const kept = await keepKnown(work, options.boardId, { known, group, there });
      if (!kept.ok) return kept;
      previous = known.id;
      continue;
    }
    const adopted = takeByTitle(free, group.title);
    const usesDefault = !adopted && index === 0 && options.untouched && free.length === 1;
    const made: Result<string> = adopted
      ? ok(adopted.id)
      : usesDefault
        ? await takeOver(work, options.boardId, free.shift(), group)
        : await createGroup(
            work,
            options.boardId,
            group,
            previous ?? options.shape.groups.at(-1)?.id ?? null,
          );
    if (!made.ok) return made;
    const created = board.target.mode === "create" || !adopted;
    const detail = created ? withTitle(null, group.title) : null;
    await work.keep({ kind: "group", key: key(group), id: made.value, created, detail });
    previous = made.value;
  }
  return ok(undefined);
}

/** A group of an earlier pass; one of ours takes the plan's title, unless a person has named it. */
async function keepKnown(
  work: SchemaWork,
  boardId: string,
  { known, group, there }: { known: SchemaObject; group: PlanGroup; there: GroupShape },
): Promise<Result<void>> {
  const followed = await followTitle(work, known, {
    planned: group.title,
    present: { title: there.title },
    async rename() {
      const renamed = await renameGroup(work, { boardId, groupId: known.id, title: group.title });
      return renamed.ok ? ok({ title: group.title }) : renamed;
    },
  });
  if (!followed.ok) return followed;
  await work.keep(followed.value.known);
  return ok(undefined);
}

function renameGroup(
  work: SchemaWork,
  { boardId, groupId, title }: { boardId: string; groupId: string; title: string },
): Promise<Result<object>> {
  const variables = { board: boardId, group: groupId, title };
  const call = { document: renameGroupDocument, variables, boardId, idempotencyKey: work.freshKey() };
  return work.client.change({ ...call, signal: work.signal }, z.looseObject({}));
}

function takeByTitle(free: GroupShape[], title: string): GroupShape | null {
  const index = free.findIndex((group) => group.title === title);
  return index < 0 ? null : (free.splice(index, 1)[0] ?? null);
}

async function takeOver(
  work: SchemaWork,
  boardId: string,
  group: GroupShape | undefined,
  plan: PlanGroup,
): Promise<Result<string>> {
  if (!group) return err(toFailure("monday.unexpected", { message: "The board came without a group" }));
  const common = { boardId, idempotencyKey: work.freshKey(), signal: work.signal };
  // Colour before title: a pass that stops in between still finds the group under its old title.
  const name = COLOR_NAMES[plan.color.toLowerCase()];
  if (name) {
    const variables = { board: boardId, group: group.id, color: name };
    const colored = await work.client.change(
      { ...common, document: colorGroupDocument, variables },
      z.looseObject({}),
    );
    // A colour is not worth stopping for; a lost connection is.
    if (!colored.ok && colored.error.kind === "retryable") return colored;
  }
  const renamed = await renameGroup(work, { boardId, groupId: group.id, title: plan.title });
  return renamed.ok ? ok(group.id) : renamed;
}

async function createGroup(
  work: SchemaWork,
  boardId: string,
  group: PlanGroup,
  after: string | null,
): Promise<Result<string>> {
  const variables = { board: boardId, name: group.title, color: group.color.toLowerCase(), after };
  const made = await work.client.change(
    {
      document: createGroupDocument,
      variables,
      boardId,
      idempotencyKey: work.freshKey(),
      signal: work.signal,
    },
    createdSchema,
  );
  if (!made.ok) return made;
  const id = made.value.create_group?.id;
  return id ? ok(id) : err(toFailure("monday.unexpected", { message: "monday made a group without an id" }));
}
