import type { PlanBoard, PlanPerson } from "../../contract/plan.ts";
import type { DestinationFacts } from "./facts.ts";
import { partsOf } from "./parts.ts";

type Pace = DestinationFacts["pace"];

/** What a part of the import asks of the destination. */
export interface Work {
  readonly items: number;
  readonly updates: number;
  readonly links: number;
  readonly calls: number;
  /** Complexity of everything written, in the destination's points. */
  readonly complexity: number;
  /** Boards made. */
  readonly boards: number;
}

export const noWork: Work = { items: 0, updates: 0, links: 0, calls: 0, complexity: 0, boards: 0 };

export function addWork(a: Work, b: Work): Work {
  return {
    items: a.items + b.items,
    updates: a.updates + b.updates,
    links: a.links + b.links,
    calls: a.calls + b.calls,
    complexity: a.complexity + b.complexity,
    boards: a.boards + b.boards,
  };
}

/** Cuts writes into calls as the import does: each full call that is answered in time makes the next one larger. */
export interface CallCutter {
  callsFor(writes: number): number;
}

export function createCallCutter(pace: Pace): CallCutter {
  const most = Math.max(1, pace.itemsPerCallMax);
  let size = Math.min(most, Math.max(1, pace.itemsPerCall));
  return {
    callsFor(writes) {
      let calls = 0;
      for (let left = writes; left > 0; calls += 1) {
        const isFull = left >= size;
        left -= size;
        if (isFull) size = Math.min(most, size + pace.itemsPerCallStep);
      }
      return calls;
    },
  };
}

const pagesOf = (count: number, page: number): number => Math.ceil(count / Math.max(1, page));

/** Workspace, boards, groups, columns and invitations: one call each, before the first item is written. */
export function schemaWork(
  boards: readonly PlanBoard[],
  people: readonly PlanPerson[],
  facts: Pick<DestinationFacts, "pace" | "workspace">,
): Work {
  if (boards.length === 0) return noWork;
  const { calls, complexityPerChange } = facts.pace;
  const invited = people.filter(({ action }) => action === "invite").length;
  const changes = boards.map((board) => changesOf(board, facts.pace)).reduce((sum, one) => sum + one, 0);
  const made = changes + (facts.workspace.id === null ? 1 : 0) + pagesOf(invited, calls.peoplePage);
  return {
    ...noWork,
    calls: calls.perRun + made,
    complexity: made * complexityPerChange,
    boards: boards.filter(isNew).length,
  };
}

const isNew = (board: PlanBoard): boolean => board.target.mode === "create";

/** Calls that make one board with its groups and columns; the column for the source's id is not in the plan. */
function changesOf(board: PlanBoard, { calls }: Pace): number {
  const columns = 1 + board.columns.filter(({ include, existing }) => include && !existing).length;
  const first = isNew(board) && board.groups.length > 0 ? calls.perFirstGroup - calls.perGroup : 0;
  const groups = board.groups.length * calls.perGroup + first;
  return (isNew(board) ? calls.perBoard : 0) + groups + columns * calls.perColumn;
}

/** Counts of updates and links are those of the whole board; a part has its share of them. */
function shareOf(board: PlanBoard, boards: readonly PlanBoard[]): number {
  if (board.part === null) return 1;
  const whole = partsOf(boards, board.part.of).reduce((sum, part) => sum + part.records, 0);
  return board.records / Math.max(1, whole);
}

function linkCounts(board: PlanBoard): readonly number[] {
  return board.columns
    .filter((column) => column.include && column.type === "board_relation")
    .map((column) => Math.max(0, column.filled - (column.link?.missing ?? 0)));
}

function countUpdates(board: PlanBoard, boards: readonly PlanBoard[]): number {
  const all = board.updates.filter(({ include }) => include).reduce((sum, { count }) => sum + count, 0);
  return Math.round(all * shareOf(board, boards));
}

/** Items and updates of one board, with the look-ups before them and the second writing of links. */
export function boardWork(
  board: PlanBoard,
  input: {
    readonly boards: readonly PlanBoard[];
    readonly people: readonly PlanPerson[];
    readonly facts: Pick<DestinationFacts, "pace" | "contactsBoard">;
    readonly cutter: CallCutter;
  },
): Work {
  const { pace } = input.facts;
  const share = shareOf(board, input.boards);
  const links = linkCounts(board).map((count) => Math.round(count * share));
  const updates = countUpdates(board, input.boards);
  const merges = board.dedupe === null ? 0 : Math.max(0, board.records - board.items);
  const itemCalls = input.cutter.callsFor(board.items);
  const linked = pace.calls.writesLinksTwice ? Math.min(board.items, Math.max(0, ...links)) : 0;
  const writeCalls =
    itemCalls + Math.min(itemCalls, linked) + input.cutter.callsFor(merges) + input.cutter.callsFor(updates);
  const readCalls = lookUpCalls(board, merges, input.facts) + peopleCalls(board, input.people, pace);
  return {
    items: board.items,
    updates,
    links: links.reduce((sum, count) => sum + count, 0),
    calls: writeCalls + readCalls,
    complexity: (board.items + linked + merges + updates) * pace.complexityPerCreate,
    boards: 0,
  };
}

/** What is read of a board before it is written: its addresses, cells of matching items and of items merged into. */
function lookUpCalls(
  board: PlanBoard,
  merges: number,
  { pace, contactsBoard }: Pick<DestinationFacts, "pace" | "contactsBoard">,
): number {
  const { itemsPage, lookUpPage } = pace.calls;
  const merged = pagesOf(merges, lookUpPage);
  if (isNew(board) || contactsBoard === null) return merged;
  const index = Math.max(1, pagesOf(contactsBoard.itemsCount, itemsPage));
  return merged + index + pagesOf(contactsBoard.emailMatches, lookUpPage);
}

/** People are looked up and put on a board before they can be assigned there. */
function peopleCalls(board: PlanBoard, people: readonly PlanPerson[], { calls }: Pace): number {
  const assigns = board.columns.some(({ include, type }) => include && type === "people");
  const users = new Set(people.flatMap(({ userId }) => (userId === null ? [] : [userId])));
  return assigns ? calls.perBoardWithPeople * pagesOf(users.size, calls.peoplePage) : 0;
}

/** Every board is read back once, and its updates once. */
export function checkWork(
  boards: readonly PlanBoard[],
  facts: Pick<DestinationFacts, "pace" | "contactsBoard">,
): Work {
  const { itemsPage, lookUpPage } = facts.pace.calls;
  const calls = boards.map((board) => {
    const before = isNew(board) ? 0 : (facts.contactsBoard?.itemsCount ?? 0);
    const items = Math.max(1, pagesOf(board.items + before, itemsPage));
    return items + pagesOf(countUpdates(board, boards), lookUpPage);
  });
  return { ...noWork, calls: calls.reduce((sum, one) => sum + one, 0) };
}
