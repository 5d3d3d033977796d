import { toFailure } from "../../contract/errors.ts";
import type { Plan, PlanBoard, PlanEdit } from "../../contract/plan.ts";
import { assertNever, err, ok, type Result } from "../../contract/result.ts";
import { checkColumn } from "./check-column-edits.ts";
import { checkPeopleDefault, checkPerson } from "./check-people-edits.ts";
import { lookAgain, refuse, type Verdict } from "./edit-verdict.ts";
import type { DestinationFacts } from "./facts.ts";

function onBoard(plan: Plan, key: string, check: (board: PlanBoard) => Verdict): Verdict {
  const board = plan.boards.find((each) => each.key === key);
  return board ? check(board) : refuse(`The plan has no board "${key}".`, lookAgain);
}

function includeBoard(board: PlanBoard, include: boolean): Verdict {
  if (!include || board.records > 0) return null;
  return refuse(
    `"${board.title}" has no records to include.`,
    'Choose "Read again" once there are records in the source.',
  );
}

function renameBoard(board: PlanBoard): Verdict {
  if (board.target.mode === "create") return null;
  return refuse(
    `"${board.title}" is your own board; Portage does not rename it.`,
    "Rename it in monday, or have its records land on a new board.",
  );
}

function targetBoard(board: PlanBoard, boardId: string | null, facts: DestinationFacts): Verdict {
  if (boardId === null) return null;
  if (facts.contactsBoard?.id !== boardId) {
    return refuse(
      "Only the Contacts board confirmed for this migration can be used.",
      "Choose that board or a new one.",
    );
  }
  if (board.streams.includes("clients")) return null;
  return refuse(`"${board.title}" always gets a board of its own.`, "Leave it on its new board.");
}

function checkAccept(plan: Plan, id: string): Verdict {
  const finding = plan.findings.find((each) => each.id === id);
  if (!finding) return refuse("This question is no longer there.", "Look at the questions that are left.");
  return finding.severity === "block" ? refuse("This cannot be accepted as it is.", finding.remedy) : null;
}

function checkEdit(plan: Plan, facts: DestinationFacts, edit: PlanEdit): Verdict {
  switch (edit.op) {
    case "workspace":
    case "currency":
      return null;
    case "board.include":
      return onBoard(plan, edit.board, (board) => includeBoard(board, edit.include));
    case "board.rename":
      return onBoard(plan, edit.board, renameBoard);
    case "board.target":
      return onBoard(plan, edit.board, (board) => targetBoard(board, edit.boardId, facts));
    case "board.dedupe":
      return onBoard(plan, edit.board, (board) =>
        board.dedupe?.choices.includes(edit.policy)
          ? null
          : refuse(`"${board.title}" has no duplicates to decide about.`, lookAgain),
      );
    case "group.rename":
      return onBoard(plan, edit.board, (board) =>
        board.groups.some((group) => group.key === edit.group)
          ? null
          : refuse(`"${board.title}" has no such group.`, lookAgain),
      );
    case "column.include":
    case "column.rename":
    case "column.type":
    case "column.map":
    case "column.unit":
      return onBoard(plan, edit.board, (board) => checkColumn(plan, board, edit));
    case "update.include":
      return onBoard(plan, edit.board, (board) =>
        board.updates.some((update) => update.key === edit.update)
          ? null
          : refuse(`"${board.title}" has no such update.`, lookAgain),
      );
    case "person.action":
      return checkPerson(plan, edit, facts);
    case "people.default":
      return checkPeopleDefault(edit, facts);
    case "finding.accept":
      return checkAccept(plan, edit.finding);
    default:
      return assertNever(edit);
  }
}

/**
 * Whether every edit makes sense for the plan its author saw. The first that does not is named in plain words, with
 * what to do instead.
 */
export function checkEdits(plan: Plan, facts: DestinationFacts, edits: readonly PlanEdit[]): Result<void> {
  for (const edit of edits) {
    const problem = checkEdit(plan, facts, edit);
    if (problem === null) continue;
    return err(
      toFailure("plan.impossible_edit", {
        message: `edit ${edit.op} does not fit the plan`,
        userMessage: problem.sentence,
        remedy: problem.remedy,
        where: { op: edit.op, ...("board" in edit ? { board: edit.board } : {}) },
      }),
    );
  }
  return ok(undefined);
}
