import type { Plan } from "../../contract/plan.ts";
import type { StoredSample } from "../../contract/sample.ts";
import { toExternalId } from "../../core/records.ts";
import { isTestKey } from "../../core/sampling/test-prefix.ts";
import type { Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";

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
        ({ phase, outcome }) => isTestKey(phase) && !phase.endsWith(".updates") && outcome === "created",
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
  for (const board of plan.boards.filter(({ include }) => include)) {
    const ids = sample.chosen.flatMap(({ stream, id }) =>
      board.streams.includes(stream) ? [toExternalId(plan.source, stream, id)] : [],
    );
    for (const row of (await ledger.rows(scope, board.key, ids)).values()) {
      if (row.outcome === "created" && (await isOfSample(row.firstRunId))) count += 1;
    }
  }
  return count;
}
