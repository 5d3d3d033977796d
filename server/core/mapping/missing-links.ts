import type { PlanBoard } from "../../contract/plan.ts";
import type { RecordNote } from "../../contract/records.ts";
import type { TypedValue } from "../../contract/values.ts";

/** Key of the text column that names records a link could not reach. */
export const missingLinksKey = "missing_links";

export interface MissingLink {
  readonly columnKey: string;
  /** External id that has no item. */
  readonly ref: string;
}

/**
 * What the record gets for links that found no item: a note each, and their source ids in the board's
 * "Missing links" column when it has one. The item itself is written without these links.
 */
export function missingLinkCells(
  board: PlanBoard,
  missing: readonly MissingLink[],
): { readonly values: Readonly<Record<string, TypedValue>>; readonly notes: readonly RecordNote[] } {
  const titles = new Map(board.columns.map((column) => [column.key, column.title]));
  const notes = missing.map((link) => ({
    code: "link_missing",
    column: link.columnKey,
    text: `${titles.get(link.columnKey) ?? link.columnKey}: ${link.ref} has no item to link to.`,
  }));
  const column = board.columns.find((each) => each.key === missingLinksKey && each.include);
  if (!column || missing.length === 0) return { values: {}, notes };
  const text = missing
    .map((link) => `${titles.get(link.columnKey) ?? link.columnKey}: ${link.ref}`)
    .join(", ");
  return { values: { [column.columnId]: { kind: "text", text } }, notes };
}
