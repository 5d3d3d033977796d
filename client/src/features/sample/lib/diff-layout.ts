import type { DiffRow } from "../../../lib/contract.ts";

/** The rows of one field, under a heading of their own. */
export interface DiffGroup {
  /** Place of the heading in the list. */
  readonly at: number;
  /** Index of the first of its rows among all rows. */
  readonly firstRow: number;
  readonly board: string;
  readonly boardTitle: string;
  readonly column: string;
  readonly columnTitle: string;
}

export interface DiffLayout {
  readonly rows: readonly DiffRow[];
  readonly groups: readonly DiffGroup[];
  /** Headings, loaded rows and rows still to come. */
  readonly count: number;
}

export type DiffEntry =
  | { readonly kind: "group"; readonly group: DiffGroup }
  | { readonly kind: "row"; readonly row: DiffRow; readonly index: number }
  /** Known to exist, not loaded yet. */
  | { readonly kind: "pending"; readonly index: number };

/** Lays a heading before the first row of each field. Rows come grouped from the server. */
export function toLayout(rows: readonly DiffRow[], total: number): DiffLayout {
  const groups: DiffGroup[] = [];
  let before: DiffRow | null = null;
  rows.forEach((row, index) => {
    if (before === null || row.board !== before.board || row.column !== before.column) {
      const { board, boardTitle, column, columnTitle } = row;
      groups.push({ at: index + groups.length, firstRow: index, board, boardTitle, column, columnTitle });
    }
    before = row;
  });
  return { rows, groups, count: Math.max(rows.length, total) + groups.length };
}

/** Ordinal of the last group whose heading is at or before this place; -1 before the first. */
function groupIndexAt(groups: readonly DiffGroup[], place: number): number {
  let low = 0;
  let high = groups.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((groups[middle]?.at ?? Number.POSITIVE_INFINITY) <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The field that the entry at this place belongs to; null while nothing is loaded. */
export function groupAt({ groups }: DiffLayout, place: number): DiffGroup | null {
  return groups[groupIndexAt(groups, place)] ?? null;
}

/** What stands at one place of the list. */
export function entryAt({ rows, groups }: DiffLayout, place: number): DiffEntry {
  const ordinal = groupIndexAt(groups, place);
  const group = groups[ordinal];
  if (group?.at === place) return { kind: "group", group };
  const index = place - ordinal - 1;
  const row = rows[index];
  return row === undefined ? { kind: "pending", index } : { kind: "row", row, index };
}

/** True when the entries up to this place need rows that have not been loaded, or soon will. */
export function needsMore({ rows, groups }: DiffLayout, lastPlace: number, ahead: number): boolean {
  return lastPlace - groups.length + ahead >= rows.length;
}

/**
 * True when the row's field is a column of the plan and so has a mapping to look at. Rows of fields without a column,
 * updates and whole records have a colon in their key.
 */
export function hasMapping({ column }: Pick<DiffRow, "column">): boolean {
  return column !== "name" && !column.includes(":");
}
