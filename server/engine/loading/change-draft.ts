import type { RecordNote } from "../../contract/records.ts";
import type { TypedValue } from "../../contract/values.ts";
import { withoutEnded } from "../../core/delta/ended-links.ts";
import { mergeCell, mergeName } from "../../core/delta/merge-cell.ts";
import { readValue } from "../../core/delta/read-value.ts";
import type { ExistingCell } from "../../core/mapping/fill-empty.ts";
import { conflictId, nameKey } from "../delta/conflict-body.ts";
import { judgeConflict } from "../delta/judge-conflict.ts";
import type { BoardJob } from "./board-job.ts";
import { droppedNoteCode } from "./done-write.ts";
import { keptNoteCode } from "./existing-items.ts";
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

export interface MergedWith extends MergeGround {
  /** Items that were linked to and are gone: their links ended with them, which is nobody's edit. */
  readonly ended: ReadonlySet<string>;
}

/** Collects the verdicts about one record. */
export function createDraft(job: BoardJob, difference: Difference, ground: MergedWith) {
  const { row, stored, record } = difference;
  const held = cellsOf(stored);
  const baseOf = createBases(difference, ground);
  const questions = createQuestions(difference);
  const sent = new Set(ground.sending[record.externalId] ?? []);
  const columnKeys = new Map(job.board.columns.map(({ columnId, key }) => [columnId, key]));
  const values: Record<string, TypedValue | null> = {};
  const accepted: Record<string, TypedValue | null> = {};
  const was: Record<string, TypedValue | null> = {};
  const cells: Record<string, ExistingCell> = {};
  const arrived = new Set<string>();
  let rename: string | null = null;
  let acceptedName: string | null = null;

  function write(columnId: string, source: TypedValue | null, cell?: ExistingCell): void {
    const before = held[columnId] ?? null;
    const kind = (before ?? source)?.kind;
    // A person may have said that the source's value replaces monday's: then that one is what was there before.
    const seen = cell && kind ? readValue(kind, cell) : undefined;
    values[columnId] = source;
    was[columnId] = seen === undefined ? before : seen;
    if (cell) cells[columnId] = cell;
  }

  return {
    write,
    cell(columnId: string, source: TypedValue | null, monday: ExistingCell): void {
      const base = baseOf(columnId);
      const verdict = mergeCell({ base, source, monday });
      const columnKey = columnKeys.get(columnId) ?? columnId;
      const isConflict = verdict === "conflict";
      const isWritten = isConflict && questions.ask({ columnKey, columnId, base, source, monday });
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
      const isWritten =
        verdict === "conflict" && questions.ask({ columnKey: nameKey, columnId: null, ...sides });
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
      const notes = difference.notes.filter(({ code }) => filled === null || code !== keptNoteCode);
      return {
        ...difference,
        ...{ values, rename, accepted, acceptedName, arrived, was, cells },
        ...questions.result(),
        notes: [...notes, ...(filled?.notes ?? [])],
        before: grownBefore(row.before, stored?.kind === "create_item" ? null : cells),
      };
    },
  };
}

/** What Portage wrote into a column, as far as it can still be there: what an edit is told from. */
function createBases(
  { row, stored }: Difference,
  ground: MergedWith,
): (columnId: string) => TypedValue | null {
  const held = cellsOf(stored);
  const lost = new Set(
    row.notes.flatMap(({ code, column }) => (code === droppedNoteCode ? (column ?? []) : [])),
  );
  return (columnId) =>
    lost.has(columnId) || ground.madeAnew.has(columnId)
      ? null
      : withoutEnded(held[columnId] ?? null, ground.ended);
}

/** Fields both sides have changed: what a person has said about them, and what there is to ask. */
function createQuestions({ row, asked }: Difference) {
  const conflicts: FieldConflict[] = [];
  const waiting = new Set<string>();
  return {
    /** Whether the source's value is to be written although both sides have changed. */
    ask(conflict: Omit<FieldConflict, "isAskedAnew">): boolean {
      const id = conflictId(row, conflict.columnKey);
      const verdict = judgeConflict(
        asked.find((each) => each.id === id),
        conflict,
      );
      if (verdict === "write") return true;
      if (verdict === "keep") return false;
      waiting.add(id);
      conflicts.push({ ...conflict, isAskedAnew: verdict === "ask_anew" });
      return false;
    },
    result(): Pick<Change, "conflicts" | "settled"> {
      const over = asked.filter(({ id, state }) => state !== "settled" && !waiting.has(id));
      return { conflicts, settled: over.map(({ id }) => id) };
    },
  };
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
