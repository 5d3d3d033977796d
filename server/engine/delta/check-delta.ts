import { toFailure } from "../../contract/errors.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import { isTestKey } from "../../core/sampling/test-prefix.ts";
import type { Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";

const imported: ReadonlySet<string> = new Set(["created", "updated", "unchanged", "merged"]);

/** Late changes can be picked up once something was imported, by the plan that is approved. */
export async function checkDelta({ store }: Pick<EngineDeps, "store">, scope: Scope): Promise<Result<void>> {
  const window = await store.documents.get(scope, "delta_window");
  if (!window && !(await hasLanded(store, scope))) {
    return err(toFailure("delta.nothing_imported", { message: "No import has ended" }));
  }
  const { plan, approval } = await store.plans.get(scope);
  if (!plan) return err(toFailure("plan.not_ready", { message: "No plan is stored" }));
  if (approval?.hash !== plan.hash) {
    return err(
      toFailure("plan.not_approved", {
        message: "The approval is of another plan",
        remedy: "Approve the plan you see, then pick up changes.",
      }),
    );
  }
  return ok(undefined);
}

/** An import that was made before windows existed counts as well. */
async function hasLanded(store: EngineDeps["store"], scope: Scope): Promise<boolean> {
  const { reconciliation } = await store.plans.get(scope);
  if (reconciliation === null) return false;
  const counts = await store.ledger.counts(scope);
  return counts.some(({ outcome, phase }) => imported.has(outcome ?? "") && !isTestKey(phase));
}
