import type { Finding, Plan, PlanBoard, PlanEdit } from "../../../lib/contract.ts";
import { pluralOf } from "../../../lib/format.ts";
import { applyEdits } from "./apply-edits.ts";

const severityRank: Readonly<Record<Finding["severity"], number>> = {
  block: 0,
  choice: 1,
  accept: 2,
  info: 3,
};

/** True while the finding keeps the import from starting. */
export function isOpen(finding: Finding): boolean {
  return finding.severity === "block" || (finding.severity === "choice" && !finding.answered);
}

/** What blocks first, then what needs a choice, then what is good to know; within each the widest first. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      severityRank[a.severity] - severityRank[b.severity] ||
      Number(a.answered) - Number(b.answered) ||
      b.count - a.count ||
      a.id.localeCompare(b.id),
  );
}

/** Boards that will be written. */
export function includedBoards(plan: Plan): PlanBoard[] {
  return plan.boards.filter((board) => board.include);
}

/** Edits whose effect only the server knows: they leave the plan as it is until its answer arrives. */
const serverOnly: ReadonlySet<PlanEdit["op"]> = new Set<PlanEdit["op"]>(["workspace", "board.target"]);

/** True when the plan is already as this answer would make it: it is the default, or was chosen before. */
export function isAsPlanned(plan: Plan, edits: readonly PlanEdit[]): boolean {
  if (edits.length === 0 || edits.some(({ op }) => serverOnly.has(op))) return false;
  return JSON.stringify(applyEdits(plan, edits)) === JSON.stringify(plan);
}

export interface ReadinessInput {
  readonly plan: Plan;
  readonly isAdmin: boolean;
  readonly isSaving: boolean;
  readonly isRunning: boolean;
}

/** Why the import cannot be started now, in one sentence; null when it can. */
export function whyNotStart({ plan, isAdmin, isSaving, isRunning }: ReadinessInput): string | null {
  if (!isAdmin) return "Only an account admin can approve the plan and start the import.";
  if (isRunning) return "A run is under way. The plan can be changed when it has ended.";
  if (includedBoards(plan).length === 0) return "Every board is left out. Include at least one.";
  if (plan.openQuestions > 0) {
    return `${plan.openQuestions} ${pluralOf(plan.openQuestions, "question")} to answer first.`;
  }
  return isSaving ? "Saving your change…" : null;
}

/** What approving accepts, for the admin to read before it happens. */
export interface Acceptance {
  readonly boards: readonly PlanBoard[];
  readonly leftOut: readonly PlanBoard[];
  readonly records: number;
  readonly items: number;
  /** Choices made and remarks read, which the admin accepts with the plan. */
  readonly accepted: readonly Finding[];
  readonly peopleWithoutUser: number;
  readonly notMoving: number;
}

export function toAcceptance(plan: Plan): Acceptance {
  const boards = includedBoards(plan);
  const sum = (count: (board: PlanBoard) => number) =>
    boards.reduce((total, board) => total + count(board), 0);
  return {
    boards,
    leftOut: plan.boards.filter((board) => !board.include),
    records: sum((board) => board.records),
    items: sum((board) => board.items),
    accepted: sortFindings(plan.findings.filter((finding) => !isOpen(finding))),
    peopleWithoutUser: plan.people.filter((person) => person.action !== "user").length,
    notMoving: plan.notMoving.length,
  };
}
