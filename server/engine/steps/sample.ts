import { FailureError, toFailure } from "../../contract/errors.ts";
import type { Inventory } from "../../contract/inventory.ts";
import type { Plan, PlanBoard } from "../../contract/plan.ts";
import type { StoredSample } from "../../contract/sample.ts";
import { toRecordKey } from "../../core/sampling/record-key.ts";
import { toTestPlan } from "../../core/sampling/test-plan.ts";
import { isTestKey } from "../../core/sampling/test-prefix.ts";
import type { RecordChoice } from "../loading/board-records.ts";
import { atPlace } from "../named-place.ts";
import { once } from "../once.ts";
import type { PhaseSeed } from "../progress.ts";
import { forgetDeleted, forgetDeletedTest } from "../rollback/forget-deleted.ts";
import type { RunContext } from "../run-context.ts";
import { runOptions } from "../run-options.ts";
import { choosePhaseKey } from "../sampling/choose-records.ts";
import { countVerdicts } from "../sampling/classes.ts";
import { comparePhases, compareSample } from "../sampling/compare-sample.ts";
import { markItems, withSampleMark } from "../sampling/sample-marks.ts";
import { toSampleWish } from "../sampling/sample-options.ts";
import { storedChoice } from "../sampling/stored-choice.ts";
import { withdrawApproval } from "../sampling/withdraw-approval.ts";
import { loadPhases, loadRecords } from "./load.ts";
import { makeSchema, schemaPhaseKey } from "./schema.ts";

/**
 * choose → schema → load → compare. Writes the chosen records the way the import will, reads them back and stores
 * what became of every field. Returns whether nothing is wrong in it.
 */
export async function runSample(context: RunContext): Promise<boolean> {
  const { deps, scope, run, waiting, progress } = context;
  const { plan, inventory } = await readyPlan(context);
  const destination = await waiting.until(() => deps.destinations.forAccount(scope.accountId));
  context.calls.followDestination(destination.callsMade);
  const wish = toSampleWish(runOptions(run));
  const isReal = wish.landing === "boards";
  const used = isReal ? plan : toTestPlan(plan);
  if (progress.phases().length === 0) await progress.plan(phasesOf(used, null));
  const sample = await storedChoice(context, { plan, inventory, wish });
  await progress.plan(phasesOf(used, sample));
  const { records } = sample.coverage;
  await progress.change(choosePhaseKey, { state: "done", done: records, total: records });
  const chosen = toChoice(sample);
  await once(context, "forgotten", async () => {
    await forgetDeleted(context, destination);
    if (!isReal) await forgetDeletedTest(context, destination);
  });
  await once(context, "reopened", () => reopenFailed(context, isReal));
  const schemaPlan = isReal ? withSampleMark(used) : used;
  const objects = await atPlace({ plan: used, board: null }, () =>
    makeSchema(context, destination, schemaPlan),
  );
  await loadRecords(context, { destination, plan: used, objects, chosen });
  if (isReal && chosen) await markItems(context, { destination, plan: used, objects, chosen });
  const streams = deps.sources(plan.source)?.streams ?? [];
  await compareSample(context, { destination, plan: used, objects, chosen, streams });
  const finishedAt = new Date(deps.clock.now()).toISOString();
  await deps.store.documents.save(scope, "sample", { body: { ...sample, finishedAt } });
  await withdrawApproval(context, plan);
  return (await countVerdicts(deps, scope)).wrong === 0;
}

/** The plan as it is now; it cannot change while the run is at work. */
async function readyPlan(context: RunContext): Promise<{ plan: Plan; inventory: Inventory }> {
  const { plan, inventory } = await context.deps.store.plans.get(context.scope);
  if (!plan || !inventory)
    throw new FailureError(toFailure("plan.not_ready", { message: "No plan is stored" }));
  if (plan.openQuestions === 0) return { plan, inventory };
  const message = `${plan.openQuestions} questions are open`;
  throw new FailureError(toFailure("plan.open_questions", { message }));
}

/** Totals of the boards are known once the records are chosen. */
function phasesOf(plan: Plan, sample: StoredSample | null): readonly PhaseSeed[] {
  const counts = new Map(sample?.coverage.byStream.map(({ stream, records }) => [stream, records]));
  const totals = (board: PlanBoard): { total: number | null; seconds: number | null } => {
    if (sample?.rehearsal) return { total: board.records, seconds: board.seconds };
    const total = board.streams.reduce((sum, stream) => sum + (counts.get(stream) ?? 0), 0);
    return { total: sample && board.part === null ? total : null, seconds: null };
  };
  return [
    { key: choosePhaseKey, kind: "choose", title: "Choosing records" },
    { key: schemaPhaseKey, kind: "schema", title: "Boards and columns" },
    ...(sample ? [...loadPhases(plan, totals), ...comparePhases(plan)] : []),
  ];
}

function toChoice(sample: StoredSample): RecordChoice | null {
  if (sample.rehearsal) return null;
  const keys = new Set(sample.chosen.map(toRecordKey));
  return { has: (stream, id) => keys.has(toRecordKey({ stream, id })) };
}

/** A sample tries again what failed in the one before; records of an import are left to the next import. */
async function reopenFailed(context: RunContext, isReal: boolean): Promise<void> {
  const { ledger } = context.deps.store;
  const counts = isReal ? [] : await ledger.counts(context.scope);
  const isOfImport = counts.some(({ phase, outcome }) => outcome === "failed" && !isTestKey(phase));
  if (!isOfImport) await ledger.reopenFailed(context.scope);
}
