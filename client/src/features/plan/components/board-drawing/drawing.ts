import type { PlanBoard, PlanColumn, PlanGroup, SampleRow } from "../../../../lib/contract.ts";

/** A group with the sample rows that land in it. */
export interface DrawnGroup {
  readonly group: PlanGroup;
  readonly rows: readonly SampleRow[];
}

/** monday's colour of a new board's only group. */
const soleGroupColor = "#579bfc";
const maxSampleRows = 5;

/** Groups in the plan's order; a board without groups of its own has one, named after the board. */
export function toDrawnGroups(board: PlanBoard): DrawnGroup[] {
  const sample = board.sample.slice(0, maxSampleRows);
  if (board.groups.length === 0) {
    const group = { key: "", title: board.title, color: soleGroupColor, count: board.items };
    return [{ group, rows: sample }];
  }
  const known = new Set(board.groups.map((group) => group.key));
  return board.groups.map((group, index) => ({
    group,
    rows: sample.filter((row) => (known.has(row.group) ? row.group === group.key : index === 0)),
  }));
}

/** Columns that will be on the board, without the one that carries the source's id: it is drawn last. */
export function toDrawnColumns(board: PlanBoard): PlanColumn[] {
  return board.columns.filter((column) => column.include && column.columnId !== board.externalIdColumnId);
}

/** Columns the admin or the plan left out. */
export function toLeftOutColumns(board: PlanBoard): PlanColumn[] {
  return board.columns.filter((column) => !column.include && column.columnId !== board.externalIdColumnId);
}
