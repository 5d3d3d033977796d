import type { PlanColumn } from "../../../../contract/plan.ts";
import type { ColumnShape } from "./board-shape.ts";
import { connectedBoards, labelsOf } from "./column-settings.ts";

/** A column Portage wants on a board: one of the plan, or the one that holds the external id. */
export type WantedColumn = Pick<
  PlanColumn,
  "key" | "columnId" | "title" | "type" | "labels" | "unit" | "link"
>;

/** A column that is there already may be used when it is ours, or when it is the same thing under the same name. */
export function suits(
  column: WantedColumn,
  present: ColumnShape,
  linked: readonly string[],
  ours: boolean,
): boolean {
  const sameName = present.title.trim().toLowerCase() === column.title.trim().toLowerCase();
  return present.type === column.type && (ours || sameName) && misfit(column, present, linked) === null;
}

/** What a column lacks of what the plan asks for; null when nothing. */
export function misfit(column: WantedColumn, present: ColumnShape, linked: readonly string[]): string | null {
  if (column.type === "status" || column.type === "dropdown") {
    const labels = new Set(labelsOf(present.settings));
    return column.labels.every(({ label }) => labels.has(label)) ? null : "labels";
  }
  if (column.type !== "board_relation") return null;
  const boards = new Set(connectedBoards(present.settings));
  return linked.every((id) => boards.has(id)) ? null : "connected boards";
}
