import type { ActDeps, By } from "./act-deps.ts";
import { applyCells, cellsOf, checkItemName, prepareCells, storeRelations } from "./cells.ts";
import { AUTOMATION_USER_ID, type JsonObject, type JsonValue, type SandboxItem } from "./model.ts";
import { activeGroups } from "./structure.ts";
import { safeHtml } from "./update-html.ts";

/** What people, and automations, do to items. */
export interface ItemActs {
  /** Gives the id of the new item. Values are the JSON the API takes, by column id. */
  createItem(boardId: string, item: { name: string; groupId?: string; values?: JsonObject }, by?: By): string;
  /** Copies an item with all its cells, the source id among them; gives the id of the copy. */
  duplicateItem(itemId: string, by?: By): string;
  deleteItem(itemId: string, by?: By): void;
  restoreItem(itemId: string, by?: By): void;
  renameItem(itemId: string, name: string, by?: By): void;
  /** Writes one cell, in the JSON the API takes for the column's type; null empties it. */
  editCell(itemId: string, columnId: string, value: JsonValue, by?: By): void;
  /** To a group of its board, or to another board, where it keeps the cells that have a column of the same id. */
  moveItem(itemId: string, to: { groupId?: string; boardId?: string }, by?: By): void;
  /** Comments on an item, or replies to an update of it; gives the id of the update. */
  addUpdate(itemId: string, body: string, options?: { by?: By; replyTo?: string }): string;
  /** Replaces the text of an update. The activity log knows nothing of it. */
  editUpdate(updateId: string, body: string): void;
  /** The same as `editCell`, done by an automation of the board. */
  automationEdit(itemId: string, columnId: string, value: JsonValue): void;
}

export function itemActs(deps: ActDeps): Omit<ItemActs, "automationEdit"> {
  const { world, itemOf, clock, note } = deps;
  return {
    createItem: (boardId, item, by) => createItem(deps, boardId, { ...item, by }),
    duplicateItem: (itemId, by) => duplicate(deps, itemOf(itemId), by),
    deleteItem(id, by) {
      const item = itemOf(id);
      world.retireItem(item, "deleted");
      note(by, item.boardId, "delete_pulse", { itemId: item.id });
    },
    restoreItem(id, by) {
      const item = itemOf(id);
      world.reviveItem(item);
      note(by, item.boardId, "restore_pulse", { itemId: item.id });
    },
    renameItem(id, name, by) {
      checkItemName(name);
      const item = itemOf(id);
      applyCells(world, item, [], { nowMs: clock(), name });
      note(by, item.boardId, "update_name", { itemId: item.id });
    },
    editCell: (itemId, columnId, value, by) => editCell(deps, { itemId, columnId, value }, by),
    moveItem: (itemId, to, by) => moveItem(deps, itemOf(itemId), { ...to, by }),
    addUpdate: (itemId, body, options = {}) => addUpdate(deps, itemOf(itemId), { body, ...options }),
    editUpdate(updateId, body) {
      const update = deps.found(world.updates.get(Number(updateId)), "update", updateId);
      update.body = safeHtml(body);
      update.updatedAtMs = clock();
      deps.changed();
    },
  };
}

export function automationActs(deps: ActDeps): Pick<ItemActs, "automationEdit"> {
  return {
    automationEdit: (itemId, columnId, value) =>
      editCell(deps, { itemId, columnId, value }, AUTOMATION_USER_ID),
  };
}

const WRITE = { createLabels: false, creating: false, dropRelationsOnCreate: false };

function createItem(
  deps: ActDeps,
  boardId: string,
  init: { name: string; groupId?: string; values?: JsonObject; by: By | undefined },
): string {
  const { world, boardOf, found } = deps;
  checkItemName(init.name);
  const board = boardOf(boardId);
  const prepared = prepareCells(world, board, init.values ?? {}, { ...WRITE, creating: true });
  const groups = activeGroups(board);
  const group = init.groupId ? groups.find(({ id }) => id === init.groupId) : groups[0];
  const item = insert(deps, {
    boardId: board.id,
    groupId: found(group, "group", init.groupId ?? "").id,
    name: init.name,
    creatorId: deps.userOf(init.by),
    cells: cellsOf(prepared),
  });
  storeRelations(item, prepared);
  deps.note(init.by, board.id, "create_pulse", { itemId: item.id });
  return String(item.id);
}

function duplicate(deps: ActDeps, original: SandboxItem, by: By | undefined): string {
  const { boardId, groupId, cells } = original;
  const copy = insert(deps, {
    boardId,
    groupId,
    name: `${original.name} (copy)`.slice(0, 255),
    creatorId: deps.userOf(by),
    cells: structuredClone(cells),
  });
  deps.note(by, boardId, "create_pulse", { itemId: copy.id });
  return String(copy.id);
}

function insert(
  { world, ids, clock, boardOf, found }: ActDeps,
  init: Pick<SandboxItem, "boardId" | "groupId" | "name" | "creatorId" | "cells">,
): SandboxItem {
  const nowMs = clock();
  const board = boardOf(init.boardId);
  const group = found(
    board.groups.find(({ id }) => id === init.groupId),
    "group",
    init.groupId,
  );
  const item: SandboxItem = {
    ...init,
    id: ids.next("item"),
    state: "active",
    rank: 0,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    changedAtMs: null,
  };
  world.insertItem(board, group, item);
  return item;
}

function editCell(
  { world, itemOf, boardOf, clock, note }: ActDeps,
  edit: { itemId: string; columnId: string; value: JsonValue },
  by: By | undefined,
): void {
  const item = itemOf(edit.itemId);
  const { columnId, value } = edit;
  const prepared = prepareCells(world, boardOf(item.boardId), { [columnId]: value }, WRITE);
  applyCells(world, item, prepared, { nowMs: clock() });
  note(by, item.boardId, "update_column_value", { itemId: item.id, columnId });
}

function moveItem(
  { world, boardOf, found, clock, note }: ActDeps,
  item: SandboxItem,
  to: { groupId?: string; boardId?: string; by: By | undefined },
): void {
  const board = boardOf(to.boardId ?? item.boardId);
  const groups = activeGroups(board);
  const group = found(
    to.groupId ? groups.find(({ id }) => id === to.groupId) : groups[0],
    "group",
    to.groupId ?? "",
  );
  const from = item.boardId;
  if (board.id === from) world.moveItem(item, group);
  else world.transferItem(item, board, group);
  item.updatedAtMs = clock();
  const event = board.id === from ? "move_pulse_into_group" : "move_pulse_into_board";
  note(to.by, from, event, { itemId: item.id });
}

function addUpdate(
  deps: ActDeps,
  item: SandboxItem,
  init: { body: string; by?: By; replyTo?: string },
): string {
  const { world, ids, clock, userOf, found, changed } = deps;
  const parent =
    init.replyTo === undefined
      ? null
      : found(world.updates.get(Number(init.replyTo)), "update", init.replyTo).id;
  const nowMs = clock();
  const id = ids.next("update");
  world.updates.set(id, {
    id,
    itemId: item.id,
    parentId: parent,
    creatorId: userOf(init.by),
    body: safeHtml(init.body),
    originalCreationDate: null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    assetIds: [],
  });
  world.updatesByItem.set(item.id, [...(world.updatesByItem.get(item.id) ?? []), id]);
  item.updatedAtMs = nowMs;
  changed();
  return String(id);
}
