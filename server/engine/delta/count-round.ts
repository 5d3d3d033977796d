import type { DeltaRound } from "../../contract/delta.ts";
import { unplannedNoteCode } from "../../core/delta/unplanned-values.ts";
import type { LedgerRow } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { sumChanges } from "../loading/change-mark.ts";
import type { RunContext } from "../run-context.ts";
import { scheduleActor } from "../schedule/actor.ts";

/** Ledger rows read at a time. */
const rowsPerRead = 500;

/** What this run has found and done, from what is stored: the same after any interruption. */
export async function countRound(
  context: RunContext,
  input: { deleted: number; isFinal: boolean },
): Promise<DeltaRound> {
  const { deps, run, scope } = context;
  const changes = await sumChanges(context);
  const written = await countWritten(context);
  const now = deps.clock.now();
  const checkpoints = await deps.store.snapshot.checkpoints(scope, run.id);
  const steps = checkpoints.filter(({ stepId }) => !stepId.startsWith("derive:"));
  return {
    runId: run.id,
    at: new Date(now).toISOString(),
    trigger: run.requestedBy === scheduleActor ? "schedule" : "person",
    final: input.isFinal,
    read: steps.reduce((sum, { done }) => sum + done, 0),
    created: written.created,
    changed: changes.records,
    cellsWritten: changes.cellsWritten,
    cellsSame: changes.cellsSame,
    conflicts: changes.conflicts,
    deletedInSource: input.deleted,
    failed: written.failed,
    seconds: Math.max(0, Math.round((now - (run.startedAt ?? now)) / 1_000)),
    unplanned: changes.unplanned + written.unplanned,
  };
}

/** Records that came with this run, those among them the plan does not know all values of, and what failed. */
async function countWritten({ deps, run, scope, signal }: RunContext) {
  const counts = { created: 0, unplanned: 0, failed: 0 };
  for (let afterSeq: number | null = 0; afterSeq !== null; ) {
    stopIfInterrupted(signal);
    const query = { runId: run.id, afterSeq, limit: rowsPerRead };
    const rows: readonly (LedgerRow & { seq: number })[] = await deps.store.ledger.list(scope, query);
    for (const row of rows) {
      if (row.firstRunId !== run.id || row.phase.endsWith(".updates")) continue;
      if (row.itemId !== null && row.outcome !== "failed") counts.created += 1;
      if (row.notes.some(({ code }) => code === unplannedNoteCode)) counts.unplanned += 1;
    }
    afterSeq = rows.at(-1)?.seq ?? null;
  }
  counts.failed = await deps.store.ledger.total(scope, { outcome: "failed" });
  return counts;
}
