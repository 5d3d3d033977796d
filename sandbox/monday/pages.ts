import { type RequestContext, toNumber, visibleBoard } from "./context.ts";
import { type ColumnValuesFilter, type Cursor, decodeCursor, encodeCursor } from "./cursor.ts";
import { argumentError, boardNotFound, columnNotFound, platformError } from "./errors.ts";
import { cellText, compileFilter, type ItemFilter, type ItemsQuery, isIndexed } from "./filters.ts";
import type { SandboxBoard, SandboxGroup, SandboxItem } from "./model.ts";
import { activeGroups } from "./structure.ts";
import { lowerBound } from "./world.ts";

/** Cursors live 60 minutes from the first page. */
const CURSOR_LIFETIME_MS = 60 * 60 * 1000;
const PAGE_MAX = 500;

export interface ItemsPage {
  cursor: string | null;
  items: SandboxItem[];
}

/** First page of a board or group. */
export function firstPage(
  context: RequestContext,
  board: SandboxBoard,
  group: SandboxGroup | null,
  options: { limit: number; query: ItemsQuery | null },
): ItemsPage {
  if ((options.query?.ids?.length ?? 0) > 100) throw argumentError("query_params.ids takes at most 100 ids");
  return pageFrom(
    context,
    board,
    options.limit,
    start(context, board, { group: group?.id ?? null, query: options.query }),
  );
}

/** First page of the items whose columns hold given texts: any of a column's values, all of the columns. */
export function firstPageByValues(
  context: RequestContext,
  board: SandboxBoard,
  options: { limit: number; columns: ColumnValuesFilter[] },
): ItemsPage {
  return pageFrom(context, board, options.limit, start(context, board, { values: options.columns }));
}

function start(context: RequestContext, board: SandboxBoard, question: Partial<Cursor>): Cursor {
  return {
    account: context.world.id,
    board: board.id,
    group: null,
    query: null,
    values: null,
    startedAtMs: context.nowMs,
    after: null,
    offset: 0,
    ...question,
  };
}

/** The page after a cursor. */
export function nextPage(context: RequestContext, text: string, limit: number): ItemsPage {
  const cursor = decodeCursor(text);
  if (!cursor || cursor.account !== context.world.id) throw argumentError("Invalid cursor");
  if (context.nowMs - cursor.startedAtMs > CURSOR_LIFETIME_MS) {
    throw platformError(
      "CursorExpiredError",
      "The cursor provided for pagination has expired. Please refresh your query and obtain a new cursor",
    );
  }
  const board = visibleBoard(context, cursor.board);
  if (board?.state !== "active") throw boardNotFound(cursor.board);
  return pageFrom(context, board, limit, cursor);
}

function pageFrom(context: RequestContext, board: SandboxBoard, limit: number, cursor: Cursor): ItemsPage {
  if (limit < 1 || limit > PAGE_MAX) {
    throw platformError("MaxQueryLimitExceededException", `limit must be between 1 and ${PAGE_MAX}`);
  }
  const matches = cursorFilter(context, board, cursor);
  if (cursor.query?.order_by?.length) return sortedPage(context, board, limit, cursor, matches);
  const groups = activeGroups(board).filter((group) => cursor.group === null || group.id === cursor.group);
  const items: SandboxItem[] = [];
  for (const item of candidates(context, board, groups, cursor)) {
    if (!matches(item)) continue;
    if (items.length === limit)
      return { items, cursor: encodeCursor({ ...cursor, after: placeOf(groups, items) }) };
    items.push(item);
  }
  return { items, cursor: null };
}

function placeOf(
  groups: readonly SandboxGroup[],
  items: readonly SandboxItem[],
): { position: number; rank: number } {
  const last = items.at(-1);
  const group = groups.find((candidate) => candidate.id === last?.groupId);
  return { position: group?.position ?? 0, rank: last?.rank ?? 0 };
}

/** Items after the cursor's place in board order, read from the index where the question allows it. */
function candidates(
  context: RequestContext,
  board: SandboxBoard,
  groups: readonly SandboxGroup[],
  cursor: Cursor,
): Iterable<SandboxItem> {
  const found = indexedCandidates(context, board, cursor);
  if (!found) return inBoardOrder(groups, cursor.after);
  const position = new Map(groups.map((group) => [group.id, group.position]));
  const placed = found.flatMap((item) => {
    const groupPosition = position.get(item.groupId);
    return groupPosition === undefined ? [] : [{ item, groupPosition }];
  });
  placed.sort((a, b) => a.groupPosition - b.groupPosition || a.item.rank - b.item.rank);
  const { after } = cursor;
  return placed
    .filter(
      ({ item, groupPosition }) =>
        !after ||
        groupPosition > after.position ||
        (groupPosition === after.position && item.rank > after.rank),
    )
    .map(({ item }) => item);
}

function* inBoardOrder(groups: readonly SandboxGroup[], after: Cursor["after"]): Generator<SandboxItem> {
  for (const group of groups) {
    if (after && group.position < after.position) continue;
    const resumes = after !== null && group.position === after.position;
    let index = resumes ? lowerBound(group.items, after.rank) : 0;
    if (resumes && group.items[index]?.rank === after.rank) index++;
    for (; index < group.items.length; index++) {
      const item = group.items[index];
      if (item) yield item;
    }
  }
}

function indexedCandidates(
  context: RequestContext,
  board: SandboxBoard,
  cursor: Cursor,
): SandboxItem[] | null {
  const { world } = context;
  if (cursor.query?.ids?.length) {
    return cursor.query.ids.flatMap((id) => {
      const item = world.items.get(toNumber(id));
      return item?.boardId === board.id && item.state === "active" ? item : [];
    });
  }
  const exact = exactQuestion(board, cursor);
  if (!exact) return null;
  const everyItem = () => inBoardOrder(activeGroups(board), null);
  const hits = exact.texts.flatMap((text) => world.index.find(everyItem, board.id, exact.columnId, text));
  return [...new Set(hits)];
}

/** The first question an index can answer: exact texts of one indexed column, ANDed with the rest. */
function exactQuestion(board: SandboxBoard, cursor: Cursor): { columnId: string; texts: string[] } | null {
  for (const { column_id: columnId, column_values: texts } of cursor.values ?? []) {
    const column = board.columns.get(columnId);
    const wanted = texts.filter((text) => text !== null && text !== "");
    if (column && isIndexed(column) && wanted.length === texts.length)
      return { columnId, texts: wanted.map(String) };
  }
  if (cursor.query?.operator === "or") return null;
  const rule = (cursor.query?.rules ?? []).find((candidate) => {
    const column = board.columns.get(candidate.column_id);
    return (
      (candidate.operator ?? "any_of") === "any_of" && column && isIndexed(column) && column.type !== "date"
    );
  });
  if (!rule) return null;
  const values = Array.isArray(rule.compare_value) ? rule.compare_value : [rule.compare_value];
  return { columnId: rule.column_id, texts: values.map(String) };
}

function cursorFilter(context: RequestContext, board: SandboxBoard, cursor: Cursor): ItemFilter {
  const filters: ItemFilter[] = [];
  if (cursor.query) filters.push(compileFilter(context.world, board, cursor.query));
  for (const filter of cursor.values ?? []) filters.push(valuesFilter(context, board, filter));
  if (filters.length === 0) return () => true;
  const visibleSinceMs = context.nowMs - context.platform.behaviour.lookupLagMs;
  return (item) => item.createdAtMs <= visibleSinceMs && filters.every((matches) => matches(item));
}

function valuesFilter(context: RequestContext, board: SandboxBoard, filter: ColumnValuesFilter): ItemFilter {
  const column = board.columns.get(filter.column_id);
  if (!column) throw columnNotFound(filter.column_id);
  if (column.type === "board_relation" || column.type === "file") {
    throw platformError(
      "InvalidColumnTypeException",
      `Column type ${column.type} is not supported by this query`,
    );
  }
  const wanted = new Set(filter.column_values.map((value) => value ?? ""));
  return (item) => {
    if (wanted.has(cellText(context.world, column, item))) return true;
    const cell = item.cells[column.id];
    return Array.isArray(cell) && typeof cell[0] === "string" && wanted.has(cell[0]);
  };
}

/** Sorted pages are cut by offset: the order is computed anew for each page. */
function sortedPage(
  context: RequestContext,
  board: SandboxBoard,
  limit: number,
  cursor: Cursor,
  matches: ItemFilter,
): ItemsPage {
  const groups = activeGroups(board).filter((group) => cursor.group === null || group.id === cursor.group);
  const items = [...candidates(context, board, groups, { ...cursor, after: null })].filter(matches);
  for (const { column_id: columnId, direction } of [...(cursor.query?.order_by ?? [])].reverse()) {
    const column = board.columns.get(columnId);
    if (!column) throw columnNotFound(columnId);
    const sign = direction === "desc" ? -1 : 1;
    const keyed = new Map(items.map((item) => [item, cellText(context.world, column, item)]));
    const numeric = column.type === "numbers";
    items.sort((a, b) => {
      const left = keyed.get(a) ?? "";
      const right = keyed.get(b) ?? "";
      return sign * (numeric ? Number(left) - Number(right) : left.localeCompare(right, "en"));
    });
  }
  const end = cursor.offset + limit;
  const more = end < items.length;
  return {
    items: items.slice(cursor.offset, end),
    cursor: more ? encodeCursor({ ...cursor, offset: end }) : null,
  };
}
