import type { Destination } from "../../connectors/types.ts";
import type { PlanBoard } from "../../contract/plan.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { updatesPhase } from "../loading/prepare-updates.ts";
import type { RunContext } from "../run-context.ts";

/** Ledger rows compared at a time. */
const rowsPerRead = 500;

/** True for a board whose records may have texts that become updates: also names of people nobody may assign. */
export function hasUpdates(board: PlanBoard): boolean {
  const assigns = board.columns.some((column) => column.include && column.type === "people");
  return assigns || board.updates.some((update) => update.include);
}

/** Key of the phase that reads a board's updates back. */
export function checkUpdatesPhaseKey(board: PlanBoard): string {
  return `check:${updatesPhase(board.key)}`;
}

/** How many of the updates the ledger says were written are on their items. */
export async function countUpdates(
  context: RunContext,
  destination: Destination,
  board: PlanBoard,
): Promise<number> {
  const { deps, scope, progress, waiting, signal } = context;
  const key = checkUpdatesPhaseKey(board);
  const filter = { phase: updatesPhase(board.key), outcome: "created" as const };
  const total = await deps.store.ledger.total(scope, filter);
  await progress.change(key, { state: "active", done: 0, total });
  let found = 0;
  for (let afterSeq = 0; ; ) {
    stopIfInterrupted(signal);
    const rows = await deps.store.ledger.list(scope, { ...filter, afterSeq, limit: rowsPerRead });
    const last = rows.at(-1);
    if (!last) break;
    const updates = rows.flatMap(({ externalId, itemId }) => (itemId === null ? [] : { externalId, itemId }));
    const there = await waiting.until(() => destination.findUpdates({ updates }, signal));
    found += there.size;
    await progress.change(key, { add: { done: rows.length } });
    afterSeq = last.seq;
  }
  await progress.change(key, { state: "done", done: total, total });
  return found;
}
