import type { RunState, RunView } from "./contract.ts";

const over: ReadonlySet<RunState> = new Set(["succeeded", "needs_attention", "failed", "cancelled"]);

/** True when the run will not change any more. */
export function isRunOver(run: Pick<RunView, "state">): boolean {
  return over.has(run.state);
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
