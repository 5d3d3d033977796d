import type { LeaveReason, RemovableKind, RollbackPreview } from "../../contract/rollback.ts";
import { removableKinds } from "../../contract/rollback.ts";

/** Examples kept of each kind of thing that stays. */
const examplesKept = 3;

export type LeftView = RollbackPreview["leave"][number];

/** Something that stays, as it is counted. */
export interface LeftThing {
  readonly kind: RemovableKind;
  readonly code: LeaveReason;
  readonly board: string | null;
  readonly name: string;
  readonly url: string | null;
  readonly text: string;
}

/** Counts what a rollback does, in memory that does not grow with the account. */
export interface Tally {
  remove(kind: RemovableKind, board: string | null, count?: number): void;
  restore(board: string, cells: number): void;
  leave(thing: LeftThing): void;
  gone(count?: number): void;
  /** Adds what another tally has counted. */
  absorb(counted: Counted): void;
  read(): Counted;
}

export interface Counted {
  readonly removed: readonly { kind: RemovableKind; board: string | null; count: number }[];
  readonly restored: readonly { board: string; items: number; cells: number }[];
  readonly left: readonly LeftView[];
  readonly gone: number;
}

/** Adds up what goes, comes back, stays and is gone; of what stays only some examples of each reason are kept. */
export function createTally(): Tally {
  const removed = new Map<string, { kind: RemovableKind; board: string | null; count: number }>();
  const restored = new Map<string, { board: string; items: number; cells: number }>();
  const left = new Map<string, LeftView>();
  let gone = 0;

  function remove(kind: RemovableKind, board: string | null, count = 1): void {
    if (count === 0) return;
    const key = JSON.stringify([kind, board]);
    const before = removed.get(key)?.count ?? 0;
    removed.set(key, { kind, board, count: before + count });
  }

  function restore(board: string, items: number, cells: number): void {
    const before = restored.get(board) ?? { board, items: 0, cells: 0 };
    restored.set(board, { board, items: before.items + items, cells: before.cells + cells });
  }

  function leave(view: LeftView): void {
    const key = JSON.stringify([view.kind, view.code, view.board]);
    const before = left.get(key);
    const examples = [...(before?.examples ?? []), ...view.examples].slice(0, examplesKept);
    left.set(key, { ...view, count: (before?.count ?? 0) + view.count, examples });
  }

  return {
    remove,
    restore: (board, cells) => restore(board, 1, cells),
    leave({ kind, code, board, name, url, text }) {
      const words = leaveWords[code];
      leave({ kind, code, board, ...words, count: 1, examples: [{ name, url, text }] });
    },
    absorb(counted) {
      for (const each of counted.removed) remove(each.kind, each.board, each.count);
      for (const each of counted.restored) restore(each.board, each.items, each.cells);
      for (const each of counted.left) leave(each);
      gone += counted.gone;
    },
    gone(count = 1) {
      gone += count;
    },
    read: () => ({
      removed: [...removed.values()].sort((a, b) => order(a.kind) - order(b.kind)),
      restored: [...restored.values()],
      left: [...left.values()].sort((a, b) => order(a.kind) - order(b.kind)),
      gone,
    }),
  };
}

function order(kind: RemovableKind): number {
  return removableKinds.indexOf(kind);
}

/** Names of things in headings. */
export const kindTitles: Readonly<Record<RemovableKind, string>> = {
  update: "Updates",
  item: "Items",
  group: "Groups",
  column: "Columns",
  board: "Boards",
  workspace: "Workspaces",
  subscriber: "People on boards",
};

/** Each reason to leave something, in words. */
const leaveWords: Readonly<Record<LeaveReason, { title: string; reason: string }>> = {
  touched_item: {
    title: "Items somebody has changed",
    reason: "They were changed since Portage wrote them.",
  },
  commented_item: {
    title: "Items with comments",
    reason: "Somebody has written or answered an update on them.",
  },
  moved_item: { title: "Items somebody has moved", reason: "They are in another group or on another board." },
  touched_cell: {
    title: "Values somebody has changed",
    reason: "The value Portage wrote is not the one in the cell any more.",
  },
  linked_by_person: { title: "Items somebody has linked", reason: "Their links were changed in monday." },
  board_in_use: { title: "Boards in use", reason: "Something that stays is on them." },
  board_gone: {
    title: "Archived boards",
    reason:
      "What Portage put on them is in the archive with them. Restore them before the rollback to have it taken back.",
  },
  column_in_use: { title: "Columns in use", reason: "Items that stay have something in them." },
  group_in_use: { title: "Groups in use", reason: "Items that stay are in them." },
  workspace_in_use: { title: "Workspaces in use", reason: "Boards that stay are in them." },
  was_there_before: { title: "There before Portage", reason: "Portage never removes what it has not made." },
  refused: { title: "Refused by monday", reason: "monday did not let Portage take them back." },
};
