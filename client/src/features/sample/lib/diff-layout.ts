import type { DiffGroup, DiffRow } from "../../../lib/contract.ts";

/** The rows of one field, under a heading of their own. */
export interface PlacedGroup extends DiffGroup {
  /** Place of the heading in the list. */
  readonly at: number;
  /** Index of the first of its rows among all rows. */
  readonly firstRow: number;
}

export interface DiffLayout {
  readonly groups: readonly PlacedGroup[];
  /** Rows in the list. */
  readonly rows: number;
  /** Headings and rows: the places of the list. */
  readonly count: number;
}

export type DiffEntry =
  | { readonly kind: "group"; readonly group: PlacedGroup }
  | { readonly kind: "row"; readonly row: DiffRow; readonly index: number }
  /** Known to exist, not loaded. */
  | { readonly kind: "pending"; readonly index: number };

/** The row at an index among all rows; undefined while it is not loaded. */
export type RowAt = (index: number) => DiffRow | undefined;

/** Lays a heading before the rows of each field; at most so many rows. */
export function toLayout(groups: readonly DiffGroup[], most: number): DiffLayout {
  const placed: PlacedGroup[] = [];
  let rows = 0;
  for (const group of groups) {
    const count = Math.min(group.count, most - rows);
    if (count <= 0) continue;
    placed.push({ ...group, count, at: rows + placed.length, firstRow: rows });
    rows += count;
  }
  return { groups: placed, rows, count: rows + placed.length };
}

/** Headings at places before this one. */
function headingsBefore(groups: readonly PlacedGroup[], place: number): number {
  let low = 0;
  let high = groups.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((groups[middle]?.at ?? Number.POSITIVE_INFINITY) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The field that the entry at this place belongs to; null in an empty list. */
export function groupAt({ groups }: DiffLayout, place: number): PlacedGroup | null {
  return groups[headingsBefore(groups, place + 1) - 1] ?? null;
}

/** What stands at one place of the list. */
export function entryAt({ groups }: DiffLayout, rowAt: RowAt, place: number): DiffEntry {
  const before = headingsBefore(groups, place);
  const group = groups[before];
  if (group?.at === place) return { kind: "group", group };
  const index = place - before;
  const row = rowAt(index);
  return row === undefined ? { kind: "pending", index } : { kind: "row", row, index };
}

/** First and last row, by index, between two places; the last is before the first when there are headings only. */
export function rowsBetween(
  { groups }: DiffLayout,
  from: number,
  to: number,
): { first: number; last: number } {
  return { first: from - headingsBefore(groups, from), last: to - headingsBefore(groups, to + 1) };
}

/**
 * True when the row's field is a column of the plan and so has a mapping to look at. Rows of fields without a column,
 * updates and whole records have a colon in their key.
 */
export function hasMapping({ column }: Pick<DiffRow, "column">): boolean {
  return column !== "name" && !column.includes(":");
}

/** True for values of a source field the plan has no column for. */
export function isWithoutColumn({ column }: Pick<DiffRow, "column">): boolean {
  return column.startsWith("field:");
}

/** True for lines that tell of a whole record which has no item of its own. */
export function isWholeRecord({ column }: Pick<DiffRow, "column">): boolean {
  return column.startsWith("record:");
}
