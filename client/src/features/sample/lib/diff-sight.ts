/** Pages of rows, first and last. */
export interface Sight {
  readonly from: number;
  readonly to: number;
}

/** The pages that hold these rows. */
export function toSight(rows: { readonly first: number; readonly last: number }, pageRows: number): Sight {
  const page = (row: number): number => Math.floor(Math.max(0, row) / pageRows);
  return { from: page(rows.first), to: page(Math.max(rows.first, rows.last)) };
}

/** True when one gets from one to the other by scrolling on; false for a jump. */
export function isNear(before: Sight, after: Sight): boolean {
  return after.from <= before.to + 1 && after.to >= before.from - 1;
}

/** Pages to have: those in sight first, then the neighbours one scrolls to next. */
export function toPages({ from, to }: Sight, pageCount: number): readonly number[] {
  const inSight = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return [...inSight, to + 1, from - 1].filter((page) => page >= 0 && page < pageCount);
}
