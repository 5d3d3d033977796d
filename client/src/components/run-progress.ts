import type { RunPhase, RunView } from "../lib/contract.ts";
import { toWholePercent } from "../lib/format.ts";

/**
 * How much of a run is done, 0-100. Phases weigh by their records once all totals are known. Until then they weigh
 * alike: counting only the phases already known would show nearly everything done at the very start.
 */
export function runPercent(run: Pick<RunView, "phases" | "state">): number {
  if (run.state === "succeeded" || run.state === "needs_attention") return 100;
  const { phases } = run;
  const allKnown = phases.every((phase) => phase.state === "done" || phase.total !== null);
  const weightOf = (phase: RunPhase) => (allKnown ? (phase.total ?? 0) : 1);
  let done = 0;
  let total = 0;
  for (const phase of phases) {
    done += weightOf(phase) * fractionOf(phase);
    total += weightOf(phase);
  }
  return Math.min(99, toWholePercent(done, total));
}

function fractionOf(phase: RunPhase): number {
  if (phase.state === "done") return 1;
  return phase.total === null || phase.total === 0 ? 0 : Math.min(1, phase.done / phase.total);
}
