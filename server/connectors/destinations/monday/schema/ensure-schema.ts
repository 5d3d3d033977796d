import type { Plan, PlanBoard } from "../../../../contract/plan.ts";
import { ok, type Result } from "../../../../contract/result.ts";
import type { SchemaHooks, SchemaObject } from "../../../types.ts";
import { readShapes } from "./board-shape.ts";
import { ensureBoards, followBoardTitle } from "./boards.ts";
import { ensureColumns } from "./columns.ts";
import { ensureGroups } from "./groups.ts";
import { createSchemaWork, type SchemaWork } from "./work.ts";
import { ensureWorkspace } from "./workspace.ts";

/**
 * Makes what a plan needs and is not there yet: workspace, boards, groups, columns; what was made for an earlier plan
 * follows it with title, labels and connected boards. Safe to run again after a stop
 * at any point: every object is saved before the next is made, and an object made but not saved is recognised by
 * its mark, id or title. Boards come before columns, because connect columns need the boards they point to.
 */
export async function ensureSchema(
  deps: Pick<SchemaWork, "client" | "crmProductId" | "columnIds">,
  plan: Plan,
  hooks: SchemaHooks,
  signal: AbortSignal,
): Promise<Result<readonly SchemaObject[]>> {
  const boards = plan.boards.filter(({ include }) => include);
  const work = createSchemaWork(deps, plan, hooks, { total: countObjects(boards), signal });
  const workspace = await ensureWorkspace(work);
  if (!workspace.ok) return workspace;
  const made = await ensureBoards(work, boards, workspace.value);
  if (!made.ok) return made;
  const ids = made.value;
  const shapes = await readShapes(work, boards, ids);
  if (!shapes.ok) return shapes;
  const linked = (boardKey: string) =>
    boards
      .filter((board) => board.key === boardKey || board.part?.of === boardKey)
      .flatMap(({ key }) => ids.get(key) ?? []);
  for (const board of boards) {
    const shape = shapes.value.get(board.key);
    const boardId = ids.get(board.key);
    if (!shape || boardId === undefined) continue;
    const place = {
      boardId,
      shape,
      untouched: board.target.mode === "create" && !work.hasParts(board.key),
      linked,
    };
    const titled = await followBoardTitle(work, board, place);
    if (!titled.ok) return titled;
    const groups = await ensureGroups(work, board, place);
    if (!groups.ok) return groups;
    const columns = await ensureColumns(work, board, place);
    if (!columns.ok) return columns;
  }
  return ok(work.objects());
}

/** Workspace, boards with their mark, groups, columns, and the far sides of those that are two-way. */
function countObjects(boards: readonly PlanBoard[]): number {
  return boards.reduce((sum, board) => {
    const columns = board.columns.filter(({ include }) => include);
    const farSides = columns.filter(({ existing, link }) => link?.twoWay && !existing);
    return sum + 2 + board.groups.length + columns.length + farSides.length;
  }, 1);
}
