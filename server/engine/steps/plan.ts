import { FailureError, toFailure } from "../../contract/errors.ts";
import type { Plan, PlanEdit } from "../../contract/plan.ts";
import { checkEdits } from "../../core/planning/check-edits.ts";
import type { DestinationFacts } from "../../core/planning/facts.ts";
import { drawPlan, type PlanningGround, readFacts, readGround } from "../planning.ts";
import type { RunContext } from "../run-context.ts";
import { withdrawApproval } from "../sampling/withdraw-approval.ts";

export const planPhaseKey = "plan";

/** Somebody may edit the plan while it is being built again; their version is then taken as the new start. */
const maxTries = 5;

/**
 * Builds the plan from the fresh inventory, keeping every edit that still makes sense. The approval stays when what
 * is written stays the same and the reading has shown nothing that nobody has accepted.
 */
export async function refreshPlan(context: RunContext): Promise<void> {
  const { deps, scope, waiting, signal } = context;
  const destination = await waiting.until(() => deps.destinations.forAccount(scope.accountId));
  context.calls.followDestination(destination.callsMade);
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    const ground = await waiting.until(() => readGround(deps, scope));
    const edits = [...ground.state.edits];
    const facts = await waiting.until(() => readFacts(deps, { destination, ground, edits, scope, signal }));
    const kept = await keepValidEdits(context, ground, { facts, edits });
    const plan = await drawPlan(deps, { scope, ground, facts, edits: kept });
    const expectedHash = ground.state.plan?.hash ?? null;
    if (await deps.store.plans.save(scope, { expectedHash, edits: kept, plan })) {
      return withdrawApproval(context, plan);
    }
  }
  throw new FailureError(toFailure("plan.stale", { message: "The plan kept changing while it was built" }));
}

async function keepValidEdits(
  context: RunContext,
  ground: PlanningGround,
  input: { facts: DestinationFacts; edits: readonly PlanEdit[] },
): Promise<readonly PlanEdit[]> {
  const { facts, edits } = input;
  if (edits.length === 0) return [];
  const draw = (kept: readonly PlanEdit[]): Promise<Plan> =>
    drawPlan(context.deps, { scope: context.scope, ground, facts, edits: kept });
  let plan = await draw([]);
  if (checkEdits(plan, facts, edits).ok) return edits;
  const kept: PlanEdit[] = [];
  for (const edit of edits) {
    if (!checkEdits(plan, facts, [edit]).ok) continue;
    kept.push(edit);
    // An edit may only make sense after the one before it.
    plan = await draw(kept);
  }
  context.logger.info({
    event: "plan.edits_dropped",
    runId: context.run.id,
    dropped: edits.length - kept.length,
  });
  return kept;
}
