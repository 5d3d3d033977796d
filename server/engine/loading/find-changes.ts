import type { WriteOperation } from "../../connectors/types.ts";
import type { PlanColumn } from "../../contract/plan.ts";
import type { RecordNote } from "../../contract/records.ts";
import type { TypedValue } from "../../contract/values.ts";
import { unplannedNoteCode } from "../../core/delta/unplanned-values.ts";
import { changedCells } from "../../core/mapping/changed-cells.ts";
import type { MappedRecord } from "../../core/mapping/compile-board.ts";
import type { ConflictRow, LedgerRow } from "../../store/store.ts";
import { type BoardJob, personNotAssigned } from "./board-job.ts";
import { externalIdOf, type RecordPage, rowsOnAnyPart } from "./board-records.ts";
import { droppedNoteCode } from "./done-write.ts";
import { keptNoteCode } from "./existing-items.ts";
import { findLinks, resolveLinks } from "./links.ts";
import { parseOperation } from "./stored-operation.ts";
import { wantedHash } from "./wanted-hash.ts";

export type Cells = Readonly<Record<string, TypedValue | null>>;

/** A finished row whose record now asks for something else, or about which a person was asked. */
export interface Difference {
  readonly row: LedgerRow;
  readonly itemId: string;
  /** What was written so far; null when the item had it all already. */
  readonly stored: WriteOperation | null;
  readonly record: MappedRecord;
  /** The new name when the item is ours and was given another one. */
  readonly rename: string | null;
  /** What the source says differently now, by column id; null clears. */
  readonly values: Cells;
  readonly notes: readonly RecordNote[];
  readonly payloadHash: string;
  /** Everything a person was ever asked about fields of this record. */
  readonly asked: readonly ConflictRow[];
}

/** Column ids by item that a merged record has filled: they are not the item's own record's to change. */
export type FilledByOthers = ReadonlyMap<string, ReadonlySet<string>>;

export interface FoundDifferences {
  readonly differences: readonly Difference[];
  /** Records of earlier runs that hold a value the plan does not know. */
  readonly unplanned: number;
}

/** The records of a page that are in the destination already and now ask for something else. */
export async function findDifferences(
  job: BoardJob,
  page: RecordPage,
  filled: FilledByOthers,
): Promise<FoundDifferences> {
  const ids = page.records.map((record) => externalIdOf(job.plan, record));
  const rows = await rowsOnAnyPart(job, ids);
  const compiled = job.people.compiled();
  const mapped = page.records.flatMap((source) => {
    if (!isOnBoard(job, rows.get(externalIdOf(job.plan, source)))) return [];
    const record = compiled.map(source);
    return record.failure || record.skip ? [] : [record];
  });
  if (mapped.length === 0) return { differences: [], unplanned: 0 };
  const find = await findLinks(job, mapped);
  const asked = await conflictsOf(job, [...rows.values()]);
  let unplanned = 0;
  const differences = mapped.flatMap((record): Difference[] => {
    const row = rows.get(record.externalId);
    if (!hasItem(row)) return [];
    const isUnplanned = record.notes.some(({ code }) => code === unplannedNoteCode);
    if (isUnplanned && row.firstRunId !== job.context.run.id) unplanned += 1;
    const resolved = resolveLinks(job.board, record, find);
    const payloadHash = wantedHash(record.name, resolved.values);
    const ofRecord = asked.get(record.externalId) ?? [];
    const isOpen = ofRecord.some(({ state }) => state !== "settled");
    if (row.payloadHash === payloadHash && !isOpen) return [];
    return [compare(job, { row, record, ...resolved, payloadHash, asked: ofRecord }, filled)];
  });
  return { differences, unplanned };
}

async function conflictsOf(
  job: BoardJob,
  rows: readonly LedgerRow[],
): Promise<ReadonlyMap<string, readonly ConflictRow[]>> {
  const { deps, scope } = job.context;
  const found: ConflictRow[] = [];
  for (const [phase, ofPhase] of Map.groupBy(rows, (row) => row.phase)) {
    const ids = ofPhase.map(({ externalId }) => externalId);
    found.push(...(await deps.store.conflicts.ofRecords(scope, phase, ids)));
  }
  return Map.groupBy(
    found.filter(({ kind }) => kind === "field"),
    ({ externalId }) => externalId,
  );
}

/** False for items on a board the plan used before: nothing is known of its columns any more. */
function isOnBoard(job: BoardJob, row: LedgerRow | undefined): boolean {
  return hasItem(row) && (row.phase !== job.target.phase || row.boardId === job.target.boardId);
}

type RowWithItem = LedgerRow & { readonly itemId: string };

function hasItem(row: LedgerRow | undefined): row is RowWithItem {
  if (row?.state !== "done" || row.itemId === null) return false;
  return row.outcome === "created" || row.outcome === "updated" || row.outcome === "unchanged";
}

interface Wanted {
  readonly row: RowWithItem;
  readonly record: MappedRecord;
  readonly values: Readonly<Record<string, TypedValue>>;
  readonly notes: readonly RecordNote[];
  readonly payloadHash: string;
  readonly asked: readonly ConflictRow[];
}

/** For an item of the customer that Portage completed, `values` still holds cells it has not written before. */
function compare(job: BoardJob, wanted: Wanted, filled: FilledByOthers): Difference {
  const { row, record, payloadHash, asked } = wanted;
  const stored = row.operation === null ? null : parseOperation(row.operation);
  const held = cellsOf(stored);
  const { values, left } = changedCells(job.board, held, wanted.values);
  const others = filled.get(row.itemId);
  const unplanned = unplannedColumns(job, wanted.notes);
  const own = Object.fromEntries(
    Object.entries(values).filter(
      ([columnId]) => !unplanned.has(columnId) && (held[columnId] || !others?.has(columnId)),
    ),
  );
  const rename = stored?.kind === "create_item" && stored.name !== record.name ? record.name : null;
  const notes = [...wanted.notes, ...stillTrue(row.notes, wanted.notes, own), ...left.map(toLeftNote)];
  return { row, itemId: row.itemId, stored, record, rename, values: own, notes, payloadHash, asked };
}

/** Columns whose new value the plan does not know: their cells are left as they are. */
function unplannedColumns(job: BoardJob, notes: readonly RecordNote[]): ReadonlySet<string> {
  const keys = new Set(
    notes.flatMap(({ code, column }) => (code === unplannedNoteCode ? (column ?? []) : [])),
  );
  if (keys.size === 0) return keys;
  return new Set(job.board.columns.filter(({ key }) => keys.has(key)).map(({ columnId }) => columnId));
}

/** Values the ledger says were written, by column id. */
export function cellsOf(operation: WriteOperation | null): Cells {
  return operation === null || operation.kind === "create_update" ? {} : operation.values;
}

/** Notes about the item or an earlier write, which mapping the record anew cannot know. */
function stillTrue(
  before: readonly RecordNote[],
  now: readonly RecordNote[],
  changed: Cells,
): readonly RecordNote[] {
  const assigns = Object.values(changed).some((value) => value?.kind === "people");
  return before.filter(({ code, column }) => {
    if (code === personNotAssigned.code) return !assigns && !now.some((note) => note.code === code);
    if (code === droppedNoteCode) return column === null || !(column in changed);
    return code === "several_items" || code === "several_matches" || code === keptNoteCode;
  });
}

function toLeftNote(column: PlanColumn): RecordNote {
  const text = `${column.title}: no longer in the plan; what monday holds was left as it was.`;
  return { code: "column_left", column: column.key, text };
}
