import { ActivityLog } from "./activity.ts";
import { ItemIndex } from "./item-index.ts";
import type {
  Plan,
  SandboxAsset,
  SandboxBoard,
  SandboxGroup,
  SandboxItem,
  SandboxJob,
  SandboxNotification,
  SandboxProduct,
  SandboxTag,
  SandboxUpdate,
  SandboxUser,
  SandboxWorkspace,
} from "./model.ts";

/** Counters shared by all accounts: ids are unique over the whole platform. */
export interface IdSource {
  next(kind: IdKind): number;
  peek(): Record<IdKind, number>;
  restore(values: Record<IdKind, number>): void;
  /** Makes sure an id that is in use is never given again. */
  skipPast(kind: IdKind, id: number): void;
}

export type IdKind =
  | "workspace"
  | "board"
  | "item"
  | "update"
  | "tag"
  | "asset"
  | "job"
  | "column"
  | "group"
  | "user";

/** Starts every counter at a number that looks like the platform's own. */
export function createIds(itemIdStart: number): IdSource {
  let counters: Record<IdKind, number> = {
    workspace: 2_000_100,
    board: 4_000_000_100,
    item: itemIdStart,
    update: 3_000_000_000,
    tag: 21_000_000,
    asset: 1_500_000_000,
    job: 1,
    column: 46_656,
    group: 46_656,
    user: 71_000_100,
  };
  return {
    next: (kind) => counters[kind]++,
    peek: () => ({ ...counters }),
    restore: (values) => {
      counters = { ...counters, ...values };
    },
    skipPast: (kind, id) => {
      counters[kind] = Math.max(counters[kind], id + 1);
    },
  };
}

/**
 * One monday account: everything in it, kept in maps by id.
 *
 * Items live in their group's array, ascending by rank, so a page is a binary search and a slice. The world knows
 * nothing of GraphQL, limits or permissions; it keeps its own structures consistent and marks itself dirty.
 */
export class AccountWorld {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly createdAtMs: number;
  plan: Plan;
  readonly users = new Map<number, SandboxUser>();
  readonly products: SandboxProduct[] = [];
  readonly workspaces = new Map<number, SandboxWorkspace>();
  readonly boards = new Map<number, SandboxBoard>();
  readonly items = new Map<number, SandboxItem>();
  readonly updates = new Map<number, SandboxUpdate>();
  readonly updatesByItem = new Map<number, number[]>();
  readonly tags = new Map<number, SandboxTag>();
  readonly assets = new Map<number, SandboxAsset>();
  readonly jobs = new Map<string, SandboxJob>();
  readonly notifications: SandboxNotification[] = [];
  readonly columnsDeleted: { boardId: number; columnId: string }[] = [];
  readonly index = new ItemIndex(this.items);
  readonly activity = new ActivityLog();
  /** Counts changes; persistence compares it with what it wrote last. */
  version = 0;
  private nextRank = 1;

  constructor(init: {
    id: number;
    slug: string;
    name: string;
    timeZone: string;
    plan: Plan;
    createdAtMs: number;
  }) {
    this.id = init.id;
    this.slug = init.slug;
    this.name = init.name;
    this.timeZone = init.timeZone;
    this.plan = init.plan;
    this.createdAtMs = init.createdAtMs;
  }

  touch(): void {
    this.version++;
  }

  /** Appends the item to the end of its group, or next to another item of the group. */
  insertItem(board: SandboxBoard, group: SandboxGroup, item: SandboxItem, at?: Placement): void {
    this.items.set(item.id, item);
    placeInGroup(group, item, this.rankFor(group, at));
    if (item.state === "active") board.activeItems++;
    this.index.add(item);
    this.version++;
  }

  /** Puts back an item read from disk, with the rank it had. */
  restoreItem(board: SandboxBoard, group: SandboxGroup, item: SandboxItem): void {
    this.items.set(item.id, item);
    this.nextRank = Math.max(this.nextRank, Math.floor(item.rank) + 1);
    if (item.state !== "active") return;
    placeInGroup(group, item, item.rank);
    board.activeItems++;
  }

  /** Takes an item out of the board; it stays readable by id with its new state. */
  retireItem(item: SandboxItem, state: "archived" | "deleted"): void {
    if (item.state === "active") {
      const board = this.boards.get(item.boardId);
      const group = board?.groups.find((candidate) => candidate.id === item.groupId);
      if (group) removeFromGroup(group, item);
      if (board) board.activeItems--;
      this.index.remove(item);
    }
    item.state = state;
    this.version++;
  }

  /** Brings an archived or deleted item back, as the recycle bin does. */
  reviveItem(item: SandboxItem): void {
    const board = this.boards.get(item.boardId);
    const group = board?.groups.find((candidate) => candidate.id === item.groupId) ?? board?.groups[0];
    if (!board || !group || item.state === "active") return;
    item.state = "active";
    item.groupId = group.id;
    placeInGroup(group, item, this.rankFor(group));
    board.activeItems++;
    this.index.add(item);
    this.version++;
  }

  moveItem(item: SandboxItem, target: SandboxGroup): void {
    const board = this.boards.get(item.boardId);
    const group = board?.groups.find((candidate) => candidate.id === item.groupId);
    if (group) removeFromGroup(group, item);
    item.groupId = target.id;
    placeInGroup(target, item, this.rankFor(target));
    this.version++;
  }

  /** Moves an active item to a group of another board; cells without a column of the same id and type are lost. */
  transferItem(item: SandboxItem, target: SandboxBoard, group: SandboxGroup): void {
    const board = this.boards.get(item.boardId);
    const from = board?.groups.find((candidate) => candidate.id === item.groupId);
    this.index.remove(item);
    if (from) removeFromGroup(from, item);
    if (board) board.activeItems--;
    const kept = Object.entries(item.cells).filter(
      ([id]) => target.columns.get(id)?.type === board?.columns.get(id)?.type,
    );
    item.cells = Object.fromEntries(kept);
    item.boardId = target.id;
    item.groupId = group.id;
    placeInGroup(group, item, this.rankFor(group));
    target.activeItems++;
    this.index.add(item);
    this.version++;
  }

  private rankFor(group: SandboxGroup, at?: Placement): number {
    if (at?.method === "top") return (group.items[0]?.rank ?? this.nextRank++) - 1;
    if (at?.relativeTo === undefined) return this.nextRank++;
    const position = lowerBound(group.items, at.relativeTo.rank);
    const other = at.method === "before" ? group.items[position - 1] : group.items[position + 1];
    if (!other) return at.method === "before" ? at.relativeTo.rank - 1 : this.nextRank++;
    return (other.rank + at.relativeTo.rank) / 2;
  }
}

interface Placement {
  method: "before" | "after" | "top";
  relativeTo?: SandboxItem;
}

/** First position in the group whose rank is not below `rank`. */
export function lowerBound(items: readonly SandboxItem[], rank: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle]?.rank ?? 0) < rank) low = middle + 1;
    else high = middle;
  }
  return low;
}

function placeInGroup(group: SandboxGroup, item: SandboxItem, rank: number): void {
  item.rank = rank;
  const last = group.items.at(-1);
  if (!last || last.rank < rank) group.items.push(item);
  else group.items.splice(lowerBound(group.items, rank), 0, item);
}

function removeFromGroup(group: SandboxGroup, item: SandboxItem): void {
  const position = lowerBound(group.items, item.rank);
  if (group.items[position] === item) group.items.splice(position, 1);
}
