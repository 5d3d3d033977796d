import { cellText } from "./filters.ts";
import type {
  SandboxBoard,
  SandboxColumn,
  SandboxItem,
  SandboxNotification,
  SandboxUpdate,
} from "./model.ts";
import { pictureOf } from "./picture.ts";
import type { RequestLog } from "./request-log.ts";
import { CellView } from "./resolvers/values.ts";
import { activeGroups } from "./structure.ts";
import type { AccountWorld } from "./world.ts";

/** A column as a person sees it on the board. */
interface SeenColumn {
  id: string;
  type: string;
  title: string;
}

interface SeenBoard {
  id: string;
  name: string;
  workspaceId: string;
  state: SandboxBoard["state"];
  columns: SeenColumn[];
  groups: { id: string; title: string; color: string }[];
  itemsCount: number;
}

/** An item as a person sees it: the text of each cell, and the raw `value` as the API gives it. */
interface SeenItem {
  id: string;
  name: string;
  boardId: string;
  groupId: string;
  state: SandboxItem["state"];
  texts: Record<string, string>;
  values: Record<string, string | null>;
  /** Linked item ids by connect-board column. */
  links: Record<string, string[]>;
}

/** Looks into the account without going through the API: for tests, and for the page that draws boards. */
export interface WorldInspection {
  boards(): SeenBoard[];
  board(nameOrId: string): SeenBoard | undefined;
  /** Active items in board order. */
  items(boardId: string): SeenItem[];
  item(itemId: string): SeenItem | undefined;
  updates(itemId: string): readonly SandboxUpdate[];
  readonly notifications: readonly SandboxNotification[];
  readonly columnsDeleted: readonly { boardId: number; columnId: string }[];
  readonly requestLog: Readonly<RequestLog>;
  /** Everything a customer can see, as canonical text; see `picture.ts`. */
  picture(): string;
  /** Grows with every change of the account. */
  version(): number;
}

export function inspectWorld(world: AccountWorld, requestLog: RequestLog): WorldInspection {
  const boards = () => [...world.boards.values()].map(seeBoard);
  return {
    boards,
    board: (nameOrId) =>
      boards().find(
        (board) => board.state === "active" && (board.id === nameOrId || board.name === nameOrId),
      ),
    items(boardId) {
      const board = world.boards.get(Number(boardId));
      return board
        ? activeGroups(board).flatMap((group) => group.items.map((item) => seeItem(world, item)))
        : [];
    },
    item(itemId) {
      const item = world.items.get(Number(itemId));
      return item ? seeItem(world, item) : undefined;
    },
    updates: (itemId) =>
      (world.updatesByItem.get(Number(itemId)) ?? []).flatMap((id) => world.updates.get(id) ?? []),
    notifications: world.notifications,
    columnsDeleted: world.columnsDeleted,
    requestLog,
    picture: () => pictureOf(world),
    version: () => world.version,
  };
}

function seeBoard(board: SandboxBoard): SeenBoard {
  return {
    id: String(board.id),
    name: board.name,
    workspaceId: String(board.workspaceId),
    state: board.state,
    columns: [...board.columns.values()].map(({ id, type, title }) => ({ id, type, title })),
    groups: activeGroups(board).map(({ id, title, color }) => ({ id, title, color })),
    itemsCount: board.activeItems,
  };
}

function seeItem(world: AccountWorld, item: SandboxItem): SeenItem {
  const seen: SeenItem = {
    id: String(item.id),
    name: item.name,
    boardId: String(item.boardId),
    groupId: item.groupId,
    state: item.state,
    texts: {},
    values: {},
    links: {},
  };
  for (const column of world.boards.get(item.boardId)?.columns.values() ?? []) {
    if (column.type !== "name") seeCell(world, item, column, seen);
  }
  return seen;
}

function seeCell(world: AccountWorld, item: SandboxItem, column: SandboxColumn, seen: SeenItem): void {
  const view = new CellView(world, item, column);
  seen.texts[column.id] = cellText(world, column, item);
  seen.values[column.id] = view.value();
  if (column.type !== "board_relation") return;
  const linked = view.codec.fields(view.cell, view).linked_item_ids;
  seen.links[column.id] = Array.isArray(linked) ? linked.map(String) : [];
  seen.texts[column.id] = String(view.codec.fields(view.cell, view).display_value ?? "");
}
