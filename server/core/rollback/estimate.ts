import type { RollbackPreview } from "../../contract/rollback.ts";
import type { Counted } from "./tally.ts";

/** Items on a page of a board; items, or items with their updates, asked for by id; things removed with a call. */
const perCall = { page: 500, ids: 100, remove: 25 };
/** A call with its share of waiting for limits. */
const secondsPerCall = 0.5;
/** The boards at first, before the structure, at the beginning of the proof and for what was removed from them. */
const readsOfAllBoards = 4;
/** A board that goes as a whole: as it is, its activity and by whom, there before, deleted, not there after. */
const callsOfWholeBoard = 6;
/** A column, group or person: still there, removed. */
const callsOfPart = 2;
/** A workspace: listed with its boards before and after, and deleted. */
const callsOfWorkspace = 5;

/** What a rollback has to do on one board. */
export interface BoardLoad {
  /** Items removed. */
  readonly items: number;
  readonly restored: number;
  /** Comments removed from items that stay. */
  readonly updates: number;
  /** Columns, groups and people removed from a board that stays. */
  readonly parts: number;
  /** The board goes with everything on it. */
  readonly isWhole: boolean;
}

/** A board with nothing to do but to look at it. */
export const noLoad: BoardLoad = { items: 0, restored: 0, updates: 0, parts: 0, isWhole: false };

const partKinds: ReadonlySet<string> = new Set(["column", "group", "subscriber"]);

/** What was counted on each of these boards. */
export function toLoads(
  boards: readonly string[],
  { removed, restored }: Pick<Counted, "removed" | "restored">,
): readonly BoardLoad[] {
  return boards.map((board): BoardLoad => {
    const own = removed.filter((each) => each.board === board);
    const count = (isCounted: (kind: string) => boolean): number =>
      own.reduce((sum, each) => sum + (isCounted(each.kind) ? each.count : 0), 0);
    return {
      items: count((kind) => kind === "item"),
      restored: restored.find((each) => each.board === board)?.items ?? 0,
      updates: count((kind) => kind === "update"),
      parts: count((kind) => partKinds.has(kind)),
      isWhole: count((kind) => kind === "board") > 0,
    };
  });
}

/** Calls and time of a rollback of these boards, which reads everything anew before it acts and once more after. */
export function estimateRollback(input: {
  readonly boards: readonly BoardLoad[];
  readonly workspaces: number;
}): RollbackPreview["estimate"] {
  const { boards, workspaces } = input;
  const sum = (callsOf: (board: BoardLoad) => number): number =>
    boards.reduce((total, board) => total + callsOf(board), 0);
  const reading = boards.length === 0 ? 0 : 1 + sum(readingCalls);
  const all = boards.length === 0 ? 0 : readsOfAllBoards;
  const total =
    all + sum((board) => readingCalls(board) + actingCalls(board)) + workspaces * callsOfWorkspace;
  return {
    calls: total,
    seconds: Math.ceil(total * secondsPerCall),
    readSeconds: Math.ceil(reading * secondsPerCall),
  };
}

/** Every item with all its columns, and its updates. */
function readingCalls({ items, restored, updates, parts, isWhole }: BoardLoad): number {
  if (isWhole) return Math.max(1, calls(items, perCall.page)) + calls(items, perCall.ids);
  // Updates are on items that stay, which are looked at for them.
  const touched = items + Math.max(restored, updates);
  // Whether a column that was added is in use shows only on the whole board.
  return 2 * calls(touched, perCall.ids) + (parts > 0 ? Math.max(1, calls(touched, perCall.page)) : 0);
}

function actingCalls({ items, restored, updates, parts, isWhole }: BoardLoad): number {
  // Read once more, only when each item was last changed.
  if (isWhole) return callsOfWholeBoard + Math.max(1, calls(items, perCall.page));
  const removing = calls(items, perCall.remove) + calls(updates, perCall.remove) + parts * callsOfPart;
  const around = 2 * calls(items, perCall.ids);
  const proving = calls(items + restored, perCall.ids) + calls(updates, perCall.ids);
  return 1 + removing + around + calls(restored, perCall.remove) + proving;
}

function calls(things: number, each: number): number {
  return Math.ceil(things / each);
}
