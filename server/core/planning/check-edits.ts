import { toFailure } from "../../contract/errors.ts";
import type { Plan, PlanBoard, PlanColumn, PlanEdit } from "../../contract/plan.ts";
import { assertNever, err, ok, type Result } from "../../contract/result.ts";
import { statusLabelMax } from "../mapping/limits.ts";
import type { DestinationFacts } from "./facts.ts";
import { isAssignable } from "./people.ts";

/** A plain sentence for the admin, or null when the edit is possible. */
type Verdict = string | null;
type ColumnEdit = Extract<PlanEdit, { column: string }>;

function findBoard(plan: Plan, key: string): PlanBoard | null {
  return plan.boards.find((board) => board.key === key) ?? null;
}

function onBoard(plan: Plan, key: string, check: (board: PlanBoard) => Verdict): Verdict {
  const board = findBoard(plan, key);
  return board ? check(board) : `The plan has no board "${key}".`;
}

function includeBoard(board: PlanBoard, include: boolean): Verdict {
  if (include && board.records === 0) return `"${board.title}" has no records to include.`;
  return null;
}

function renameBoard(board: PlanBoard): Verdict {
  return board.target.mode === "existing"
    ? `"${board.title}" is your own board; Portage does not rename it.`
    : null;
}

function targetBoard(board: PlanBoard, boardId: string | null, facts: DestinationFacts): Verdict {
  if (boardId === null || facts.contactsBoard?.id === boardId) {
    const mayChange = boardId === null || board.streams.includes("clients");
    return mayChange ? null : `"${board.title}" always gets a board of its own.`;
  }
  return "Only the Contacts board confirmed for this migration can be used.";
}

function includeColumn(board: PlanBoard, column: PlanColumn, include: boolean, plan: Plan): Verdict {
  if (!include) {
    return column.conversion === "email_key"
      ? `"${board.title}" is matched by e-mail, so this column is needed. Leave the whole board out instead.`
      : null;
  }
  const target = column.type === "board_relation" ? findBoard(plan, column.link?.board ?? "") : null;
  if (column.type === "board_relation" && !target?.include) {
    return `"${column.title}" connects to a board that is left out. Include "${target?.title ?? column.link?.board}" first.`;
  }
  return null;
}

function typeColumn(column: PlanColumn, type: PlanColumn["type"]): Verdict {
  if (column.existing) return `"${column.title}" is a column of your own board; its type is never changed.`;
  if (column.choices.some((choice) => choice.type === type)) return null;
  if (type === "status") {
    return `"${column.title}" cannot be a status column: its values are more, or longer, than the labels monday takes. Choose a dropdown.`;
  }
  return `"${column.title}" cannot be a ${type.replaceAll("_", " ")} column: not all of its values fit.`;
}

function mapColumn(column: PlanColumn, label: string | null): Verdict {
  if (column.labels.length === 0 && column.conversion !== "label" && column.conversion !== "tags") {
    return `"${column.title}" has no labels to map.`;
  }
  if (label !== null && column.type === "status" && label.length > statusLabelMax) {
    return `A status label has at most ${statusLabelMax} characters.`;
  }
  return null;
}

function checkColumn(board: PlanBoard, column: PlanColumn, edit: ColumnEdit, plan: Plan): Verdict {
  switch (edit.op) {
    case "column.include":
      return includeColumn(board, column, edit.include, plan);
    case "column.rename":
      return column.existing
        ? `"${column.title}" is a column of your own board; Portage does not rename it.`
        : null;
    case "column.type":
      return typeColumn(column, edit.type);
    case "column.map":
      return mapColumn(column, edit.label);
    case "column.unit":
      return column.type === "numbers" ? null : `"${column.title}" is no numbers column and has no unit.`;
    default:
      return assertNever(edit);
  }
}

function onColumn(plan: Plan, edit: ColumnEdit): Verdict {
  return onBoard(plan, edit.board, (board) => {
    const column = board.columns.find((each) => each.key === edit.column);
    if (!column) return `"${board.title}" has no column "${edit.column}".`;
    return checkColumn(board, column, edit, plan);
  });
}

function checkUser(userId: string | null, facts: DestinationFacts): Verdict {
  if (userId === null) return null;
  const user = facts.users.find((each) => each.id === userId);
  if (!user) return "There is no such user in this monday account.";
  return isAssignable(user)
    ? null
    : `${user.name} cannot be assigned: only active users who are no viewers can.`;
}

function checkPerson(
  plan: Plan,
  edit: Extract<PlanEdit, { op: "person.action" }>,
  facts: DestinationFacts,
): Verdict {
  const person = plan.people.find((each) => each.key === edit.person);
  if (!person) return "The plan has no such person.";
  if (!person.choices.includes(edit.action)) return `${person.name} has no e-mail to be invited by.`;
  if (edit.action === "user" && edit.userId === null && person.match !== "matched") {
    return `Choose the monday user ${person.name} should be.`;
  }
  if (edit.action === "fallback" && edit.userId === null && plan.peopleDefault.fallbackUserId === null) {
    return "Choose the user who stands in.";
  }
  return checkUser(edit.userId, facts);
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
          : `"${board.title}" has no duplicates to decide about.`,
      );
    case "group.rename":
      return onBoard(plan, edit.board, (board) =>
        board.groups.some((group) => group.key === edit.group) ? null : `"${board.title}" has no such group.`,
      );
    case "column.include":
    case "column.rename":
    case "column.type":
    case "column.map":
    case "column.unit":
      return onColumn(plan, edit);
    case "update.include":
      return onBoard(plan, edit.board, (board) =>
        board.updates.some((update) => update.key === edit.update)
          ? null
          : `"${board.title}" has no such update.`,
      );
    case "person.action":
      return checkPerson(plan, edit, facts);
    case "people.default":
      if (edit.action === "fallback" && edit.fallbackUserId === null) return "Choose the user who stands in.";
      return checkUser(edit.fallbackUserId, facts);
    case "finding.accept":
      return checkAccept(plan, edit.finding);
    default:
      return assertNever(edit);
  }
}

function checkAccept(plan: Plan, id: string): Verdict {
  const finding = plan.findings.find((each) => each.id === id);
  if (!finding) return "This question is no longer there.";
  return finding.severity === "block" ? "This has to be solved first; it cannot be accepted." : null;
}

/** Whether every edit makes sense for the plan its author saw; the first that does not is named in plain words. */
export function checkEdits(plan: Plan, facts: DestinationFacts, edits: readonly PlanEdit[]): Result<void> {
  for (const edit of edits) {
    const problem = checkEdit(plan, facts, edit);
    if (problem !== null) {
      return err(
        toFailure("plan.impossible_edit", {
          message: `edit ${edit.op} does not fit the plan`,
          userMessage: problem,
          where: { op: edit.op, ...("board" in edit ? { board: edit.board } : {}) },
        }),
      );
    }
  }
  return ok(undefined);
}
