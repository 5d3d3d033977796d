import { type ActDeps, type By, createActDeps } from "./act-deps.ts";
import { automationActs, type ItemActs, itemActs } from "./act-items.ts";
import type { JsonObject, SandboxBoard, SandboxColumnType, UserState } from "./model.ts";
import { activeGroups, addColumn, addGroup, removeColumn } from "./structure.ts";
import type { AccountWorld, IdSource } from "./world.ts";

/**
 * What a colleague does in monday while Portage is not looking. Every function throws for an id that is not there.
 * `by` is the user id of the one who does it; without it, it is the first member of the account. Everything is
 * written into the activity log.
 */
export interface HumanActs extends ItemActs {
  deleteBoard(boardId: string): void;
  /** With the boards in it. */
  deleteWorkspace(workspaceId: string): void;
  archiveBoard(boardId: string): void;
  renameBoard(boardId: string, name: string, by?: By): void;
  /** Gives the id of the new column. */
  addColumn(
    boardId: string,
    column: { type: SandboxColumnType; title: string; id?: string; defaults?: JsonObject },
    by?: By,
  ): string;
  deleteColumn(boardId: string, columnId: string, by?: By): void;
  renameColumn(boardId: string, columnId: string, title: string, by?: By): void;
  /** Gives the id of the new group, at the bottom of the board. */
  addGroup(boardId: string, title: string, by?: By): string;
  renameGroup(boardId: string, groupId: string, title: string, by?: By): void;
  deleteGroup(boardId: string, groupId: string, by?: By): void;
  makeOwner(boardId: string, userId: string): void;
  restrictBoardToOwners(boardId: string): void;
  deactivateUser(userId: string): void;
  activateUser(userId: string): void;
}

/** Acts of people and automations on an account; `onChange` is called after each. */
export function createActs(
  world: AccountWorld,
  options: { ids: IdSource; clock: () => number; onChange: () => void },
): HumanActs {
  const deps = createActDeps(world, options);
  return { ...itemActs(deps), ...automationActs(deps), ...boardActs(deps), ...userActs(deps) };
}

function boardActs(deps: ActDeps) {
  const { world, boardOf, found, changed, note, structure } = deps;
  const setState = (id: string, state: SandboxBoard["state"]): void => {
    boardOf(id).state = state;
    changed();
  };
  return {
    deleteBoard: (id: string) => setState(id, "deleted"),
    deleteWorkspace(id: string) {
      const workspace = found(world.workspaces.get(Number(id)), "workspace", id);
      workspace.state = "deleted";
      for (const board of world.boards.values()) {
        if (board.workspaceId === workspace.id) board.state = "deleted";
      }
      changed();
    },
    archiveBoard: (id: string) => setState(id, "archived"),
    renameBoard(id: string, name: string, by?: By) {
      const board = boardOf(id);
      board.name = name;
      note(by, board.id, "update_board_name");
    },
    addColumn(
      boardId: string,
      column: { type: SandboxColumnType; title: string; id?: string; defaults?: JsonObject },
      by?: By,
    ) {
      const board = boardOf(boardId);
      const { id } = addColumn(structure(), board, column);
      note(by, board.id, "create_column", { columnId: id });
      return id;
    },
    deleteColumn(boardId: string, columnId: string, by?: By) {
      const board = boardOf(boardId);
      removeColumn(world, board, columnId);
      note(by, board.id, "delete_column", { columnId });
    },
    renameColumn(boardId: string, columnId: string, title: string, by?: By) {
      const board = boardOf(boardId);
      found(board.columns.get(columnId), "column", columnId).title = title;
      note(by, board.id, "update_column_name", { columnId });
    },
    addGroup(boardId: string, title: string, by?: By) {
      const board = boardOf(boardId);
      const position = (activeGroups(board).at(-1)?.position ?? 0) + 65_536;
      const { id } = addGroup(structure(), board, { title, position });
      note(by, board.id, "create_group");
      return id;
    },
    renameGroup(boardId: string, groupId: string, title: string, by?: By) {
      const board = boardOf(boardId);
      found(
        board.groups.find(({ id }) => id === groupId),
        "group",
        groupId,
      ).title = title;
      note(by, board.id, "update_group_name");
    },
    deleteGroup(boardId: string, groupId: string, by?: By) {
      const board = boardOf(boardId);
      const group = found(
        board.groups.find(({ id }) => id === groupId),
        "group",
        groupId,
      );
      for (const item of [...group.items]) world.retireItem(item, "deleted");
      group.state = "deleted";
      note(by, board.id, "delete_group");
    },
    makeOwner(boardId: string, userId: string) {
      const board = boardOf(boardId);
      const { id } = found(world.users.get(Number(userId)), "user", userId);
      board.subscriberIds.add(id);
      board.ownerIds.add(id);
      changed();
    },
    restrictBoardToOwners(id: string) {
      boardOf(id).permissions = "owners";
      changed();
    },
  };
}

function userActs({ world, found, changed }: ActDeps) {
  const setStatus = (id: string, status: UserState): void => {
    found(world.users.get(Number(id)), "user", id).status = status;
    changed();
  };
  return {
    deactivateUser: (userId: string) => setStatus(userId, "INACTIVE"),
    activateUser: (userId: string) => setStatus(userId, "ACTIVE"),
  };
}
