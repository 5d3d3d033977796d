import { FailureError, toFailure } from "../../contract/errors.ts";
import type { Inventory } from "../../contract/inventory.ts";
import type { Plan } from "../../contract/plan.ts";
import type { StoredSample } from "../../contract/sample.ts";
import { testWorkspaceName } from "../../core/sampling/test-plan.ts";
import type { RunContext } from "../run-context.ts";
import { chooseAgain, choosePhaseKey, chooseRecords } from "./choose-records.ts";
import { forgetChanges } from "./forget-changes.ts";
import type { SampleWish } from "./sample-options.ts";

/** Runs looked at to know whether the source was read since. */
const runsRead = 50;

/**
 * The records this run works with, chosen once and stored. The records of the sample before are taken again as long
 * as the source was not read since, so that the diff shows what a change of the plan has done.
 */
export async function storedChoice(
  context: RunContext,
  input: { plan: Plan; inventory: Inventory; wish: SampleWish },
): Promise<StoredSample> {
  const { deps, scope, run, progress } = context;
  const { plan, wish } = input;
  const stored = (await deps.store.documents.get(scope, "sample"))?.body ?? null;
  if (stored?.runId === run.id && stored.planHash === plan.hash) return stored;
  const total = plan.boards.reduce((sum, board) => sum + (board.include ? board.records : 0), 0);
  await progress.change(choosePhaseKey, { state: "active", done: 0, total: wish.rehearsal ? total : null });
  const before = stored && (await isSameGround(context, stored, input)) ? stored : null;
  if (before === null) await deps.store.fieldDiffs.clear(scope);
  else await forgetChanges(deps.store.fieldDiffs, scope);
  const choice = before
    ? await chooseAgain(context, { ...input, before })
    : await chooseRecords(context, input);
  if (choice.chosen.length === 0 && !wish.rehearsal) {
    throw new FailureError(
      toFailure("plan.not_ready", {
        message: "The snapshot has no record of an included board",
        userMessage: "There are no records to take a sample of.",
      }),
    );
  }
  const sample: StoredSample = {
    runId: run.id,
    planHash: plan.hash,
    landing: wish.landing,
    rehearsal: wish.rehearsal,
    target: wish.target,
    workspaceName: wish.landing === "test_workspace" ? testWorkspaceName(plan) : plan.workspace.name,
    chosenAt: new Date(deps.clock.now()).toISOString(),
    ...choice,
    finishedAt: null,
  };
  await deps.store.documents.save(scope, "sample", { body: sample });
  return sample;
}

/** Same records in the snapshot, same kinds of records in the plan, same wish. */
async function isSameGround(
  context: RunContext,
  stored: StoredSample,
  input: { plan: Plan; inventory: Inventory; wish: SampleWish },
): Promise<boolean> {
  const { wish, plan, inventory } = input;
  if (stored.rehearsal || wish.rehearsal || stored.target !== wish.target) return false;
  if (stored.landing !== wish.landing) return false;
  const chosenAt = Date.parse(stored.chosenAt);
  if (Date.parse(inventory.readAt) > chosenAt) return false;
  const runs = await context.deps.store.runs.list(context.scope, runsRead);
  const readSince = runs.some(
    ({ kind, createdAt }) => (kind === "discover" || kind === "delta") && createdAt > chosenAt,
  );
  const known = new Set(stored.coverage.byStream.map(({ stream }) => stream));
  const streams = plan.boards.flatMap((board) => (board.include && board.records > 0 ? board.streams : []));
  const isKnown = (stream: string): boolean => known.has(stream) || recordsOf(inventory, stream) === 0;
  return !readSince && streams.every(isKnown);
}

function recordsOf(inventory: Inventory, stream: string): number {
  return inventory.streams.find((each) => each.stream === stream)?.records ?? 0;
}
