import type { Plan } from "../../contract/plan.ts";
import type { Outcome } from "../../contract/records.ts";
import type { StoredSample } from "../../contract/sample.ts";
import { toExternalId } from "../../core/records.ts";
import { isTestKey } from "../../core/sampling/test-prefix.ts";
import type { LedgerRow, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { parseOperation } from "../loading/stored-operation.ts";

/** Items that came with the sample and are no part of an import. */
export async function countRemovable(
  deps: EngineDeps,
  scope: Scope,
  { plan, sample }: { plan: Plan; sample: StoredSample },
): Promise<number> {
  const { ledger, runs } = deps.store;
  if (sample.landing === "test_workspace") {
    const counts = await ledger.counts(scope);
    return counts
      .filter(
        // Every item there is of Portage's making, changed by a later sample or not.
        ({ phase, outcome }) => isTestKey(phase) && !phase.endsWith(".updates") && hasOwnItem(outcome),
      )
      .reduce((sum, { count }) => sum + count, 0);
  }
  const sampled = new Map<string, boolean>();
  async function isOfSample(runId: string): Promise<boolean> {
    const known = sampled.get(runId) ?? (await runs.get(scope.accountId, runId))?.kind === "sample";
    sampled.set(runId, known);
    return known;
  }
  let count = 0;
  for (const board of plan.boards) {
    const ids = sample.chosen.flatMap(({ stream, id }) =>
      board.streams.includes(stream) ? [toExternalId(plan.source, stream, id)] : [],
    );
    for (const row of (await ledger.rows(scope, board.key, ids)).values()) {
      if (hasOwnItem(row.outcome) && isMade(row) && (await isOfSample(row.firstRunId))) count += 1;
    }
  }
  return count;
}

/** Merged and skipped records have no item to themselves. */
function hasOwnItem(outcome: Outcome | null): boolean {
  return outcome === "created" || outcome === "updated" || outcome === "unchanged";
}

/** False for an item that was there before. */
function isMade({ operation }: LedgerRow): boolean {
  return operation !== null && parseOperation(operation).kind === "create_item";
}
