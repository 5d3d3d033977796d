import type { Inventory } from "../contract/inventory.ts";
import type { Plan, PlanEdit } from "../contract/plan.ts";
import type { Reconciliation } from "../contract/records.ts";
import type { Approval } from "../core/planning/approval.ts";
import type { Scope } from "./keys.ts";

export interface PlanState {
  readonly inventory: Inventory | null;
  readonly edits: readonly PlanEdit[];
  readonly plan: Plan | null;
  readonly approval: Approval | null;
  readonly reconciliation: Reconciliation | null;
}

export interface PlanStore {
  get(scope: Scope): Promise<PlanState>;
  saveInventory(scope: Scope, inventory: Inventory): Promise<void>;
  /** Saves edits and the plan built from them, only if the stored plan's hash still is `expectedHash` (null: none yet). */
  save(
    scope: Scope,
    input: { expectedHash: string | null; edits: readonly PlanEdit[]; plan: Plan },
  ): Promise<boolean>;
  /** The first approval of a hash stays. False when the stored plan has another hash by now. */
  approve(scope: Scope, approval: Approval): Promise<boolean>;
  /** Takes back the approval of this hash. False when another one stands, or none. */
  withdraw(scope: Scope, hash: string): Promise<boolean>;
  /** Takes the approval back and forgets the reconciliation: after a rollback nothing of the import is left. */
  reset(scope: Scope): Promise<void>;
  saveReconciliation(scope: Scope, reconciliation: Reconciliation): Promise<void>;
}
