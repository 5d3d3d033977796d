import type { RunView } from "../lib/contract.ts";
import { toWholePercent } from "../lib/format.ts";

/**
 * How much of a run is done, 0-100. Phases whose total is known weigh by their records; a run none of whose totals
 * is known counts finished phases.
 */
export function runPercent(run: Pick<RunView, "phases" | "state">): number {
  if (run.state === "succeeded" || run.state === "needs_attention") return 100;
  let done = 0;
  let total = 0;
  for (const phase of run.phases) {
    if (phase.total === null) continue;
    done += phase.state === "done" ? phase.total : Math.min(phase.done, phase.total);
    total += phase.total;
  }
  if (total > 0) return Math.min(99, toWholePercent(done, total));
  const finished = run.phases.filter((phase) => phase.state === "done").length;
  return Math.min(99, toWholePercent(finished, run.phases.length));
}
