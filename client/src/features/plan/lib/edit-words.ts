import { columnTypeTitles, type Plan, type PlanEdit } from "../../../lib/contract.ts";
import { dedupeTitles, personActionTitles } from "./words.ts";

function boardTitle(plan: Plan, key: string): string {
  return plan.boards.find((board) => board.key === key)?.title ?? key;
}

function columnTitle(plan: Plan, at: { readonly board: string; readonly column: string }): string {
  const board = plan.boards.find((each) => each.key === at.board);
  const column = board?.columns.find((each) => each.key === at.column);
  return `${column?.title ?? at.column} on ${board?.title ?? at.board}`;
}

const moveOrLeave = (include: boolean) => (include ? "Move" : "Leave out");

/** One edit as a short phrase, for telling the admin which of their changes were not taken. */
export function toEditWords(edit: PlanEdit, plan: Plan): string {
  switch (edit.op) {
    case "workspace":
      return "Use another workspace";
    case "board.include":
      return `${moveOrLeave(edit.include)} the board ${boardTitle(plan, edit.board)}`;
    case "board.rename":
      return `Name the board ${boardTitle(plan, edit.board)} “${edit.title}”`;
    case "board.target":
      return `Use another board for ${boardTitle(plan, edit.board)}`;
    case "board.dedupe":
      return `Duplicates on ${boardTitle(plan, edit.board)}: ${dedupeTitles[edit.policy]}`;
    case "group.rename":
      return `Name a group of ${boardTitle(plan, edit.board)} “${edit.title}”`;
    case "column.include":
      return `${moveOrLeave(edit.include)} ${columnTitle(plan, edit)}`;
    case "column.rename":
      return `Name ${columnTitle(plan, edit)} “${edit.title}”`;
    case "column.type":
      return `Make ${columnTitle(plan, edit)} a ${columnTypeTitles[edit.type]} column`;
    case "column.map":
      return edit.label === null
        ? `Leave “${edit.value}” empty in ${columnTitle(plan, edit)}`
        : `Show “${edit.value}” as “${edit.label}” in ${columnTitle(plan, edit)}`;
    case "column.unit":
      return `Change the unit of ${columnTitle(plan, edit)}`;
    case "currency":
      return `Currency ${edit.code}`;
    case "update.include":
      return `${moveOrLeave(edit.include)} notes of ${boardTitle(plan, edit.board)}`;
    case "person.action": {
      const person = plan.people.find((each) => each.key === edit.person);
      return `${person?.name ?? "A person"}: ${personActionTitles[edit.action]}`;
    }
    case "people.default":
      return `People without a monday user: ${personActionTitles[edit.action]}`;
    case "finding.accept":
      return `Accept “${plan.findings.find((each) => each.id === edit.finding)?.title ?? edit.finding}”`;
  }
}
