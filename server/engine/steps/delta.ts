import type { Destination, SchemaObject } from "../../connectors/types.ts";
import { FailureError, toFailure } from "../../contract/errors.ts";
import type { Plan } from "../../contract/plan.ts";
import { countRound } from "../delta/count-round.ts";
import { latestReadingOptions } from "../delta/latest-reading.ts";
import { requireSchema } from "../delta/require-schema.ts";
import { settleGoneRecords } from "../delta/settle-gone.ts";
import { recordRound, stopDeltaWindow } from "../delta/window.ts";
import { Interruption } from "../interruption.ts";
import { once } from "../once.ts";
import type { RunContext } from "../run-context.ts";
import { chooseOptions, retriesFailed, runOptions, type SourceOption } from "../run-options.ts";
import { checkImport, checkPhases } from "./check.ts";
import { deriveStreams } from "./derive.ts";
import { approvedPlan } from "./import.ts";
import { loadPhases, loadRecords } from "./load.ts";
import { type OpenedSource, openSource } from "./open-source.ts";
import { readPhaseKey, readSource } from "./read.ts";

const readMark = "delta_read";

/**
 * read → load → check by the approved plan: picks up what changed in the source since, and carries out what people
 * have decided. Boards and columns are left as they are. Returns whether nothing waits for a person.
 */
export async function runDelta(context: RunContext): Promise<boolean> {
  try {
    return await pickUp(context);
  } catch (cause) {
    await stopFor(context, cause);
    throw cause;
  }
}

/** A failure that only a person can end stops the schedule as well. */
async function stopFor({ deps, scope }: RunContext, cause: unknown): Promise<void> {
  if (cause instanceof Interruption) return;
  const failure =
    cause instanceof FailureError ? cause.failure : toFailure("internal.bug", { message: "A delta failed" });
  if (failure.kind !== "retryable") await stopDeltaWindow(deps, scope, failure);
}

async function pickUp(context: RunContext): Promise<boolean> {
  const plan = await approvedPlan(context);
  const { deps, scope, waiting } = context;
  const opened = await openSource(deps, scope);
  const options = await sourceOptions(context, opened);
  const steps = opened.source.steps.filter((step) => step.option === null || options[step.option] === true);
  await context.progress.plan([
    ...steps.map((step) => ({ key: readPhaseKey(step), kind: "read" as const, title: step.title })),
    ...loadPhases(plan),
    ...checkPhases(plan),
  ]);
  const destination = await waiting.until(() => deps.destinations.forAccount(scope.accountId));
  context.calls.followDestination(destination.callsMade);
  await once(context, readMark, async () => {
    await waiting.until(() => opened.source.check(context.signal));
    await readSource(context, opened.source, { steps, options });
    await deriveStreams(context, opened.source);
  });
  return bringIn(context, { destination, plan });
}

async function bringIn(
  context: RunContext,
  base: { destination: Destination; plan: Plan },
): Promise<boolean> {
  const { deps, scope, run } = context;
  const objects: readonly SchemaObject[] = await deps.store.objects.list(scope);
  await requireSchema(context, { ...base, objects });
  await once(context, "reopened", async () => {
    if (retriesFailed(run)) await deps.store.ledger.reopenFailed(scope);
  });
  const input = { ...base, objects, chosen: null };
  await loadRecords(context, input);
  const deleted = await settleGoneRecords(context, input);
  const addsUp = await checkImport(context, { ...base, objects });
  const round = await countRound(context, { deleted, isFinal: runOptions(run).final === true });
  await recordRound(deps, scope, round);
  const waiting = await deps.store.conflicts.count(scope, { state: "open" });
  return addsUp && waiting === 0 && (round.unplanned ?? 0) === 0;
}

/** As the source was read for the plan, unless this run was started with options of its own. */
async function sourceOptions(
  { deps, scope, run }: RunContext,
  { connector }: OpenedSource,
): Promise<Record<string, boolean>> {
  const offered: readonly SourceOption[] = connector.view.options;
  const own = runOptions(run).source;
  if (own) return chooseOptions(offered, own);
  return chooseOptions(offered, await latestReadingOptions(deps.store, scope));
}
