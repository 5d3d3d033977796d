import type { Plan, PlanBoard, PlanColumn } from "../../contract/plan.ts";
import { toColumnId } from "../planning/column-id.ts";
import { testPrefix } from "./test-prefix.ts";

/** Name of the workspace a test lands in; it tells which one it stands for. */
export function testWorkspaceName(plan: Pick<Plan, "workspace">): string {
  return `Portage test: ${plan.workspace.name}`;
}

/**
 * The same plan in a workspace of its own: boards under other keys, all of them made new, so that neither the real
 * boards nor what is known of them is touched. What the records look like is the same, and so is the hash: it tells
 * which plan was tested.
 */
export function toTestPlan(plan: Plan): Plan {
  return {
    ...plan,
    workspace: { id: null, name: testWorkspaceName(plan) },
    boards: plan.boards.map(toTestBoard),
  };
}

/** Key of a board in the test workspace. */
export function toTestKey(board: string): string {
  return `${testPrefix}${board}`;
}

/** Key of the board of the plan that a board of the test workspace stands for; others are returned as they are. */
export function fromTestKey(board: string): string {
  return board.startsWith(testPrefix) ? board.slice(testPrefix.length) : board;
}

function toTestBoard(board: PlanBoard): PlanBoard {
  return {
    ...board,
    key: toTestKey(board.key),
    target: { mode: "create" },
    part: board.part && { ...board.part, of: toTestKey(board.part.of) },
    columns: board.columns.map(toTestColumn),
    dependsOn: board.dependsOn.map(toTestKey),
  };
}

/** A column of the customer's board becomes one of ours with the id ours would have. */
function toTestColumn(column: PlanColumn): PlanColumn {
  const link = column.link && { ...column.link, board: toTestKey(column.link.board) };
  return column.existing
    ? { ...column, existing: false, columnId: toColumnId(column.key), link }
    : { ...column, link };
}
