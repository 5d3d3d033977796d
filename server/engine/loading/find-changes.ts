import type { WriteOperation } from "../../connectors/types.ts";
import type { PlanColumn } from "../../contract/plan.ts";
import type { RecordNote } from "../../contract/records.ts";
import type { TypedValue } from "../../contract/values.ts";
import { changedCells } from "../../core/mapping/changed-cells.ts";
import type { MappedRecord } from "../../core/mapping/compile-board.ts";
import type { LedgerRow } from "../../store/store.ts";
import { type BoardJob, personNotAssigned } from "./board-job.ts";
import { externalIdOf, type RecordPage, rowsOnAnyPart } from "./board-records.ts";
import { droppedNoteCode } from "./done-write.ts";
import { complete, keptNoteCode, readCells } from "./existing-items.ts";
import { findLinks, resolveLinks } from "./links.ts";
import { parseOperation } from "./stored-operation.ts";
import { wantedHash } from "./wanted-hash.ts";

type Cells = Readonly<Record<string, TypedValue | null>>;

/** A finished row whose record now asks for something else. */
export interface Change {
  readonly row: LedgerRow;
  readonly itemId: string;
  /** What was written so far; null when the item had it all already. */
  readonly stored: WriteOperation | null;
  readonly record: MappedRecord;
  /** The new name when the item is ours and has another one. */
  readonly rename: string | null;
  /** By column id; null clears. Empty when nothing has to be written. */
  readonly values: Cells;
  readonly notes: readonly RecordNote[];
  readonly payloadHash: string;
}

/** Column ids by item that a merged record has filled: they are not the item's own record's to change. */
export type FilledByOthers = ReadonlyMap<string, ReadonlySet<string>>;

/** The records of a page that are in the destination already and now ask for something else. */
export async function findChanges(
  job: BoardJob,
  page: RecordPage,
  filled: FilledByOthers,
): Promise<readonly Change[]> {
  const ids = page.records.map((record) => externalIdOf(job.plan, record));
  const rows = await rowsOnAnyPart(job, ids);
  const compiled = job.people.compiled();
  const mapped = page.records.flatMap((source) => {
    if (!isOnBoard(job, rows.get(externalIdOf(job.plan, source)))) return [];
    const record = compiled.map(source);
    return record.failure || record.skip ? [] : [record];
  });
  if (mapped.length === 0) return [];
  const find = await findLinks(job, mapped);
  const changes = mapped.flatMap((record): Change[] => {
    const row = rows.get(record.externalId);
    if (!hasItem(row)) return [];
    const resolved = resolveLinks(job.board, record, find);
    const payloadHash = wantedHash(record.name, resolved.values);
    if (row.payloadHash === payloadHash) return [];
    return [compare(job, { row, record, ...resolved, payloadHash }, filled)];
  });
  return fillAdopted(job, changes);
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
}

/** For an item of the customer that Portage completed, `values` still holds cells it has not written before. */
function compare(job: BoardJob, wanted: Wanted, filled: FilledByOthers): Change {
  const { row, record, payloadHash } = wanted;
  const stored = row.operation === null ? null : parseOperation(row.operation);
  const held = cellsOf(stored);
  const { values, left } = changedCells(job.board, held, wanted.values);
  const others = filled.get(row.itemId);
  const own = Object.fromEntries(
    Object.entries(values).filter(([columnId]) => held[columnId] || !others?.has(columnId)),
  );
  const rename = stored?.kind === "create_item" && stored.name !== record.name ? record.name : null;
  const notes = [...wanted.notes, ...stillTrue(row.notes, wanted.notes, own), ...left.map(toLeftNote)];
  return { row, itemId: row.itemId, stored, record, rename, values: own, notes, payloadHash };
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
  const text = `${column.title}: no longer in the plan; what monday holds was left as it is.`;
  return { code: "column_left", column: column.key, text };
}

/**
 * On items that were the customer's before, cells Portage never wrote are only filled when they are empty. Read once
 * for the records that ask for such cells.
 */
async function fillAdopted(job: BoardJob, changes: readonly Change[]): Promise<readonly Change[]> {
  const open = new Map(changes.map((change) => [change, newCells(change)] as const));
  const itemIds = changes.filter((change) => Object.keys(open.get(change) ?? {}).length > 0);
  if (itemIds.length === 0) return changes;
  const cells = await readCells(
    job,
    itemIds.map(({ itemId }) => itemId),
  );
  return changes.map((change) => {
    const fresh = open.get(change) ?? {};
    if (Object.keys(fresh).length === 0) return change;
    const existing = cells.get(change.itemId);
    const { values, notes } = existing ? complete(job, fresh, existing) : { values: {}, notes: [] };
    const written = Object.entries(change.values).filter(([columnId]) => !(columnId in fresh));
    const others = change.notes.filter(({ code }) => code !== keptNoteCode);
    return {
      ...change,
      values: { ...Object.fromEntries(written), ...values },
      notes: [...others, ...notes],
    };
  });
}

/** Cells of an adopted item that Portage has not written yet. */
function newCells({ stored, values }: Change): Record<string, TypedValue> {
  if (stored?.kind === "create_item") return {};
  const held = cellsOf(stored);
  return Object.fromEntries(
    Object.entries(values).flatMap(([columnId, value]) =>
      value !== null && !held[columnId] ? [[columnId, value]] : [],
    ),
  );
}
