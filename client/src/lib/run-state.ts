import type { MigrationView, RunState, RunView } from "./contract.ts";
import { type Step, steps } from "./route.ts";

const over: ReadonlySet<RunState> = new Set(["succeeded", "needs_attention", "failed", "cancelled"]);

/** True when the run will not change any more. */
export function isRunOver(run: Pick<RunView, "state">): boolean {
  return over.has(run.state);
}

/**
 * The furthest step of a migration that can be opened. What has been reached once stays open to look at, also while
 * an earlier step is being done again.
 */
export function reachedStep(migration: Pick<MigrationView, "step" | "runs">): Step {
  let reached = steps.indexOf(migration.step);
  for (const run of migration.runs) {
    const isDone = run.state === "succeeded" || run.state === "needs_attention";
    if (run.kind === "discover" && isDone) reached = Math.max(reached, steps.indexOf("plan"));
    if (run.kind === "sample") reached = Math.max(reached, steps.indexOf("sample"));
    if (run.kind === "import") reached = Math.max(reached, steps.indexOf(isDone ? "verify" : "import"));
  }
  return steps[reached] ?? "connect";
}

/** The migration's current run of one kind, or else its last one of that kind; null when there is none. */
export function latestRunId(
  migration: {
    readonly runs: ReadonlyArray<{ readonly id: string; readonly kind: string; readonly createdAt: string }>;
  },
  kind: RunView["kind"],
): string | null {
  let latest: { id: string; createdAt: string } | null = null;
  for (const run of migration.runs) {
    if (run.kind === kind && (latest === null || run.createdAt > latest.createdAt)) latest = run;
  }
  return latest?.id ?? null;
}
