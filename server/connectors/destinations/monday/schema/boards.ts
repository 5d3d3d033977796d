import { z } from "zod";
import { toFailure } from "../../../../contract/errors.ts";
import type { PlanBoard } from "../../../../contract/plan.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import { boardMarkersDocument, createBoardDocument, renameBoardDocument } from "../api/documents.ts";
import { LIST_PAGE_SIZE, LIST_PAGES_MAX } from "../limits.ts";
import { readBoardStates } from "../reading/board-states.ts";
import { createOnce } from "./create-once.ts";
import { followTitle } from "./titles.ts";
import type { SchemaWork } from "./work.ts";

const createdSchema = z.looseObject({
  create_board: z.looseObject({ id: z.string(), url: z.string().nullish() }).nullable(),
});
const markersSchema = z.looseObject({
  boards: z.array(z.looseObject({ id: z.string(), description: z.string().nullish() }).nullable()).nullable(),
});

/** Finds or makes every board and gives their ids by board key. Those an interrupted pass made are recognised by the mark in their description. */
export async function ensureBoards(
  work: SchemaWork,
  boards: readonly PlanBoard[],
  workspaceId: string,
): Promise<Result<ReadonlyMap<string, string>>> {
  const ids = new Map<string, string>();
  let leftovers: Result<ReadonlyMap<string, string>> | null = null;
  for (const board of boards) {
    const known = work.get(board.key);
    const chosen = board.target.mode === "existing" ? board.target.boardId : null;
    if (chosen !== null) {
      if (known && known.id !== chosen) await work.supersede(known);
      await work.keep({ kind: "board", key: board.key, id: chosen, created: false, detail: null });
      ids.set(board.key, chosen);
      continue;
    }
    if (known?.created) {
      await work.keep(known);
      ids.set(board.key, known.id);
      continue;
    }
    if (known) await work.supersede(known);
    leftovers ??= await readMarked(work, boards, workspaceId);
    if (!leftovers.ok) return leftovers;
    const found = leftovers.value.get(board.key);
    const made = found ? ok({ id: found, detail: null }) : await createBoard(work, board, workspaceId);
    if (!made.ok) return made;
    await work.keep({ kind: "board", key: board.key, ...made.value, created: true });
    ids.set(board.key, made.value.id);
  }
  return ok(ids);
}

async function createBoard(
  work: SchemaWork,
  board: PlanBoard,
  workspaceId: string,
): Promise<Result<{ id: string; detail: string | null }>> {
  const variables = {
    name: board.title,
    workspace: workspaceId,
    description: `Imported by Portage ${work.marker(board.key)}`,
    nickname: { singular: board.itemSingular, plural: board.title },
  };
  const made = await createOnce(
    work,
    { key: board.key, document: createBoardDocument, variables, createsBoard: true },
    {
      schema: createdSchema,
      async isThere({ create_board: replayed }) {
        const states = await readBoardStates(work.client, replayed ? [replayed.id] : [], work.signal);
        return states.ok ? ok(states.value.size > 0) : states;
      },
    },
  );
  if (!made.ok) return made;
  const created = made.value.create_board;
  if (!created) return err(toFailure("monday.unexpected", { message: "monday made a board without an id" }));
  const detail = JSON.stringify({ url: created.url ?? null, title: board.title });
  return ok({ id: created.id, detail });
}

const renamedSchema = z.looseObject({ update_board: z.unknown() });
/** JSON as an object, or as its text; what it holds beside this is not documented. */
const refusedSchema = z.union([
  z.looseObject({ success: z.literal(false) }),
  z.string().regex(/"success"\s*:\s*false/),
]);

/** Gives a board of ours the plan's title, unless a person has named it. */
export async function followBoardTitle(
  work: SchemaWork,
  board: PlanBoard,
  { boardId, shape }: { boardId: string; shape: { readonly title: string } },
): Promise<Result<void>> {
  const known = work.get(board.key);
  if (!known) return ok(undefined);
  const followed = await followTitle(work, known, {
    planned: board.title,
    present: { title: shape.title },
    async rename() {
      const variables = { board: boardId, name: board.title };
      const call = { document: renameBoardDocument, variables, boardId, idempotencyKey: work.freshKey() };
      const renamed = await work.client.change({ ...call, signal: work.signal }, renamedSchema);
      if (!renamed.ok) return renamed;
      return refusedSchema.safeParse(renamed.value.update_board).success
        ? err(toFailure("monday.unexpected", { message: "monday did not rename a board" }))
        : ok({ title: board.title });
    },
  });
  return followed.ok ? ok(undefined) : followed;
}

/** Boards of the workspace that carry a mark of this plan, by board key. */
async function readMarked(
  work: SchemaWork,
  boards: readonly PlanBoard[],
  workspaceId: string,
): Promise<Result<ReadonlyMap<string, string>>> {
  const found = new Map<string, string>();
  for (let page = 1; page <= LIST_PAGES_MAX; page++) {
    const variables = { workspaces: [workspaceId], page, limit: LIST_PAGE_SIZE };
    const call = { document: boardMarkersDocument, variables, signal: work.signal };
    const read = await work.client.query(call, markersSchema);
    if (!read.ok) return read;
    const listed = read.value.boards ?? [];
    for (const entry of listed) {
      const owner = boards.find((board) => entry?.description?.includes(work.marker(board.key)));
      if (entry && owner && !found.has(owner.key)) found.set(owner.key, entry.id);
    }
    if (listed.length < LIST_PAGE_SIZE) break;
  }
  return ok(found);
}
