import type { RunContext } from "./run-context.ts";

/** Work that a run does a single time, however often it is resumed. It must be harmless to do twice. */
export async function once(context: RunContext, mark: string, work: () => Promise<void>): Promise<void> {
  const { deps, run, scope } = context;
  if ((await deps.store.runs.marks(scope.accountId, run.id)).has(mark)) return;
  await work();
  await deps.store.runs.mark(scope.accountId, run.id, mark, new Date(deps.clock.now()).toISOString());
}
