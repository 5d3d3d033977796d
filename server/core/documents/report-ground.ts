import type { DeltaWindow } from "../../contract/delta.ts";
import type { PlanEdit } from "../../contract/plan.ts";
import type { Outcome, Reconciliation } from "../../contract/records.ts";
import type { ReportHead } from "../../contract/report.ts";
import type { RollbackResult } from "../../contract/rollback.ts";
import type { Verification } from "../../contract/verification.ts";
import type { DocumentGround } from "./scope.ts";

/** What the handoff report is made from. */
export interface ReportGround extends DocumentGround {
  readonly edits: readonly PlanEdit[];
  readonly runs: ReportHead["runs"];
  readonly reconciliation: Reconciliation | null;
  readonly signOff: ReportHead["signOff"];
  readonly verification: Verification | null;
  /** Differences a verification has found and that are open now; repairs since the last reading are taken off. */
  readonly differencesOpen: number;
  readonly reports: ReportHead["reports"];
  readonly window: DeltaWindow | null;
  readonly conflicts: { readonly open: number; readonly decided: number; readonly settled: number };
  readonly rollback: RollbackResult | null;
  readonly audit: ReportHead["audit"];
  /** Address of a board by its key in the plan. */
  readonly boardUrl: (key: string) => string | null;
}

/** Records of the reconciliation by outcome, over all boards; texts written as updates are no records. */
export function totalsOf(reconciliation: Reconciliation): Record<Outcome | "records" | "pending", number> {
  const totals = {
    ...{ records: 0, created: 0, updated: 0, unchanged: 0 },
    ...{ merged: 0, skipped: 0, failed: 0, pending: 0 },
  };
  for (const phase of reconciliation.phases) {
    if (phase.key.endsWith(".updates")) continue;
    totals.records += phase.inSnapshot;
    totals.created += phase.created;
    totals.updated += phase.updated;
    totals.unchanged += phase.unchanged;
    totals.merged += phase.merged;
    totals.skipped += phase.skipped;
    totals.failed += phase.failed;
    totals.pending += phase.pending;
  }
  return totals;
}
