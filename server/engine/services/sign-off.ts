import { type FailureCode, failureTable } from "../../contract/errors.ts";
import type { Plan } from "../../contract/plan.ts";
import { ok, type Result } from "../../contract/result.ts";
import type { SignOffView } from "../../contract/sample.ts";
import type { EngineDeps } from "../deps.ts";
import { countVerdicts, currentSample, readClasses } from "../sampling/classes.ts";
import { type Actor, scopeOf } from "./actor.ts";
import { readPlan } from "./plan-state.ts";

/** What has to be accepted before the plan can be approved, and what stands in the way. */
export async function getSignOff(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string },
): Promise<Result<SignOffView>> {
  const scope = scopeOf(actor, input.migrationId);
  const state = await readPlan(deps, scope);
  if (!state.ok) return state;
  const { plan, approval } = state.value;
  const sample = await currentSample(deps, scope, plan);
  const classes = await readClasses(deps, scope, { plan, sample });
  const signed = new Set(approval?.hash === plan.hash ? approval.accepted.map(({ id }) => id) : []);
  return ok({
    planHash: plan.hash,
    classes: classes.map((each) => ({ ...each, accepted: each.accepted || signed.has(each.id) })),
    blockers: blockersOf(plan),
    sample: sample && {
      runId: sample.runId,
      records: sample.coverage.records,
      shapes: sample.coverage.shapes,
      covered: sample.coverage.covered,
      counts: await countVerdicts(deps, scope),
    },
  });
}

function blockersOf(plan: Plan): SignOffView["blockers"] {
  const open = plan.findings.filter(
    ({ severity, answered }) => (severity === "block" || severity === "choice") && !answered,
  );
  const code: FailureCode = "plan.open_questions";
  return open.map(({ title, remedy }) => ({
    code,
    text: title,
    remedy: remedy || failureTable[code].remedy,
  }));
}
