import type { ReportHead } from "../../contract/report.ts";
import { describeEdits } from "./decisions.ts";
import { nextStepsOf } from "./next-steps.ts";
import { toDocumentBoards, toDocumentPeople } from "./plan-parts.ts";
import { type ReportGround, totalsOf } from "./report-ground.ts";
import { toDocumentHead } from "./scope.ts";
import { counted } from "./words.ts";

/** The handoff report but for its list of records. */
export function composeReport(ground: ReportGround): ReportHead {
  const { plan, inventory } = ground;
  const automations = plan.notMoving.filter(({ kind }) => kind === "rebuild");
  return {
    document: "report",
    ...toDocumentHead(ground),
    summary: summarise(ground),
    runs: ground.runs,
    reconciliation: ground.reconciliation,
    boards: toDocumentBoards(plan, inventory).map((board) => ({ ...board, url: ground.boardUrl(board.key) })),
    decisions: describeEdits(plan, ground.edits),
    people: toDocumentPeople(plan),
    automations,
    notMoving: plan.notMoving.filter(({ kind }) => kind !== "rebuild"),
    signOff: ground.signOff,
    verification: verificationOf(ground),
    delta: deltaOf(ground),
    rollback: ground.rollback,
    audit: ground.audit,
    nextSteps: nextStepsOf(ground),
  };
}

function summarise({ reconciliation, rollback, plan, sourceTitle }: ReportGround): string {
  if (!reconciliation) {
    const removed = rollback?.removed.find(({ kind }) => kind === "item")?.count ?? 0;
    return `The import was taken back: ${counted(removed, "item was", "items were")} removed from monday.`;
  }
  const totals = totalsOf(reconciliation);
  const arrived = totals.created + totals.updated + totals.unchanged;
  const parts = [
    totals.merged > 0
      ? `${totals.merged.toLocaleString("en")} were merged into the item of another record`
      : "",
    totals.skipped > 0 ? `${totals.skipped.toLocaleString("en")} were skipped` : "",
    totals.failed > 0 ? `${totals.failed.toLocaleString("en")} failed` : "",
    totals.pending > 0 ? `${totals.pending.toLocaleString("en")} are still open` : "",
  ].filter((part) => part !== "");
  const rest = parts.length === 0 ? "." : `; ${parts.join(", ")}.`;
  const sum = reconciliation.addsUp
    ? "Every record is accounted for."
    : "Some numbers do not add up and are listed below.";
  return `${arrived.toLocaleString("en")} of ${counted(totals.records, "record", "records")} of ${sourceTitle} are items of monday in the workspace "${plan.workspace.name}"${rest} ${sum}`;
}

function verificationOf({ verification, differencesOpen }: ReportGround): ReportHead["verification"] {
  if (!verification) return null;
  const { at, records, fields, links, rootHash } = verification;
  return { at, records, fields, links, differencesOpen, rootHash };
}

function deltaOf({ window, conflicts }: ReportGround): ReportHead["delta"] {
  if (!window) return null;
  return {
    state: window.state,
    openedAt: new Date(window.openedAt).toISOString(),
    rounds: window.rounds.map(
      ({ at, final, created, changed, conflicts: found, deletedInSource, failed }) => {
        return { at, final, created, changed, conflicts: found, deletedInSource, failed };
      },
    ),
    conflicts: { ...conflicts },
  };
}
