import { z } from "zod";
import { ok, type Result } from "../../../../contract/result.ts";
import type { BoardState } from "../../../types.ts";
import { columnSchema, groupSchema, presentColumns, presentGroups } from "../api/board-parts.ts";
import type { MondayClient } from "../api/client.ts";
import { archivedBoardsDocument, boardStatesDocument } from "../api/documents.ts";
import { IDS_PER_QUERY } from "../limits.ts";
import { connectedBoards } from "../schema/column-settings.ts";

const boardSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  workspace_id: z.coerce.string().nullish().catch(null),
  items_count: z.number().nullish(),
  columns: z.array(columnSchema.nullable()).nullish(),
  groups: z.array(groupSchema.nullable()).nullish(),
});
const statesSchema = z.looseObject({ boards: z.array(boardSchema.nullable()).nullable() });

/** These boards as they are now, by id; those that are deleted, archived or out of reach are absent. */
export async function readBoardStates(
  client: Pick<MondayClient, "query">,
  boardIds: readonly string[],
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, BoardState>>> {
  const states = new Map<string, BoardState>();
  const wanted = [...new Set(boardIds)];
  for (let at = 0; at < wanted.length; at += IDS_PER_QUERY) {
    const variables = { ids: wanted.slice(at, at + IDS_PER_QUERY), limit: IDS_PER_QUERY };
    const read = await client.query({ document: boardStatesDocument, variables, signal }, statesSchema);
    if (!read.ok) return read;
    for (const board of read.value.boards ?? []) if (board) states.set(board.id, toState(board));
  }
  return ok(states);
}

const archivedSchema = z.looseObject({
  boards: z.array(z.looseObject({ id: z.string() }).nullable()).nullable(),
});

/** Those of these boards that are archived. */
export async function readArchivedBoards(
  client: Pick<MondayClient, "query">,
  boardIds: readonly string[],
  signal: AbortSignal,
): Promise<Result<ReadonlySet<string>>> {
  const archived = new Set<string>();
  const wanted = [...new Set(boardIds)];
  for (let at = 0; at < wanted.length; at += IDS_PER_QUERY) {
    const variables = { ids: wanted.slice(at, at + IDS_PER_QUERY), limit: IDS_PER_QUERY };
    const read = await client.query({ document: archivedBoardsDocument, variables, signal }, archivedSchema);
    if (!read.ok) return read;
    for (const board of read.value.boards ?? []) if (board) archived.add(board.id);
  }
  return ok(archived);
}

function toState(board: z.infer<typeof boardSchema>): BoardState {
  return {
    id: board.id,
    name: board.name,
    workspaceId: board.workspace_id ?? null,
    itemsCount: board.items_count ?? null,
    groups: presentGroups(board.groups).map(({ id, title }) => ({ id, title })),
    columns: presentColumns(board.columns).map(toColumn),
  };
}

function toColumn({ id, title, type, settings }: z.infer<typeof columnSchema>) {
  const linked = type === "board_relation" ? { linkedBoardIds: connectedBoards(settings) } : {};
  return { id, title, type, ...linked };
}
