import { isAsPlanned } from "../../../lib/apply-edits.ts";
import type { Finding, Plan, PlanBoard } from "../../../lib/contract.ts";

/** What approving the plan means, for the admin to read before it happens. */
export interface PlanScope {
  readonly boards: readonly PlanBoard[];
  readonly leftOut: readonly PlanBoard[];
  readonly records: number;
  readonly items: number;
  /** Questions that were answered, which are approved with the plan. */
  readonly answered: readonly Finding[];
  readonly peopleWithoutUser: number;
  readonly notMoving: number;
}

export function toPlanScope(plan: Plan): PlanScope {
  const boards = plan.boards.filter((board) => board.include);
  const sum = (count: (board: PlanBoard) => number) =>
    boards.reduce((total, board) => total + count(board), 0);
  return {
    boards,
    leftOut: plan.boards.filter((board) => !board.include),
    records: sum((board) => board.records),
    items: sum((board) => board.items),
    answered: plan.findings.filter((finding) => finding.severity === "choice" && finding.answered),
    peopleWithoutUser: plan.people.filter((person) => person.action !== "user").length,
    notMoving: plan.notMoving.length,
  };
}

/** "Which currency are your amounts in? EUR": a question with the answer the plan has for it. */
export function withAnswer(finding: Finding, plan: Plan): string {
  const chosen = finding.actions.find(({ edits }) => isAsPlanned(plan, edits));
  if (chosen === undefined) return finding.title;
  return `${finding.title}${finding.title.endsWith("?") ? "" : ":"} ${chosen.label}`;
}

/** The first characters of a plan's hash: enough to tell it from another one. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}
