import type { Destination, ItemsPage, ReadItem, SchemaObject } from "../../connectors/types.ts";
import type { Plan, PlanBoard } from "../../contract/plan.ts";
import { baseOf, loadOrder } from "../../core/planning/board-order.ts";
import { type BoardReadBack, reconcile } from "../../core/reconcile/reconcile.ts";
import { createColumnSums } from "../../core/reconcile/sums.ts";
import { cellDecimal } from "../../core/verify/raw-cell.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { type CheckedCells, cellsToCheck } from "../loading/checked-cells.ts";
import { type BoardExpectation, expectParts } from "../loading/expected-board.ts";
import { settleGone } from "../loading/gone-items.ts";
import { countsWithout, findLeft } from "../loading/left-records.ts";
import { countParts } from "../loading/part-counts.ts";
import { atPlace } from "../named-place.ts";
import type { PhaseSeed } from "../progress.ts";
import type { RunContext } from "../run-context.ts";
import { readWhole } from "../whole-read.ts";
import { boardIdOf } from "./board-id.ts";
import { checkUpdatesPhaseKey, countUpdates, hasUpdates } from "./check-updates.ts";

/** Phases in which boards and their updates are read back. */
export function checkPhases(plan: Plan): readonly PhaseSeed[] {
  return loadOrder(plan).flatMap((board) => [
    { key: checkPhaseKey(board), kind: "check" as const, title: board.title },
    ...(hasUpdates(board)
      ? [{ key: checkUpdatesPhaseKey(board), kind: "check" as const, title: `${board.title}: updates` }]
      : []),
  ]);
}

/** Key of the phase that reads a board back. */
function checkPhaseKey(board: PlanBoard): string {
  return `check:${board.key}`;
}

interface CheckInput {
  readonly destination: Destination;
  readonly plan: Plan;
  readonly objects: readonly SchemaObject[];
}

/**
 * Reads every board back, compares it with the ledger and the snapshot, and stores the reconciliation. Returns
 * whether everything adds up with nothing failed and nothing left to do.
 */
export async function checkImport(context: RunContext, input: CheckInput): Promise<boolean> {
  const { deps, scope, run } = context;
  const { plan } = input;
  const { readBack, updatesFound, expected, left } = await readBoards(context, input);
  const reconciliation = reconcile({
    migrationId: scope.migrationId,
    runId: run.id,
    at: new Date(deps.clock.now()).toISOString(),
    plan,
    snapshotCounts: await countSnapshot(context, plan),
    partCounts: await countParts(context, plan),
    ledgerCounts: await countsWithout(context, left),
    reasons: await deps.store.ledger.reasons(scope),
    readBack,
    updatesFound,
    expectedLinks: new Map([...expected].map(([key, board]) => [key, board.links])),
    sourceSums: new Map([...expected].map(([key, board]) => [key, board.sums])),
  });
  await deps.store.plans.saveReconciliation(scope, reconciliation);
  return reconciliation.addsUp;
}

/** What the boards hold, what they should, and which records of them have left the source; all by board key. */
async function readBoards(context: RunContext, { destination, plan, objects }: CheckInput) {
  const readBack = new Map<string, BoardReadBack>();
  const updatesFound = new Map<string, number>();
  const expected = new Map<string, BoardExpectation>();
  const left = new Map<string, ReadonlySet<string>>();
  const boards = loadOrder(plan).map((board) => ({
    board,
    boardId: boardIdOf(objects, board),
    cells: cellsToCheck(board),
  }));
  for (const { board, boardId, cells } of boards) {
    const leftHere = await findLeft(context, { plan, board });
    if (leftHere.size > 0) left.set(board.key, leftHere);
    const { itemIds, ...found } = await atPlace({ plan, board }, () =>
      readBoard(context, { destination, board, boardId, cells, left: leftHere }),
    );
    readBack.set(board.key, found);
    await settleGone(context, destination, { phase: board.key, boardId, itemIds, found: found.found });
    const base = baseOf(board);
    const parts = boards.filter((part) => baseOf(part.board) === base);
    if (parts.every((part) => readBack.has(part.board.key))) {
      for (const [key, one] of await expectParts(context, { plan, parts })) expected.set(key, one);
    }
    if (!hasUpdates(board)) continue;
    const updates = await atPlace({ plan, board }, () => countUpdates(context, destination, board));
    updatesFound.set(board.key, updates);
  }
  return { readBack, updatesFound, expected, left };
}

async function countSnapshot(context: RunContext, plan: Plan): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const stream of new Set(plan.boards.flatMap((board) => board.streams))) {
    counts[stream] = await context.deps.store.snapshot.count(context.scope, stream);
  }
  return counts;
}

async function readBoard(
  context: RunContext,
  input: {
    destination: Destination;
    board: PlanBoard;
    boardId: string;
    cells: CheckedCells;
    left: ReadonlySet<string>;
  },
): Promise<BoardReadBack & { readonly itemIds: ReadonlySet<string> }> {
  const { destination, board, boardId, cells, left } = input;
  const { progress, waiting, signal } = context;
  const key = checkPhaseKey(board);
  const columnIds = [board.externalIdColumnId, ...cells.columnIds];
  const result = await readWhole(context, async () => {
    const tally = createTally(cells);
    const itemIds = new Set<string>();
    await progress.change(key, { state: "active", done: 0, total: board.items });
    let cursor: string | null = null;
    do {
      stopIfInterrupted(signal);
      const request = { boardId, columnIds, cursor };
      const page: ItemsPage = await waiting.until(() => destination.readItems(request, signal));
      for (const item of page.items) itemIds.add(item.id);
      const ours = await oursAmong(context, { board, left, items: page.items });
      for (const item of ours) tally.add(item.values);
      await progress.change(key, { add: { done: ours.length } });
      cursor = page.cursor;
    } while (cursor !== null);
    return { ...tally.result(), itemIds };
  });
  await progress.change(key, { state: "done", done: result.found, total: result.found });
  return result;
}

/**
 * Items of finished records: by source id, and by item id. A record that failed is no item to count on, although a
 * change that failed left its item there; nor is one that has left the source.
 */
async function oursAmong(
  context: RunContext,
  input: { board: PlanBoard; left: ReadonlySet<string>; items: readonly ReadItem[] },
): Promise<readonly ReadItem[]> {
  const { board, left, items } = input;
  const { deps, scope } = context;
  const idOf = (item: ReadItem): string => item.values[board.externalIdColumnId]?.text ?? "";
  const rows = await deps.store.ledger.rows(scope, board.key, items.map(idOf).filter(Boolean));
  return items.filter((item) => {
    const row = rows.get(idOf(item));
    return row?.itemId === item.id && row.outcome !== "failed" && !left.has(row.externalId);
  });
}

function createTally(cells: CheckedCells): {
  add(values: ReadItem["values"]): void;
  result(): BoardReadBack;
} {
  const sums = createColumnSums();
  let found = 0;
  let links = 0;
  return {
    add(values) {
      found += 1;
      const kind = cells.kindId === null ? "" : (values[cells.kindId]?.text ?? "");
      for (const { columnId, key } of cells.numbers) {
        const decimal = cellDecimal(values[columnId]);
        if (decimal !== null) sums.add(key, kind, decimal);
      }
      for (const columnId of cells.linkIds) links += values[columnId]?.linkedItemIds?.length ?? 0;
    },
    result: () => ({ found, links, sums: sums.totals() }),
  };
}
