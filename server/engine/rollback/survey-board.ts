import type { ItemsPage } from "../../connectors/types.ts";
import { sha256 } from "../../core/canonical.ts";
import { isFilled } from "../../core/rollback/same-cell.ts";
import { takesWholeBoards } from "../../core/rollback/scope.ts";
import type { SeenItem } from "../../core/rollback/surroundings.ts";
import { type Counted, createTally, type Tally } from "../../core/rollback/tally.ts";
import type { LedgerRow } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { BoardPlace, Ground } from "./ground.ts";
import { type Bench, chunks, itemsPerCall, type Judged, judgeBatch, toSeen } from "./judge-batch.ts";

/** Ledger rows read at a time. */
const rowsPerRead = 500;

/** What one board shows before anything is taken back. */
export interface BoardSurvey {
  /** Ledger rows in scope. */
  readonly rows: number;
  readonly counted: Counted;
  /** Items on a board of ours that no record of this migration landed on. */
  readonly foreignItems: number;
  /** Items of ours that would stay. */
  readonly leftItems: number;
  /** Changes when an item comes, goes or is changed or commented on; "" where the board was not read whole. */
  readonly fingerprint: string;
  /** Items that would go. */
  readonly goingIds: readonly string[];
  /** Items that are not there any more. */
  readonly goneIds: readonly string[];
  /** Cells that would become empty, by column id. */
  readonly clears: ReadonlyMap<string, number>;
  /** Items that would go, by group id. */
  readonly leaving: ReadonlyMap<string, number>;
}

/** Told how many items were looked at. */
export type OnSurveyed = (items: number) => Promise<void>;

/**
 * Reads everything of a board that the rollback is about and decides on each item, changing nothing. A board of
 * ours is read whole where the scope takes it whole, so that what others put there is seen.
 */
export async function surveyBoard(
  bench: Bench,
  place: BoardPlace,
  onSurveyed: OnSurveyed,
): Promise<BoardSurvey> {
  const { ground } = bench;
  return ground.whole(async () => {
    const survey = createSurvey(ground, place);
    const readsBoard = readsWhole(ground, place) && bench.states.has(place.boardId);
    const seenIds = readsBoard ? await surveyItems(bench, place, { survey, onSurveyed }) : new Set<string>();
    await surveyRows(bench, place, { survey, seenIds, onSurveyed });
    return survey.read();
  });
}

/** True for a board of ours that the scope takes as a whole. */
export function readsWhole({ options }: Ground, place: BoardPlace): boolean {
  return place.made && takesWholeBoards(options.scope);
}

async function surveyItems(
  bench: Bench,
  place: BoardPlace,
  input: { survey: Survey; onSurveyed: OnSurveyed },
): Promise<Set<string>> {
  const { ground } = bench;
  const { boardId } = place;
  const seenIds = new Set<string>();
  let cursor: string | null = null;
  do {
    stopIfInterrupted(ground.signal);
    const request = { boardId, columnIds: null, cursor };
    const page: ItemsPage = await ground.ask(() => ground.destination.readItems(request, ground.signal));
    const seen = new Map<string, SeenItem>(page.items.map((item) => [item.id, toSeen(item, boardId)]));
    const judged = await judgeBatch(bench, [...seen.keys()], seen);
    for (const each of judged) input.survey.add(each);
    input.survey.foreign(seen.size - judged.length);
    for (const id of seen.keys()) seenIds.add(id);
    input.survey.page(page.items);
    await input.onSurveyed(judged.length);
    cursor = page.cursor;
  } while (cursor !== null);
  return seenIds;
}

async function surveyRows(
  bench: Bench,
  place: BoardPlace,
  input: { survey: Survey; seenIds: Set<string>; onSurveyed: OnSurveyed },
): Promise<void> {
  const { survey, seenIds } = input;
  for await (const rows of rowsInScope(bench.ground, place)) {
    survey.rows(rows.length);
    const ids = new Set(rows.flatMap((row) => bench.unfinished.itemOf(row) ?? []));
    for (const some of chunks(
      [...ids].filter((id) => !seenIds.has(id)),
      itemsPerCall,
    )) {
      const judged = await judgeBatch(bench, some);
      for (const each of judged) survey.add(each);
      for (const id of some) seenIds.add(id);
      await input.onSurveyed(judged.length);
    }
  }
}

/** The ledger rows of a board that the rollback takes back, a page at a time. */
export async function* rowsInScope(
  ground: Pick<Ground, "signal" | "scope" | "isRowIn" | "options"> & {
    readonly deps: Pick<EngineDeps, "store">;
  },
  place: Pick<BoardPlace, "phases">,
): AsyncGenerator<readonly (LedgerRow & { seq: number })[]> {
  const { scope: taken } = ground.options;
  // The ids of a record's comments begin with its own.
  const few = taken.kind === "record" ? { startsWith: taken.externalId } : {};
  for (const phase of place.phases) {
    for (let afterSeq: number | null = 0; afterSeq !== null; ) {
      stopIfInterrupted(ground.signal);
      const query = { phase, ...few, afterSeq, limit: rowsPerRead };
      const rows: readonly (LedgerRow & { seq: number })[] = await ground.deps.store.ledger.list(
        ground.scope,
        query,
      );
      const inScope = rows.filter(ground.isRowIn);
      if (inScope.length > 0) yield inScope;
      afterSeq = rows.at(-1)?.seq ?? null;
    }
  }
}

/** Reads only when each item was last changed; the same as in a survey when nobody has been there since. */
export async function readFingerprint(ground: Ground, boardId: string): Promise<string> {
  return ground.whole(async () => {
    let fingerprint = "";
    let cursor: string | null = null;
    do {
      stopIfInterrupted(ground.signal);
      const request = { boardId, columnIds: [], cursor };
      const page: ItemsPage = await ground.ask(() => ground.destination.readItems(request, ground.signal));
      fingerprint = foldPage(fingerprint, page.items);
      cursor = page.cursor;
    } while (cursor !== null);
    return fingerprint;
  });
}

function foldPage(before: string, items: ItemsPage["items"]): string {
  return items.reduce((hash, { id, updatedAt }) => sha256(`${hash}\n${id} ${updatedAt}`), before);
}

interface Survey {
  add(judged: Judged): void;
  foreign(items: number): void;
  page(items: ItemsPage["items"]): void;
  rows(count: number): void;
  read(): BoardSurvey;
}

function createSurvey(ground: Ground, place: BoardPlace): Survey {
  const tally = createTally();
  const clears = new Map<string, number>();
  const leaving = new Map<string, number>();
  const goneIds: string[] = [];
  const goingIds: string[] = [];
  let foreignItems = 0;
  let leftItems = 0;
  let rows = 0;
  let fingerprint = "";

  function clear(columnId: string): void {
    clears.set(columnId, (clears.get(columnId) ?? 0) + 1);
  }

  function add(judged: Judged): void {
    const { decision, seen, item } = judged;
    count(tally, ground, place, judged);
    if (decision.kind === "gone") goneIds.push(item.itemId);
    if (decision.kind === "leave") leftItems += 1;
    if (decision.kind === "remove") goingIds.push(item.itemId);
    if (decision.kind === "remove" && seen) {
      if (seen.groupId !== null) leaving.set(seen.groupId, (leaving.get(seen.groupId) ?? 0) + 1);
      for (const [columnId, cell] of Object.entries(seen.cells)) if (isFilled(cell)) clear(columnId);
    }
    if (decision.kind !== "restore") return;
    for (const [columnId, cell] of Object.entries(decision.cells)) if (!isFilled(cell)) clear(columnId);
  }

  return {
    add,
    foreign(items) {
      foreignItems += items;
    },
    page(items) {
      fingerprint = foldPage(fingerprint, items);
    },
    rows(count) {
      rows += count;
    },
    read: () => ({
      rows,
      counted: tally.read(),
      foreignItems,
      leftItems,
      fingerprint,
      goneIds,
      goingIds,
      clears,
      leaving,
    }),
  };
}

/** Adds what is decided on an item to the counts. */
function count(tally: Tally, ground: Ground, place: BoardPlace, judged: Judged): void {
  const { decision, seen, item } = judged;
  const board = place.key;
  const name = item.rows.find(({ inScope }) => inScope)?.name ?? "";
  const url = seen ? ground.destination.itemUrl(ground.slug, seen.boardId, seen.id) : null;
  switch (decision.kind) {
    case "gone":
      tally.gone();
      return;
    case "remove":
      tally.remove("item", board);
      return;
    case "leave":
      tally.leave({ kind: "item", code: decision.code, board, name, url, text: decision.reason });
      return;
    case "restore": {
      const cells = Object.keys(decision.cells).length;
      if (cells > 0) tally.restore(board, cells);
      tally.remove("update", board, decision.updates.length);
      const { left } = decision;
      if (left) tally.leave({ kind: "item", code: left.code, board, name, url, text: left.reason });
    }
  }
}
