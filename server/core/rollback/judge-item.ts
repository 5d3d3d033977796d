import type { LeaveReason } from "../../contract/rollback.ts";
import type { TypedValue } from "../../contract/values.ts";
import type { ExistingCell } from "../mapping/fill-empty.ts";
import { compareCell } from "../verify/compare-cell.ts";
import { type Cells, givenTo, isOursToRemove, type LandedItem } from "./landed-item.ts";
import { isFilled, isSameCell } from "./same-cell.ts";
import {
  filledCells,
  linksWritten,
  type SeenItem,
  type SeenUpdate,
  type Surroundings,
} from "./surroundings.ts";

/** Why something stays. */
export interface Leaving {
  readonly code: LeaveReason;
  readonly reason: string;
}

/** What a rollback does with one item. */
export type ItemDecision =
  /** It is not in the destination any more. */
  | { readonly kind: "gone" }
  /** `lost`: what a person did to it and loses with it; null when nobody touched it. */
  | { readonly kind: "remove"; readonly lost: Leaving | null }
  /** Ours, and a person has touched it since. */
  | ({ readonly kind: "leave" } & Leaving)
  /** The item stays: these cells become what they were, these comments of ours go. */
  | {
      readonly kind: "restore";
      readonly cells: Cells;
      readonly updates: readonly { readonly id: string; readonly externalId: string }[];
      /** Cells and comments of ours that stay because a person has been at them; null when there are none. */
      readonly left: Leaving | null;
    };

export interface JudgedWith {
  /** Null when the destination has no such item. */
  readonly seen: SeenItem | null;
  readonly updates: readonly SeenUpdate[];
  readonly around: Surroundings;
  readonly includeTouched: boolean;
}

/** Decides from what Portage wrote, what was there before, and what is there now. */
export function judgeItem(item: LandedItem, input: JudgedWith): ItemDecision {
  const { seen } = input;
  if (seen === null) return { kind: "gone" };
  if (!isOursToRemove(item)) return judgeKept(item, { ...input, seen });
  const touch = findTouch(item, { ...input, seen });
  if (touch === null || input.includeTouched) return { kind: "remove", lost: touch };
  return { kind: "leave", ...touch };
}

type Judged = JudgedWith & { readonly seen: SeenItem };

/** The first sign that somebody but this migration has been at the item; null when there is none. */
function findTouch(item: LandedItem, input: Judged): Leaving | null {
  return findMove(item, input) ?? findEdit(item, input) ?? findComment(item, input);
}

function findMove(item: LandedItem, { seen, around }: Judged): Leaving | null {
  const { groupId } = givenTo(item);
  if (seen.boardId !== around.boardId) {
    return { code: "moved_item", reason: "It was moved to another board." };
  }
  if (groupId !== null && seen.groupId !== groupId) {
    return { code: "moved_item", reason: "It was moved to another group." };
  }
  return null;
}

function findEdit(item: LandedItem, input: Judged): Leaving | null {
  const { seen, around } = input;
  const given = givenTo(item);
  if (item.rows.some(({ foreign }) => foreign)) {
    return { code: "touched_item", reason: "Another migration has brought a record to it." };
  }
  if (given.name !== null && clean(given.name) !== clean(seen.name)) {
    return { code: "touched_item", reason: "Its name was changed." };
  }
  for (const [columnId, { value }] of given.cells) {
    const column = around.columns.get(columnId);
    if (!column || isAsWritten(value, seen.cells[columnId], { columnId, item, input })) continue;
    return value?.kind === "relation_items"
      ? { code: "linked_by_person", reason: `Its links in “${column.title}” were changed.` }
      : { code: "touched_item", reason: `“${column.title}” was changed.` };
  }
  for (const [columnId, cell] of filledCells(seen, around)) {
    if (given.cells.has(columnId) || around.unjudged.has(columnId) || around.replaced.has(columnId)) continue;
    const title = around.columns.get(columnId)?.title ?? columnId;
    if (cell.linkedItemIds === undefined || cell.linkedItemIds.length === 0) {
      return { code: "touched_item", reason: `“${title}” was filled.` };
    }
    if (!cell.linkedItemIds.every((id) => around.leadsTo(id, seen.id))) {
      return { code: "linked_by_person", reason: `It was linked to another item in “${title}”.` };
    }
  }
  return null;
}

/** Links that ended with the item they led to are nobody's change, nor is the other side of a link of ours. */
function isAsWritten(
  value: TypedValue | null,
  today: ExistingCell | undefined,
  at: { columnId: string; item: LandedItem; input: Judged },
): boolean {
  const { around, seen } = at.input;
  if (value?.kind === "relation_items") {
    const linked = today?.linkedItemIds ?? [];
    const dropped = givenTo(at.item).dropped.has(at.columnId);
    return (
      linked.every((id) => value.itemIds.includes(id) || around.leadsTo(id, seen.id)) &&
      value.itemIds.every((id) => linked.includes(id) || dropped || !around.isAlive(id))
    );
  }
  if (compareCell(value, today) === "same") return true;
  return givenTo(at.item).dropped.has(at.columnId) && !isFilled(today);
}

function findComment(item: LandedItem, { updates }: Judged): Leaving | null {
  const ours = ownUpdates(item, () => true);
  if (updates.some(({ externalId }) => externalId === null || !ours.has(externalId))) {
    return { code: "commented_item", reason: "Somebody has written an update on it." };
  }
  return updates.some(({ replies }) => replies > 0)
    ? { code: "commented_item", reason: "Somebody has answered an update on it." }
    : null;
}

function ownUpdates(item: LandedItem, isMeant: (row: LandedItem["rows"][number]) => boolean): Set<string> {
  const rows = item.rows.filter((row) => row.kind === "update" && !row.foreign && isMeant(row));
  return new Set(rows.map(({ externalId }) => externalId));
}

/** The item was there before, or its own record is not taken back: only what the rows in scope added goes. */
function judgeKept(item: LandedItem, input: Judged): ItemDecision {
  const { cells, kept } = judgeCells(item, input);
  const ours = ownUpdates(item, ({ inScope }) => inScope);
  const updates: { id: string; externalId: string }[] = [];
  let answered = 0;
  for (const { id, externalId, replies } of input.updates) {
    if (externalId === null || !ours.has(externalId)) continue;
    if (replies > 0 && !input.includeTouched) answered += 1;
    else updates.push({ id, externalId });
  }
  return { kind: "restore", cells, updates, left: toLeft(kept, answered) };
}

function judgeCells(item: LandedItem, input: Judged): { cells: Cells; kept: readonly string[] } {
  const { seen, around, includeTouched } = input;
  const before = imagesBefore(item);
  const cells: Record<string, ExistingCell> = {};
  const kept: string[] = [];
  for (const [columnId, { value, row }] of givenTo(item).cells) {
    const column = around.columns.get(columnId);
    const today = seen.cells[columnId];
    // A later record that is not taken back holds the cell; a column that is gone holds nothing.
    if (!row.inScope || !column) continue;
    const image = withoutDead(before[columnId] ?? emptyCell, around);
    if (isSameCell(today, image)) continue;
    if (includeTouched || isStillOurs(value, today, { columnId, item, input })) cells[columnId] = image;
    else kept.push(column.title);
  }
  for (const columnId of around.replaced) if (isFilled(seen.cells[columnId])) cells[columnId] = emptyCell;
  return { cells, kept };
}

function isStillOurs(
  value: TypedValue | null,
  today: ExistingCell | undefined,
  at: { columnId: string; item: LandedItem; input: Judged },
): boolean {
  const linked = today?.linkedItemIds ?? [];
  // Fewer links than written: some ended with the items they led to, or a person took them; the rest is ours.
  if (value?.kind === "relation_items") return linked.every((id) => linksWritten(value).includes(id));
  return isAsWritten(value, today, at);
}

/** No link leads to an item again that is gone. */
function withoutDead(image: ExistingCell, around: Surroundings): ExistingCell {
  const { linkedItemIds } = image;
  return linkedItemIds ? { ...image, linkedItemIds: linkedItemIds.filter(around.isAlive) } : image;
}

const emptyCell: ExistingCell = { text: null, value: null };

/** Cells before the first row in scope wrote them. */
function imagesBefore(item: LandedItem): Cells {
  const images: Record<string, ExistingCell> = {};
  for (const row of item.rows) {
    if (!row.inScope) continue;
    for (const columnId of Object.keys(row.values)) {
      images[columnId] ??= row.before[columnId] ?? emptyCell;
    }
  }
  return images;
}

function toLeft(kept: readonly string[], answered: number): Leaving | null {
  if (kept.length > 0) {
    const titles = kept.map((title) => `“${title}”`).join(", ");
    return { code: "touched_cell", reason: `${titles}: changed since, left as it is.` };
  }
  if (answered === 0) return null;
  return { code: "commented_item", reason: "Somebody has answered an update of Portage; it stays." };
}

function clean(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}
