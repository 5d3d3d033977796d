import {
  applyCells,
  cellsOf,
  checkItemName,
  parseColumnValues,
  parseJson,
  prepareCells,
  storeRelations,
  type WriteOptions,
} from "../cells.ts";
import { correctedValue } from "../columns/codec.ts";
import { codecOf } from "../columns/registry.ts";
import {
  activeGroup,
  noteActivity,
  type RequestContext,
  type ResolverMap,
  toNumber,
  topGroup,
  writableBoard,
  writableItem,
} from "../context.ts";
import { columnNotFound, itemNotFound, platformError } from "../errors.ts";
import type { JsonObject, SandboxItem } from "../model.ts";

interface CreateItemArgs {
  board_id: string;
  item_name: string;
  group_id?: string | null;
  column_values?: unknown;
  create_labels_if_missing?: boolean | null;
  position_relative_method?: "before_at" | "after_at" | null;
  relative_to?: string | null;
}

function createItem(_source: unknown, args: CreateItemArgs, context: RequestContext): SandboxItem {
  const { world, platform, nowMs } = context;
  platform.creates++;
  const { failCreateEvery, boardItemLimit } = platform.behaviour;
  if (failCreateEvery > 0 && platform.creates % failCreateEvery === 0) {
    throw platformError("INTERNAL_SERVER_ERROR", "Internal server error", { status: 500 });
  }
  const board = writableBoard(context, args.board_id);
  checkItemName(args.item_name);
  if (board.activeItems >= boardItemLimit) {
    throw platformError(
      "ItemsLimitationException",
      `Board has reached its limit of ${boardItemLimit.toLocaleString("en-US")} items`,
      { data: { board_id: String(board.id) } },
    );
  }
  const group = args.group_id ? activeGroup(board, args.group_id) : topGroup(board);
  const prepared = prepareCells(
    world,
    board,
    parseColumnValues(args.column_values),
    options(args, context, true),
  );
  const item: SandboxItem = {
    id: context.ids.next("item"),
    boardId: board.id,
    groupId: group.id,
    name: args.item_name,
    state: "active",
    rank: 0,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    creatorId: context.user.id,
    cells: cellsOf(prepared),
    changedAtMs: null,
  };
  const anchor = args.relative_to ? world.items.get(toNumber(args.relative_to)) : undefined;
  const method = args.position_relative_method === "before_at" ? "before" : "after";
  world.insertItem(board, group, item, anchor ? { method, relativeTo: anchor } : undefined);
  storeRelations(item, prepared);
  noteActivity(context, board.id, "create_pulse", { itemId: item.id });
  return item;
}

function options(
  args: { create_labels_if_missing?: boolean | null },
  context: RequestContext,
  creating: boolean,
): WriteOptions {
  return {
    creating,
    createLabels: args.create_labels_if_missing ?? false,
    dropRelationsOnCreate: context.platform.behaviour.dropRelationsOnCreate,
  };
}

interface ChangeArgs {
  board_id: string;
  item_id?: string | null;
  create_labels_if_missing?: boolean | null;
}

/** Writes several columns of one item; all values are checked first. */
function change(args: ChangeArgs, values: JsonObject, context: RequestContext): SandboxItem {
  const board = writableBoard(context, args.board_id);
  const item = writableItem(context, args.item_id);
  if (item.boardId !== board.id) throw itemNotFound(item.id);
  const name = values.name;
  if (name !== undefined) checkItemName(typeof name === "string" ? name : "");
  const prepared = prepareCells(context.world, board, values, options(args, context, false));
  applyCells(context.world, item, prepared, {
    nowMs: context.nowMs,
    ...(typeof name === "string" ? { name } : {}),
  });
  if (typeof name === "string") noteActivity(context, board.id, "update_name", { itemId: item.id });
  for (const columnId of Object.keys(values)) {
    if (columnId === "name") continue;
    noteActivity(context, board.id, "update_column_value", { itemId: item.id, columnId });
  }
  return item;
}

function changeMultiple(
  _source: unknown,
  args: ChangeArgs & { column_values: unknown },
  context: RequestContext,
) {
  return change(args, parseColumnValues(args.column_values), context);
}

function changeOne(
  _source: unknown,
  args: ChangeArgs & { column_id: string; value: unknown },
  context: RequestContext,
): SandboxItem {
  if (typeof args.value !== "string") throw platformError("JsonParseException", "value must be JSON text");
  return change(args, { [args.column_id]: parseJson(args.value) }, context);
}

function changeSimple(
  _source: unknown,
  args: ChangeArgs & { column_id: string; value?: string | null },
  context: RequestContext,
): SandboxItem {
  const board = writableBoard(context, args.board_id);
  const column = board.columns.get(args.column_id);
  if (!column) throw columnNotFound(args.column_id);
  if (column.type !== "name" && !codecOf(column.type).parseSimple) {
    throw correctedValue({ world: context.world, board, column, ...options(args, context, false) });
  }
  return change(args, { [args.column_id]: args.value ?? "" }, context);
}

function retire(state: "archived" | "deleted") {
  return (_source: unknown, args: { item_id?: string | null }, context: RequestContext): SandboxItem => {
    const known = context.world.items.get(toNumber(args.item_id));
    if (state === "archived" && known?.state === "archived") return known;
    const item = writableItem(context, args.item_id);
    context.world.retireItem(item, state);
    item.updatedAtMs = context.nowMs;
    const event = state === "deleted" ? "delete_pulse" : "archive_pulse";
    noteActivity(context, item.boardId, event, { itemId: item.id });
    return item;
  };
}

function moveToGroup(
  _source: unknown,
  args: { item_id?: string | null; group_id: string },
  context: RequestContext,
) {
  const item = writableItem(context, args.item_id);
  const board = writableBoard(context, item.boardId);
  context.world.moveItem(item, activeGroup(board, args.group_id));
  item.updatedAtMs = context.nowMs;
  noteActivity(context, board.id, "move_pulse_into_group", { itemId: item.id });
  return item;
}

export const itemWriteResolvers: ResolverMap = {
  Mutation: {
    create_item: createItem,
    change_multiple_column_values: changeMultiple,
    change_column_value: changeOne,
    change_simple_column_value: changeSimple,
    archive_item: retire("archived"),
    delete_item: retire("deleted"),
    move_item_to_group: moveToGroup,
  },
};
