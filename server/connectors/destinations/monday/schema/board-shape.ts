import { z } from "zod";
import { toFailure } from "../../../../contract/errors.ts";
import type { PlanBoard } from "../../../../contract/plan.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import { isTestKey } from "../../../../core/sampling/test-prefix.ts";
import { columnSchema, groupSchema, presentColumns, presentGroups } from "../api/board-parts.ts";
import { boardShapesDocument } from "../api/documents.ts";
import { IDS_PER_QUERY } from "../limits.ts";
import type { SchemaWork } from "./work.ts";

export const columnShapeSchema = columnSchema.extend({
  description: z.string().nullish(),
  /** Must be named when the column's settings are changed. */
  revision: z.string().nullish(),
});
export type ColumnShape = z.infer<typeof columnShapeSchema>;
export type GroupShape = z.infer<typeof groupSchema>;

const boardSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  state: z.string(),
  columns: z.array(columnShapeSchema.nullable()).nullish(),
  groups: z.array(groupSchema.nullable()).nullish(),
});
const shapesSchema = z.looseObject({ boards: z.array(boardSchema.nullable()).nullable() });

/** What a board has now. */
export interface BoardShape {
  readonly title: string;
  readonly columns: readonly ColumnShape[];
  readonly groups: readonly GroupShape[];
}

/** Reads every board of the plan back; one that was deleted or archived meanwhile stops the run with its name. */
export async function readShapes(
  work: SchemaWork,
  boards: readonly PlanBoard[],
  ids: ReadonlyMap<string, string>,
): Promise<Result<ReadonlyMap<string, BoardShape>>> {
  const shapes = new Map<string, BoardShape>();
  for (let at = 0; at < boards.length; at += IDS_PER_QUERY) {
    const chunk = boards.slice(at, at + IDS_PER_QUERY);
    const variables = { ids: chunk.map(({ key }) => ids.get(key)), limit: IDS_PER_QUERY };
    const call = { document: boardShapesDocument, variables, signal: work.signal };
    const read = await work.client.query(call, shapesSchema);
    if (!read.ok) return read;
    const byId = new Map(
      (read.value.boards ?? []).flatMap((board) => (board ? [[board.id, board] as const] : [])),
    );
    for (const board of chunk) {
      const boardId = ids.get(board.key) ?? "";
      const found = byId.get(boardId);
      if (found?.state !== "active") return err(boardGone(board, boardId));
      shapes.set(board.key, {
        title: found.name,
        columns: presentColumns(found.columns),
        groups: presentGroups(found.groups),
      });
    }
  }
  return ok(shapes);
}

function boardGone(board: PlanBoard, boardId: string) {
  return toFailure("monday.board_missing", {
    message: "A board of the plan is deleted, archived or out of reach",
    userMessage: `The board "${board.title}" was deleted or archived in monday.`,
    ...(isTestKey(board.key)
      ? { remedy: "Remove the test workspace in Portage, then run the sample again." }
      : {}),
    where: { board: board.key, boardId },
  });
}
