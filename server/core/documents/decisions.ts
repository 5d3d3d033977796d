import type { Plan, PlanBoard, PlanEdit } from "../../contract/plan.ts";
import { columnTypeTitles } from "../../contract/values.ts";

const policies = { merge: "merged into one item", keep_both: "kept as items of their own", skip: "left out" };
const answers = {
  user: "a monday user of your choice",
  fallback: "one monday user who stands in",
  text: "a name kept as text",
  invite: "an invitation to monday",
};

/** What people changed of the proposed plan, in words, oldest first; of several changes of one thing the last counts. */
export function describeEdits(plan: Plan, edits: readonly PlanEdit[]): string[] {
  const last = new Map<string, string>();
  for (const edit of edits) {
    const key = subjectOf(edit);
    last.delete(key);
    last.set(key, describe(plan, edit));
  }
  return [...last.values()];
}

function subjectOf(edit: PlanEdit): string {
  const { op } = edit;
  const board = "board" in edit ? edit.board : "";
  const part = [
    "column" in edit ? edit.column : "",
    "group" in edit ? edit.group : "",
    "update" in edit ? edit.update : "",
    "person" in edit ? edit.person : "",
    "finding" in edit ? edit.finding : "",
    "value" in edit ? edit.value : "",
  ];
  return JSON.stringify([op, board, ...part]);
}

function describe(plan: Plan, edit: PlanEdit): string {
  switch (edit.op) {
    case "workspace":
      return edit.workspaceId === null
        ? "A new workspace is made."
        : `The workspace "${plan.workspace.name}" is used.`;
    case "currency":
      return `Amounts are in ${edit.code}.`;
    case "people.default":
      return `People without a monday user: ${answers[edit.action]}.`;
    case "person.action": {
      const person = plan.people.find(({ key }) => key === edit.person);
      return `${person?.name ?? "A person"}: ${answers[edit.action]}.`;
    }
    case "finding.accept": {
      const finding = plan.findings.find(({ id }) => id === edit.finding);
      return `Accepted: ${finding?.title ?? edit.finding}`;
    }
    default:
      return describeBoardEdit(
        plan.boards.find(({ key }) => key === edit.board),
        edit,
      );
  }
}

type BoardEdit = Extract<PlanEdit, { board: string }>;

function describeBoardEdit(board: PlanBoard | undefined, edit: BoardEdit): string {
  const on = `Board "${board?.title ?? edit.board}"`;
  switch (edit.op) {
    case "board.include":
      return `${on} is ${edit.include ? "included" : "left out"}.`;
    case "board.rename":
      return `${on} was given this name.`;
    case "board.target":
      return board?.target.mode === "existing"
        ? `${on} goes to the existing board "${board.target.boardName}".`
        : `${on} is made anew.`;
    case "board.dedupe":
      return `${on}: duplicates are ${policies[edit.policy]}.`;
    case "group.rename":
      return `${on}: a group was named "${edit.title}".`;
    case "update.include": {
      const update = board?.updates.find(({ key }) => key === edit.update);
      return `${on}: "${update?.title ?? edit.update}" is ${edit.include ? "written as updates" : "left out"}.`;
    }
    default:
      return `${on}, column "${board?.columns.find(({ key }) => key === edit.column)?.title ?? edit.column}": ${columnWords(edit)}.`;
  }
}

function columnWords(edit: Extract<PlanEdit, { column: string }>): string {
  switch (edit.op) {
    case "column.include":
      return edit.include ? "included" : "left out";
    case "column.rename":
      return `was given this name`;
    case "column.type":
      return `has the type ${columnTypeTitles[edit.type]}`;
    case "column.map":
      return edit.label === null
        ? `"${edit.value}" leaves the cell empty`
        : `"${edit.value}" is shown as "${edit.label}"`;
    case "column.unit":
      return edit.unit === null ? "has no unit" : `has the unit ${edit.unit}`;
  }
}
