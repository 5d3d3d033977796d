import type { Destination } from "../../connectors/types.ts";
import { FailureError, toFailure } from "../../contract/errors.ts";
import type { Plan } from "../../contract/plan.ts";
import { openDeltaWindow } from "../delta/window.ts";
import { atPlace } from "../named-place.ts";
import { once } from "../once.ts";
import type { PhaseSeed } from "../progress.ts";
import { forgetDeleted } from "../rollback/forget-deleted.ts";
import type { RunContext } from "../run-context.ts";
import { retriesFailed } from "../run-options.ts";
import { leftOutPhases, removeLeftOut, takenOverMark } from "../sampling/left-out-boards.ts";
import { removeSampleMarks } from "../sampling/sample-marks.ts";
import { settleMissing } from "../verifying/settle-missing.ts";
import { checkImport, checkPhases } from "./check.ts";
import { loadPhases, loadRecords } from "./load.ts";
import { makeSchema, schemaPhaseKey } from "./schema.ts";

/** schema → load → check. Returns whether everything is in the destination and adds up. */
export async function importRecords(context: RunContext): Promise<boolean> {
  const plan = await approvedPlan(context);
  const { deps, scope, waiting } = context;
  const destination = await waiting.until(() => deps.destinations.forAccount(scope.accountId));
  context.calls.followDestination(destination.callsMade);
  await context.progress.plan([...(await leftOutPhases(context, plan)), ...phasesOf(plan)]);
  await once(context, "reopened", async () => {
    if (!retriesFailed(context.run)) return;
    await settleMissing(context, destination);
    await deps.store.ledger.reopenFailed(scope);
  });
  await once(context, "forgotten", () => forgetDeleted(context, destination));
  await once(context, "left_out", () => removeLeftOut(context, { destination, plan }));
  await once(context, takenOverMark, () => removeSampleMarks(context, destination));
  await once(context, "invited", () => invitePeople(context, destination, plan));
  const objects = await atPlace({ plan, board: null }, () => makeSchema(context, destination, plan));
  await loadRecords(context, { destination, plan, objects, chosen: null });
  const addsUp = await checkImport(context, { destination, plan, objects });
  await openDeltaWindow(deps, scope);
  return addsUp;
}

/** The plan this run works by. It must still be the approved one, also when a failed run is resumed later. */
export async function approvedPlan(context: RunContext): Promise<Plan> {
  const { plan, approval } = await context.deps.store.plans.get(context.scope);
  if (!plan) throw new FailureError(toFailure("plan.not_ready", { message: "No plan is stored" }));
  if (approval?.hash !== plan.hash) {
    throw new FailureError(
      toFailure("plan.not_approved", { message: "The stored plan is not the approved one" }),
    );
  }
  return plan;
}

function phasesOf(plan: Plan): readonly PhaseSeed[] {
  const seconds = plan.forecast.phases.find(({ kind }) => kind === "schema")?.seconds ?? null;
  return [
    { key: schemaPhaseKey, kind: "schema", title: "Boards and columns", seconds },
    ...loadPhases(plan),
    ...checkPhases(plan),
  ];
}

/** People with the action "invite". Until they accept they cannot be assigned: their names are kept as text. */
async function invitePeople(context: RunContext, destination: Destination, plan: Plan): Promise<void> {
  const emails = plan.people.flatMap((person) =>
    person.action === "invite" && person.email !== null ? [person.email] : [],
  );
  if (emails.length === 0) return;
  const answers = await context.waiting.until(() => destination.invite(emails, context.signal));
  const refused = answers.filter((answer) => !answer.ok).length;
  context.logger.info({
    event: "import.invited",
    runId: context.run.id,
    invited: answers.length - refused,
    refused,
  });
}
