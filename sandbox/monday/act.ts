import { applyCells, checkItemName, prepareCells } from "./cells.ts";
import type { JsonValue, SandboxBoard, SandboxItem, UserState } from "./model.ts";
import { removeColumn } from "./structure.ts";
import type { AccountWorld } from "./world.ts";

/** What a colleague does in monday while Portage is not looking. Every function throws for an id that is not there. */
export interface HumanActs {
  deleteBoard(boardId: string): void;
  archiveBoard(boardId: string): void;
  deleteColumn(boardId: string, columnId: string): void;
  renameColumn(boardId: string, columnId: string, title: string): void;
  deleteGroup(boardId: string, groupId: string): void;
  deleteItem(itemId: string): void;
  restoreItem(itemId: string): void;
  renameItem(itemId: string, name: string): void;
  /** Writes one cell, in the JSON the API takes for the column's type; null empties it. */
  editCell(itemId: string, columnId: string, value: JsonValue): void;
  restrictBoardToOwners(boardId: string): void;
  deactivateUser(userId: string): void;
  activateUser(userId: string): void;
}

export function createActs(world: AccountWorld, clock: () => number, onChange: () => void): HumanActs {
  const boardOf = (id: string): SandboxBoard => found(world.boards.get(Number(id)), "board", id);
  const itemOf = (id: string): SandboxItem => found(world.items.get(Number(id)), "item", id);
  const changed = (): void => {
    world.touch();
    onChange();
  };
  const setBoardState = (id: string, state: SandboxBoard["state"]): void => {
    boardOf(id).state = state;
    changed();
  };
  const setUserStatus = (id: string, status: UserState): void => {
    found(world.users.get(Number(id)), "user", id).status = status;
    changed();
  };
  return {
    deleteBoard: (id) => setBoardState(id, "deleted"),
    archiveBoard: (id) => setBoardState(id, "archived"),
    deleteColumn(boardId, columnId) {
      removeColumn(world, boardOf(boardId), columnId);
      changed();
    },
    renameColumn(boardId, columnId, title) {
      found(boardOf(boardId).columns.get(columnId), "column", columnId).title = title;
      changed();
    },
    deleteGroup(boardId, groupId) {
      const group = found(
        boardOf(boardId).groups.find(({ id }) => id === groupId),
        "group",
        groupId,
      );
      for (const item of [...group.items]) world.retireItem(item, "deleted");
      group.state = "deleted";
      changed();
    },
    deleteItem(id) {
      world.retireItem(itemOf(id), "deleted");
      changed();
    },
    restoreItem(id) {
      world.reviveItem(itemOf(id));
      changed();
    },
    renameItem(id, name) {
      checkItemName(name);
      applyCells(world, itemOf(id), [], { nowMs: clock(), name });
      changed();
    },
    editCell(itemId, columnId, value) {
      const item = itemOf(itemId);
      const options = { createLabels: false, creating: false, dropRelationsOnCreate: false };
      const prepared = prepareCells(world, boardOf(String(item.boardId)), { [columnId]: value }, options);
      applyCells(world, item, prepared, { nowMs: clock() });
      changed();
    },
    restrictBoardToOwners(id) {
      boardOf(id).permissions = "owners";
      changed();
    },
    deactivateUser: (id) => setUserStatus(id, "INACTIVE"),
    activateUser: (id) => setUserStatus(id, "ACTIVE"),
  };
}

function found<T>(value: T | undefined, what: string, id: string): T {
  if (value === undefined) throw new RangeError(`No ${what} ${id} in the stand-in`);
  return value;
}
