import { toFailure } from "../../contract/errors.ts";
import type { Plan } from "../../contract/plan.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { PlanState, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { notFound } from "./actor.ts";

/** The stored plan of a migration; `plan.not_ready` before the first discover. */
export async function readPlan(
  deps: Pick<EngineDeps, "store">,
  scope: Scope,
): Promise<Result<PlanState & { readonly plan: Plan }>> {
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  const state = await deps.store.plans.get(scope);
  if (!state.plan) return err(toFailure("plan.not_ready", { message: "No plan is stored" }));
  return ok({ ...state, plan: state.plan });
}
