import type { ReadItem } from "../../connectors/types.ts";
import type { RecordNote } from "../../contract/records.ts";
import type { TypedValue } from "../../contract/values.ts";
import { withoutEnded } from "../../core/delta/ended-links.ts";
import { mergeCell, mergeName } from "../../core/delta/merge-cell.ts";
import { readValue } from "../../core/delta/read-value.ts";
import type { ExistingCell } from "../../core/mapping/fill-empty.ts";
import type { ConflictRow } from "../../store/store.ts";
import { conflictId, nameKey } from "../delta/conflict-body.ts";
import { judgeConflict } from "../delta/judge-conflict.ts";
import type { BoardJob } from "./board-job.ts";
import { droppedNoteCode } from "./done-write.ts";
import { findEndedLinks } from "./ended-links.ts";
import { complete, keptNoteCode, readNow } from "./existing-items.ts";
import { type Cells, cellsOf, type Difference } from "./find-changes.ts";

/** A field that was changed on both sides and waits for a person. */
export interface FieldConflict {
  readonly columnKey: string;
  /** Null for the name of the item. */
  readonly columnId: string | null;
  readonly base: TypedValue | null;
  readonly source: TypedValue | null;
  readonly monday: ExistingCell;
  /** Asked before with other contents: asked anew. */
  readonly isAskedAnew: boolean;
}

/** What becomes of a record that asks for something else. */
export interface Change extends Omit<Difference, "rename" | "values"> {
  /** To write: the new name, and cells by column id; null clears. */
  readonly rename: string | null;
  readonly values: Cells;
  /** The same as what monday holds already: known as written from now on. */
  readonly acceptedName: string | null;
  readonly accepted: Cells;
  /** Columns (ids, or the name's key) that are there because this run wrote them before it was interrupted. */
  readonly arrived: ReadonlySet<string>;
  readonly conflicts: readonly FieldConflict[];
  /** Conflicts that are no longer true or have been carried out. */
  readonly settled: readonly string[];
  /** Values and cells as they were, of everything in `values` and of what had arrived. */
  readonly was: Cells;
  readonly cells: Readonly<Record<string, ExistingCell>>;
  /** The before-image of a customer's item when it grows by this change. */
  readonly before: string | null;
}

/** What was on its way when the run was interrupted: columns by external id. */
export type Sending = Readonly<Record<string, readonly string[]>>;

export interface MergeGround {
  /** Ids of columns that were removed and made anew: what they held is gone. */
  readonly madeAnew: ReadonlySet<string>;
  readonly sending: Sending;
}

interface MergedWith extends MergeGround {
  /** Items that were linked to and are gone: their links ended with them, which is nobody's edit. */
  readonly ended: ReadonlySet<string>;
}

/** Reads the cells concerned and decides each of them: only what the source alone has changed is written. */
export async function mergeChanges(
  job: BoardJob,
  differences: readonly Difference[],
  ground: MergeGround,
): Promise<readonly Change[]> {
  const asking = differences.filter(asks);
  const columnIds = new Set(asking.flatMap(({ values }) => Object.keys(values)));
  const items = await readNow(job, {
    itemIds: [...new Set(asking.map(({ itemId }) => itemId))],
    columnIds: [...columnIds],
  });
  const ended = await findEndedLinks(job, asking, items);
  return differences.map((difference) =>
    merge(job, difference, items.get(difference.itemId), { ...ground, ended }),
  );
}

function asks({ rename, values }: Difference): boolean {
  return rename !== null || Object.keys(values).length > 0;
}

function merge(
  job: BoardJob,
  difference: Difference,
  item: ReadItem | undefined,
  ground: MergedWith,
): Change {
  const draft = createDraft(job, difference, ground);
  const fresh = newCells(difference);
  const filled = item && Object.keys(fresh).length > 0 ? complete(job, fresh, item.values) : null;
  for (const [columnId, source] of Object.entries(difference.values)) {
    if (columnId in fresh) continue;
    if (item) draft.cell(columnId, source, item.values[columnId] ?? emptyCell);
    else draft.write(columnId, source);
  }
  if (difference.rename !== null) draft.name(difference.rename, item?.name ?? null);
  for (const [columnId, source] of Object.entries(filled?.values ?? {})) {
    draft.write(columnId, source, item?.values[columnId] ?? emptyCell);
  }
  return draft.done(filled);
}

const emptyCell: ExistingCell = { text: null, value: null };

/** Cells of a customer's item that Portage has not written yet: they are only filled when they are empty. */
function newCells({ stored, values }: Difference): Record<string, TypedValue> {
  if (stored?.kind === "create_item") return {};
  const held = cellsOf(stored);
  return Object.fromEntries(
    Object.entries(values).flatMap(([columnId, value]) =>
      value !== null && !held[columnId] ? [[columnId, value]] : [],
    ),
  );
}

/** Collects the verdicts about one record. */
function createDraft(job: BoardJob, difference: Difference, ground: MergedWith) {
  const { row, stored, record, asked } = difference;
  const held = cellsOf(stored);
  const lost = new Set(
    row.notes.flatMap(({ code, column }) => (code === droppedNoteCode ? (column ?? []) : [])),
  );
  const sent = new Set(ground.sending[record.externalId] ?? []);
  const columnKeys = new Map(job.board.columns.map(({ columnId, key }) => [columnId, key]));
  const values: Record<string, TypedValue | null> = {};
  const accepted: Record<string, TypedValue | null> = {};
  const was: Record<string, TypedValue | null> = {};
  const cells: Record<string, ExistingCell> = {};
  const arrived = new Set<string>();
  const conflicts: FieldConflict[] = [];
  const waiting = new Set<string>();
  let rename: string | null = null;
  let acceptedName: string | null = null;

  function baseOf(columnId: string): TypedValue | null {
    if (lost.has(columnId) || ground.madeAnew.has(columnId)) return null;
    return withoutEnded(held[columnId] ?? null, ground.ended);
  }

  function write(columnId: string, source: TypedValue | null, cell?: ExistingCell): void {
    const before = held[columnId] ?? null;
    const kind = (before ?? source)?.kind;
    // A person may have said that the source's value replaces monday's: then that one is what was there before.
    const seen = cell && kind ? readValue(kind, cell) : undefined;
    values[columnId] = source;
    was[columnId] = seen === undefined ? before : seen;
    if (cell) cells[columnId] = cell;
  }

  /** Whether the source's value is to be written although both sides have changed. */
  function ask(conflict: Omit<FieldConflict, "isAskedAnew">): boolean {
    const verdict = judgeConflict(askedOf(asked, row, conflict.columnKey), conflict);
    if (verdict === "write") return true;
    if (verdict === "keep") return false;
    waiting.add(conflictId(row, conflict.columnKey));
    conflicts.push({ ...conflict, isAskedAnew: verdict === "ask_anew" });
    return false;
  }

  return {
    write,
    cell(columnId: string, source: TypedValue | null, monday: ExistingCell): void {
      const base = baseOf(columnId);
      const verdict = mergeCell({ base, source, monday });
      const columnKey = columnKeys.get(columnId) ?? columnId;
      const isConflict = verdict === "conflict";
      const isWritten = isConflict && ask({ columnKey, columnId, base, source, monday });
      if (verdict === "write" || isWritten) write(columnId, source, monday);
      if (verdict === "write" || isConflict) return;
      accepted[columnId] = source;
      if (verdict !== "take_over" || !sent.has(columnId)) return;
      arrived.add(columnId);
      was[columnId] = held[columnId] ?? null;
    },
    name(source: string, today: string | null): void {
      const base = stored?.kind === "create_item" ? stored.name : "";
      was[nameKey] = { kind: "text", text: base };
      if (today === null) {
        rename = source;
        return;
      }
      const verdict = mergeName({ base, source, monday: today });
      const sides = {
        base: { kind: "text", text: base },
        source: { kind: "text", text: source },
        monday: { text: today, value: null },
      } as const;
      const isWritten = verdict === "conflict" && ask({ columnKey: nameKey, columnId: null, ...sides });
      if (verdict === "write" || isWritten) rename = source;
      if (verdict === "take_over" || verdict === "same") acceptedName = source;
      if (verdict === "take_over" && sent.has(nameKey)) arrived.add(nameKey);
      else if (rename === null) delete was[nameKey];
      if (rename !== null) {
        was[nameKey] = { kind: "text", text: today };
        cells[nameKey] = sides.monday;
      }
    },
    done(filled: { before: string; notes: readonly RecordNote[] } | null): Change {
      const settled = asked.filter(({ id, state }) => state !== "settled" && !waiting.has(id));
      const notes = difference.notes.filter(({ code }) => filled === null || code !== keptNoteCode);
      return {
        ...difference,
        ...{ values, rename, accepted, acceptedName, arrived, conflicts, was, cells },
        notes: [...notes, ...(filled?.notes ?? [])],
        settled: settled.map(({ id }) => id),
        before: grownBefore(row.before, stored?.kind === "create_item" ? null : cells),
      };
    },
  };
}

function askedOf(
  asked: readonly ConflictRow[],
  row: Difference["row"],
  columnKey: string,
): ConflictRow | undefined {
  const id = conflictId(row, columnKey);
  return asked.find((conflict) => conflict.id === id);
}

/** What is in the image already is older and stays. */
function grownBefore(
  before: string | null,
  cells: Readonly<Record<string, ExistingCell>> | null,
): string | null {
  if (cells === null || Object.keys(cells).length === 0) return null;
  const known: unknown = before === null ? {} : JSON.parse(before);
  return JSON.stringify({ ...cells, ...(typeof known === "object" ? known : {}) });
}
