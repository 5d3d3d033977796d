import type { Plan, PlanBoard, PlanColumn, PlanEdit } from "../../contract/plan.ts";
import { assertNever } from "../../contract/result.ts";
import { statusLabelMax } from "../mapping/limits.ts";
import { lookAgain, refuse, type Verdict } from "./edit-verdict.ts";

export type ColumnEdit = Extract<PlanEdit, { column: string }>;

/** Whether one column of the board can be changed like that. */
export function checkColumn(plan: Plan, board: PlanBoard, edit: ColumnEdit): Verdict {
  const column = board.columns.find((each) => each.key === edit.column);
  if (!column) return refuse(`"${board.title}" has no column "${edit.column}".`, lookAgain);
  switch (edit.op) {
    case "column.include":
      return includeColumn(board, column, edit.include, plan);
    case "column.rename":
      return column.existing
        ? refuse(
            `"${column.title}" is a column of your own board; Portage does not rename it.`,
            "Rename it in monday if you want another name.",
          )
        : null;
    case "column.type":
      return typeColumn(column, edit.type);
    case "column.map":
      return mapColumn(column, edit.label);
    case "column.unit":
      return column.type === "numbers"
        ? null
        : refuse(
            `"${column.title}" is no numbers column and has no unit.`,
            "Make it a numbers column first, if its values allow it.",
          );
    default:
      return assertNever(edit);
  }
}

function includeColumn(board: PlanBoard, column: PlanColumn, include: boolean, plan: Plan): Verdict {
  if (!include) {
    return column.conversion === "email_key"
      ? refuse(
          `"${board.title}" is matched by e-mail, so this column is needed.`,
          "Leave the whole board out, or have its records land on a new board.",
        )
      : null;
  }
  if (column.type !== "board_relation") return null;
  const target = plan.boards.find((each) => each.key === column.link?.board);
  if (target?.include) return null;
  const title = target?.title ?? column.link?.board;
  return refuse(`"${column.title}" connects to a board that is left out.`, `Include "${title}" first.`);
}

function typeColumn(column: PlanColumn, type: PlanColumn["type"]): Verdict {
  if (column.existing) {
    return refuse(
      `"${column.title}" is a column of your own board; its type is never changed.`,
      "Leave this column out, or have the records land on a new board.",
    );
  }
  if (column.choices.some((choice) => choice.type === type)) return null;
  const sentence = `"${column.title}" cannot be a ${type.replaceAll("_", " ")} column`;
  return type === "status"
    ? refuse(
        `${sentence}: its values are more, or longer, than the labels monday takes.`,
        "Choose a dropdown, or one of the other types its card offers.",
      )
    : refuse(`${sentence}: not all of its values fit.`, "Choose one of the types its card offers.");
}

function mapColumn(column: PlanColumn, label: string | null): Verdict {
  if (column.labels.length === 0 && column.conversion !== "label" && column.conversion !== "tags") {
    return refuse(
      `"${column.title}" has no labels to map.`,
      "Make it a status or dropdown column first, if its card offers that.",
    );
  }
  if (label !== null && column.type === "status" && label.length > statusLabelMax) {
    return refuse(`A status label has at most ${statusLabelMax} characters.`, "Choose a shorter label.");
  }
  return null;
}
