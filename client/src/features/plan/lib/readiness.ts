import type { Finding, Plan, PlanBoard } from "../../../lib/contract.ts";
import { pluralOf } from "../../../lib/format.ts";

const severityRank: Readonly<Record<Finding["severity"], number>> = {
  block: 0,
  choice: 1,
  accept: 2,
  info: 3,
};

/** True while the finding keeps the sample and the import from starting. */
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

export interface ReadinessInput {
  readonly plan: Plan;
  readonly isSaving: boolean;
}

/** Why the way does not lead on to the sample yet, in one sentence; null when it does. */
export function whyNotGoOn({ plan, isSaving }: ReadinessInput): string | null {
  if (includedBoards(plan).length === 0) return "Every board is left out. Include at least one.";
  if (plan.openQuestions > 0) {
    return `${plan.openQuestions} ${pluralOf(plan.openQuestions, "question")} to answer first.`;
  }
  return isSaving ? "Saving your change…" : null;
}
