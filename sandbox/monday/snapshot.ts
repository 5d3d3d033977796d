import type {
  Cell,
  ItemState,
  Plan,
  SandboxActivity,
  SandboxAsset,
  SandboxBoard,
  SandboxGroup,
  SandboxItem,
  SandboxNotification,
  SandboxProduct,
  SandboxTag,
  SandboxUpdate,
  SandboxUser,
  SandboxWorkspace,
} from "./model.ts";
import { AccountWorld, type IdKind, type IdSource } from "./world.ts";

/** An item on disk: a row instead of an object, since there may be hundreds of thousands. */
export type ItemRow = [
  id: number,
  boardId: number,
  groupId: string,
  name: string,
  state: ItemState,
  rank: number,
  createdAtMs: number,
  updatedAtMs: number,
  creatorId: number,
  cells: Record<string, Cell>,
  changedAtMs: Record<string, number> | null,
];

/** An entry of the activity log on disk. */
type ActivityRow = [
  id: number,
  boardId: number,
  itemId: number | null,
  columnId: string | null,
  event: SandboxActivity["event"],
  userId: number,
  atMs: number,
];

type SavedBoard = Omit<
  SandboxBoard,
  "columns" | "groups" | "ownerIds" | "subscriberIds" | "reservedColumnIds" | "activeItems"
> & {
  columns: SandboxBoard["columns"] extends Map<string, infer C> ? C[] : never;
  groups: Omit<SandboxGroup, "items">[];
  ownerIds: number[];
  subscriberIds: number[];
  reservedColumnIds: string[];
};

interface SavedAccount {
  id: number;
  slug: string;
  name: string;
  timeZone: string;
  plan: Plan;
  createdAtMs: number;
  users: SandboxUser[];
  products: SandboxProduct[];
  workspaces: SandboxWorkspace[];
  boards: SavedBoard[];
  updates: SandboxUpdate[];
  tags: SandboxTag[];
  assets: SandboxAsset[];
  notifications: SandboxNotification[];
  columnsDeleted: { boardId: number; columnId: string }[];
  /** Absent in files of earlier versions. */
  activity?: ActivityRow[];
}

export interface Snapshot {
  format: 1;
  ids: Record<IdKind, number>;
  accounts: SavedAccount[];
  items: Iterable<ItemRow>;
}

/** The worlds as plain data; items are produced one by one while they are written. */
export function takeSnapshot(ids: IdSource, worlds: readonly AccountWorld[]): Snapshot {
  return { format: 1, ids: ids.peek(), accounts: worlds.map(saveAccount), items: itemRows(worlds) };
}

function saveAccount(world: AccountWorld): SavedAccount {
  const { id, slug, name, timeZone, plan, createdAtMs, products, notifications, columnsDeleted } = world;
  return {
    ...{ id, slug, name, timeZone, plan, createdAtMs, products, notifications, columnsDeleted },
    users: [...world.users.values()],
    workspaces: [...world.workspaces.values()],
    boards: [...world.boards.values()].map(saveBoard),
    updates: [...world.updates.values()],
    tags: [...world.tags.values()],
    assets: [...world.assets.values()],
    activity: world.activity.entries.map(toActivityRow),
  };
}

function saveBoard({ activeItems: _activeItems, ...board }: SandboxBoard): SavedBoard {
  return {
    ...board,
    columns: [...board.columns.values()],
    groups: board.groups.map(({ items: _items, ...group }) => group),
    ownerIds: [...board.ownerIds],
    subscriberIds: [...board.subscriberIds],
    reservedColumnIds: [...board.reservedColumnIds],
  };
}

function* itemRows(worlds: readonly AccountWorld[]): Generator<ItemRow> {
  for (const world of worlds) for (const item of world.items.values()) yield toRow(item);
}

function toRow(item: SandboxItem): ItemRow {
  const { id, boardId, groupId, name, state, rank, createdAtMs, updatedAtMs, creatorId, cells, changedAtMs } =
    item;
  return [id, boardId, groupId, name, state, rank, createdAtMs, updatedAtMs, creatorId, cells, changedAtMs];
}

/** Builds the worlds a snapshot was taken of. */
export function restoreWorlds(snapshot: Snapshot, ids: IdSource): AccountWorld[] {
  ids.restore(snapshot.ids);
  const worlds = snapshot.accounts.map(restoreAccount);
  const boardWorld = new Map(
    worlds.flatMap((world) => [...world.boards.keys()].map((id) => [id, world] as const)),
  );
  for (const row of snapshot.items) {
    const item = fromRow(row);
    // Rows are written while requests go on, so there may be newer ones than the counters knew of.
    ids.skipPast("item", item.id);
    const world = boardWorld.get(item.boardId);
    const board = world?.boards.get(item.boardId);
    const group = board?.groups.find((candidate) => candidate.id === item.groupId);
    if (world && board && group) world.restoreItem(board, group, item);
  }
  return worlds;
}

function restoreAccount(saved: SavedAccount): AccountWorld {
  const world = new AccountWorld(saved);
  world.products.push(...saved.products);
  world.notifications.push(...saved.notifications);
  world.columnsDeleted.push(...saved.columnsDeleted);
  world.activity.restore((saved.activity ?? []).map(fromActivityRow));
  for (const user of saved.users) world.users.set(user.id, user);
  for (const workspace of saved.workspaces) world.workspaces.set(workspace.id, workspace);
  for (const board of saved.boards) world.boards.set(board.id, restoreBoard(board));
  for (const tag of saved.tags) world.tags.set(tag.id, tag);
  for (const asset of saved.assets) world.assets.set(asset.id, asset);
  for (const update of saved.updates) {
    world.updates.set(update.id, update);
    world.updatesByItem.set(update.itemId, [...(world.updatesByItem.get(update.itemId) ?? []), update.id]);
  }
  return world;
}

function restoreBoard(saved: SavedBoard): SandboxBoard {
  return {
    ...saved,
    columns: new Map(saved.columns.map((column) => [column.id, column])),
    groups: saved.groups.map((group) => ({ ...group, items: [] })),
    ownerIds: new Set(saved.ownerIds),
    subscriberIds: new Set(saved.subscriberIds),
    reservedColumnIds: new Set(saved.reservedColumnIds),
    activeItems: 0,
  };
}

function fromRow(row: ItemRow): SandboxItem {
  const [id, boardId, groupId, name, state, rank, createdAtMs, updatedAtMs, creatorId, cells, changedAtMs] =
    row;
  return { id, boardId, groupId, name, state, rank, createdAtMs, updatedAtMs, creatorId, cells, changedAtMs };
}

function toActivityRow({ id, boardId, itemId, columnId, event, userId, atMs }: SandboxActivity): ActivityRow {
  return [id, boardId, itemId, columnId, event, userId, atMs];
}

function fromActivityRow([id, boardId, itemId, columnId, event, userId, atMs]: ActivityRow): SandboxActivity {
  return { id, boardId, itemId, columnId, event, userId, atMs };
}
