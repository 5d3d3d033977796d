import type { ActivityEvent, SandboxActivity } from "./model.ts";

/** Entries kept of one account; the oldest go first, as the platform forgets them after a time. */
const KEPT_MAX = 100_000;
/** How many are dropped at once, so that not every entry moves all others. */
const DROPPED = 10_000;

/** Who did what, before it gets its number. */
export type Act = Pick<SandboxActivity, "boardId" | "userId" | "atMs"> & {
  readonly event: ActivityEvent;
  readonly itemId?: number;
  readonly columnId?: string;
};

interface ActivityQuery {
  readonly boardId: number;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly itemIds: ReadonlySet<number> | null;
  readonly columnIds: ReadonlySet<string> | null;
  readonly userIds: ReadonlySet<number> | null;
}

/** The activity of an account, oldest first. */
export class ActivityLog {
  entries: SandboxActivity[] = [];
  private nextId = 1;

  note(act: Act): void {
    const { boardId, event, userId, atMs, itemId = null, columnId = null } = act;
    this.entries.push({ id: this.nextId++, boardId, itemId, columnId, event, userId, atMs });
    if (this.entries.length > KEPT_MAX) this.entries.splice(0, DROPPED);
  }

  /** Puts back what was read from disk. */
  restore(entries: readonly SandboxActivity[]): void {
    this.entries = [...entries];
    this.nextId = (entries.at(-1)?.id ?? 0) + 1;
  }

  /** Entries of a board that fit, newest first. */
  find(query: ActivityQuery): SandboxActivity[] {
    return this.entries
      .filter(
        (entry) =>
          entry.boardId === query.boardId &&
          (query.fromMs === null || entry.atMs >= query.fromMs) &&
          (query.toMs === null || entry.atMs <= query.toMs) &&
          (!query.itemIds || (entry.itemId !== null && query.itemIds.has(entry.itemId))) &&
          (!query.columnIds || (entry.columnId !== null && query.columnIds.has(entry.columnId))) &&
          (!query.userIds || query.userIds.has(entry.userId)),
      )
      .reverse();
  }
}
