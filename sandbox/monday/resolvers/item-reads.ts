import {
  isoSeconds,
  pageOf,
  type RequestContext,
  type ResolverMap,
  toNumber,
  visibleBoard,
} from "../context.ts";
import type { ColumnValuesFilter } from "../cursor.ts";
import { argumentError, boardNotFound } from "../errors.ts";
import type { SandboxItem } from "../model.ts";
import { firstPageByValues, nextPage } from "../pages.ts";
import { CellView } from "./values.ts";

const ITEMS_BY_ID_MAX = 100;

interface ItemsArgs {
  ids?: string[] | null;
  exclude_nonactive?: boolean | null;
  limit: number;
  page: number;
}

/** Items by id, deleted ones included unless `exclude_nonactive`; note that `limit` defaults to 25 here too. */
function items(_source: unknown, args: ItemsArgs, context: RequestContext): SandboxItem[] {
  if ((args.ids?.length ?? 0) > ITEMS_BY_ID_MAX) {
    throw argumentError(`ids takes at most ${ITEMS_BY_ID_MAX} item ids`, { ids: args.ids?.length ?? 0 });
  }
  if (!args.ids) throw argumentError("ids is required");
  const found = [...new Set(args.ids.map(toNumber))].flatMap((id) => {
    const item = context.world.items.get(id);
    if (!item || !visibleBoard(context, item.boardId)) return [];
    return args.exclude_nonactive && stateOf(item, context) !== "active" ? [] : item;
  });
  return pageOf(found, args.limit, args.page);
}

/** An item of a deleted board counts as deleted. */
function stateOf(item: SandboxItem, { world }: RequestContext) {
  const boardState = world.boards.get(item.boardId)?.state ?? "deleted";
  return boardState === "active" ? item.state : boardState;
}

interface ByValuesArgs {
  board_id: string;
  columns?: ColumnValuesFilter[] | null;
  cursor?: string | null;
  limit: number;
}

function byColumnValues(_source: unknown, args: ByValuesArgs, context: RequestContext) {
  const board = visibleBoard(context, args.board_id);
  if (board?.state !== "active") throw boardNotFound(args.board_id);
  if (args.cursor && args.columns) throw argumentError("Send columns or cursor, not both");
  if (args.cursor) return nextPage(context, args.cursor, args.limit);
  if (!args.columns?.length) throw argumentError("columns is required on the first page");
  return firstPageByValues(context, board, { limit: args.limit, columns: args.columns });
}

function columnValues(
  item: SandboxItem,
  args: { ids?: string[] | null; types?: string[] | null },
  context: RequestContext,
): CellView[] {
  const board = context.world.boards.get(item.boardId);
  const views: CellView[] = [];
  for (const column of board?.columns.values() ?? []) {
    if (column.type === "name") continue;
    if (args.ids && !args.ids.includes(column.id)) continue;
    if (args.types && !args.types.includes(column.type)) continue;
    views.push(new CellView(context.world, item, column));
  }
  return views;
}

export const itemReadResolvers: ResolverMap = {
  Query: {
    items,
    items_page_by_column_values: byColumnValues,
    next_items_page: (_source: unknown, args: { cursor: string; limit: number }, context) =>
      nextPage(context, args.cursor, args.limit),
  },
  Item: {
    board: (item: SandboxItem, _args: unknown, { world }) => world.boards.get(item.boardId) ?? null,
    column_values: columnValues,
    created_at: (item: SandboxItem) => isoSeconds(item.createdAtMs),
    updated_at: (item: SandboxItem) => isoSeconds(item.updatedAtMs),
    creator: (item: SandboxItem, _args: unknown, { world }) => world.users.get(item.creatorId) ?? null,
    creator_id: (item: SandboxItem) => String(item.creatorId),
    email: (item: SandboxItem, _args: unknown, { world }) => `pulse-${item.id}@${world.slug}.monday.com`,
    group: (item: SandboxItem, _args: unknown, { world }) =>
      world.boards.get(item.boardId)?.groups.find((group) => group.id === item.groupId) ?? null,
    parent_item: () => null,
    relative_link: (item: SandboxItem) => `/boards/${item.boardId}/pulses/${item.id}`,
    state: (item: SandboxItem, _args: unknown, context) => stateOf(item, context),
    subitems: () => [],
    subscribers: (item: SandboxItem, _args: unknown, { world }) =>
      [item.creatorId].flatMap((id) => world.users.get(id) ?? []),
    url: (item: SandboxItem, _args: unknown, { world }) =>
      `https://${world.slug}.monday.com/boards/${item.boardId}/pulses/${item.id}`,
  },
};
