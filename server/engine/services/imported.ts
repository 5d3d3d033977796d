import { isTestKey } from "../../core/sampling/test-prefix.ts";
import type { PlanState, RunRow, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { runOptions } from "../run-options.ts";

/** Runs looked at. */
const runsRead = 100;

/**
 * Whether an import has begun to write to the real boards: what is there is the customer's live data then. A
 * rollback of everything makes it as it was.
 */
export async function hasImported(
  { store }: Pick<EngineDeps, "store">,
  scope: Scope,
  state: Pick<PlanState, "reconciliation">,
): Promise<boolean> {
  if (state.reconciliation !== null) return true;
  const runs = await store.runs.list(scope, runsRead);
  const latest = runs.find((run) => isImport(run) || isFullRollback(run));
  if (latest === undefined || !isImport(latest)) return false;
  const counts = await store.ledger.counts(scope);
  return counts.some(({ phase }) => !isTestKey(phase));
}

function isImport({ kind, startedAt }: RunRow): boolean {
  return kind === "import" && startedAt !== null;
}

/** One that came to its end; what it had to leave is in the account as any other work of people. */
function isFullRollback(run: RunRow): boolean {
  if (run.state !== "succeeded" && run.state !== "needs_attention") return false;
  const rollback = runOptions(run).rollback;
  return rollback?.scope.kind === "all" && rollback.previewOnly !== true;
}
