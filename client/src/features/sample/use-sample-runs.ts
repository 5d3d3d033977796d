import { useState } from "react";
import type { MigrationView, RunView, SampleView } from "../../lib/contract.ts";
import { useRun, useStartRun } from "../../lib/queries/runs.ts";
import { toFirstWish, toSampleOptions } from "./lib/choice.ts";

/** True once an import was started: from then on the real boards are what people work with. */
export function hasImport({ runs }: MigrationView): boolean {
  return runs.some(({ kind }) => kind === "import");
}

/** The run this screen tells of: a sample, or before the import its removal; under way, or ended with a remark. */
export function useShownRun(migration: MigrationView): RunView | null {
  const latest = migration.activeRun ?? migration.lastRun;
  const ours =
    latest?.kind === "sample" || (latest?.kind === "rollback" && !hasImport(migration)) ? latest : null;
  const followed = useRun(ours?.id ?? null).data;
  const run = followed ?? ours;
  // What a sample has to say is in its result.
  const isSettled = run?.state === "succeeded" || (run?.kind === "sample" && run.state === "needs_attention");
  return isSettled ? null : run;
}

/** Starts samples and their removal; what failed last is told once for both. */
export function useSampleRuns(migration: MigrationView, view: SampleView) {
  const start = useStartRun(migration.id);
  const remove = useStartRun(migration.id);
  const [wish, setWish] = useState(() => toFirstWish(view, hasImport(migration)));
  const [isRemoving, setIsRemoving] = useState(false);
  const kind = view.landing === "boards" ? ("sample" as const) : ("test" as const);
  return {
    wish,
    setWish,
    isStarting: start.isPending,
    startError: start.error,
    run: (onStarted: () => void) =>
      start.mutate({ kind: "sample", options: { sample: toSampleOptions(wish) } }, { onSuccess: onStarted }),
    removal: {
      open: isRemoving,
      isBusy: remove.isPending,
      error: remove.error,
      ask: () => setIsRemoving(true),
      onCancel: () => {
        setIsRemoving(false);
        remove.reset();
      },
      onConfirm: () =>
        remove.mutate(
          { kind: "rollback", options: { rollback: { scope: { kind } } } },
          { onSuccess: () => setIsRemoving(false) },
        ),
    },
  };
}
