import type { TypedValue } from "../../contract/values.ts";
import type { ExistingCell } from "../mapping/fill-empty.ts";
import { givenTo, type LandedItem } from "./landed-item.ts";
import { isFilled } from "./same-cell.ts";

/** An item as the destination shows it now, all its columns. */
export interface SeenItem {
  readonly id: string;
  readonly boardId: string;
  readonly name: string;
  readonly groupId: string | null;
  readonly cells: Readonly<Record<string, ExistingCell>>;
}

/** A comment of an item. */
export interface SeenUpdate {
  readonly id: string;
  /** Of the record it was written for; null when it is somebody else's. */
  readonly externalId: string | null;
  readonly replies: number;
}

/** What has to be known besides an item to tell a person's work from ours. */
export interface Surroundings {
  /** Board the item was put on. */
  readonly boardId: string;
  /** Columns of the board by id; a cell of any other column is not looked at. */
  readonly columns: ReadonlyMap<string, { readonly title: string; readonly type: string }>;
  /** Columns Portage fills by itself besides the mapping: the source id, the mark of the sample. */
  readonly unjudged: ReadonlySet<string>;
  /** Columns of ours that others have replaced, where the item still shows what Portage wrote. */
  readonly replaced: ReadonlySet<string>;
  /** True when Portage wrote a link on item `from` that leads to item `to`. */
  leadsTo(from: string, to: string): boolean;
  /** False for an item that is deleted, so that its links ended with it. */
  isAlive(itemId: string): boolean;
}

/** Columns that monday fills by itself; nobody has put anything there. */
const selfFilled = new Set([
  "name",
  "creation_log",
  "last_updated",
  "pulse_log",
  "pulse_updated",
  "pulse_id",
  "item_id",
  "auto_number",
  "formula",
  "mirror",
  "lookup",
  "button",
  "progress",
  "columns_battery",
]);

/** True for columns whose cells a person or Portage fills. */
export function isFillable(type: string): boolean {
  return !selfFilled.has(type);
}

/** Items a verdict on this item depends on: links nobody wrote here, and links that are not there any more. */
export function askedLinks(
  item: LandedItem,
  seen: SeenItem,
): { readonly unexplained: readonly string[]; readonly missing: readonly string[] } {
  const { cells } = givenTo(item);
  const unexplained = new Set<string>();
  const missing = new Set<string>();
  for (const [columnId, cell] of Object.entries(seen.cells)) {
    const written = linksWritten(cells.get(columnId)?.value ?? null);
    for (const id of cell.linkedItemIds ?? []) if (!written.includes(id)) unexplained.add(id);
  }
  for (const [columnId, { value }] of cells) {
    const today = seen.cells[columnId]?.linkedItemIds ?? [];
    for (const id of linksWritten(value)) if (!today.includes(id)) missing.add(id);
  }
  return { unexplained: [...unexplained], missing: [...missing] };
}

/** Items that cells led to before the rows that are taken back wrote them. */
export function linksBefore({ rows }: LandedItem): readonly string[] {
  return rows.flatMap(({ inScope, before }) =>
    inScope ? Object.values(before).flatMap(({ linkedItemIds }) => linkedItemIds ?? []) : [],
  );
}

/** Items a written value links to. */
export function linksWritten(value: TypedValue | null): readonly string[] {
  return value?.kind === "relation_items" ? value.itemIds : [];
}

/** Cells with something in them in columns that are filled by hand or by Portage. */
export function filledCells(
  seen: SeenItem,
  around: Surroundings,
): readonly (readonly [columnId: string, cell: ExistingCell])[] {
  return Object.entries(seen.cells).filter(([columnId, cell]) => {
    const column = around.columns.get(columnId);
    return column !== undefined && isFillable(column.type) && isFilled(cell);
  });
}
