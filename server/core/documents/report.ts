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
    reports: ground.reports,
    delta: deltaOf(ground),
    rollback: ground.rollback,
    audit: ground.audit,
    nextSteps: nextStepsOf(ground),
  };
}

function summarise({ reconciliation, rollback, inventory, plan, sourceTitle }: ReportGround): string {
  if (!reconciliation) {
    const removed = rollback?.removed.find(({ kind }) => kind === "item")?.count ?? 0;
    return `The import was taken back: ${counted(removed, "item was", "items were")} removed from monday.`;
  }
  const totals = totalsOf(reconciliation);
  const boards = plan.boards.filter(({ include }) => include).length;
  const outcomes = [
    [totals.created, "created"],
    [totals.updated, "updated"],
    [totals.unchanged, "unchanged"],
    [totals.merged, "merged into the item of another record"],
    [totals.skipped, "skipped"],
    [totals.failed, "failed"],
    [totals.pending, "still open"],
  ] as const;
  const parts = outcomes.flatMap(([count, word]) =>
    count > 0 ? [`${count.toLocaleString("en")} ${word}`] : [],
  );
  const sum = reconciliation.addsUp
    ? "Every record is accounted for."
    : "Some numbers do not add up; they are listed below.";
  const where = `${counted(boards, "board", "boards")} in the workspace "${plan.workspace.name}"`;
  return `${counted(inventory.records, "record", "records")} of ${sourceTitle}, ${where}: ${parts.join(", ")}. ${sum}`;
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
