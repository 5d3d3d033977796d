import type { TypedValue } from "../../contract/values.ts";
import { isSameValue } from "../mapping/changed-cells.ts";
import type { ExistingCell } from "../mapping/fill-empty.ts";
import { compareCell } from "../verify/compare-cell.ts";

/** The three sides of a cell; null is an empty cell. */
export interface CellSides {
  /** As it was written last. */
  readonly base: TypedValue | null;
  readonly source: TypedValue | null;
  /** As read back just now. */
  readonly monday: ExistingCell | undefined;
}

/**
 * write: only the source has changed. same: nobody has. leave: only monday has. take_over: both have, to the same.
 * conflict: both have, differently.
 */
export type CellMerge = "write" | "same" | "leave" | "take_over" | "conflict";

/** Decides one cell so that no edit of a person is ever overwritten unasked. */
export function mergeCell({ base, source, monday }: CellSides): CellMerge {
  const isUntouched = compareCell(base, monday) === "same";
  if (isSameValue(base, source)) return isUntouched ? "same" : "leave";
  if (compareCell(source, monday) === "same") return "take_over";
  return isUntouched ? "write" : "conflict";
}

/** The name of an item, decided like any cell. */
export function mergeName(input: { base: string; source: string; monday: string }): CellMerge {
  return mergeCell({
    base: { kind: "text", text: input.base },
    source: { kind: "text", text: input.source },
    monday: { text: input.monday, value: null },
  });
}
