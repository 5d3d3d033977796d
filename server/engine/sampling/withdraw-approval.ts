import type { Plan } from "../../contract/plan.ts";
import type { RunContext } from "../run-context.ts";
import { currentSample, readClasses } from "./classes.ts";

/**
 * An approval does not hold when a later sample, or a later reading of the source, has shown a class of records nobody
 * has accepted: every class is accepted by name before the import. Once an import has added up the approval stays, so
 * that late changes go on; what is shown then is for the next plan. Call it when the sample or the plan is stored.
 */
export async function withdrawApproval({ deps, scope, audit }: RunContext, plan: Plan): Promise<void> {
  const { approval, reconciliation } = await deps.store.plans.get(scope);
  if (approval?.hash !== plan.hash || reconciliation !== null) return;
  const sample = await currentSample(deps, scope, plan);
  const classes = await readClasses(deps, scope, { plan, sample });
  const named = new Set(approval.accepted.map(({ id }) => id));
  const open = classes.filter(({ id, accepted }) => !accepted && !named.has(id));
  if (open.length === 0 || !(await deps.store.plans.withdraw(scope, plan.hash))) return;
  audit.note({
    ...{ system: "portage", operation: "plan.approval_withdrawn", writes: true, boardId: null, records: [] },
    ...{ requestId: null, outcome: "ok", detail: { hash: plan.hash, classes: open.length } },
  });
}
