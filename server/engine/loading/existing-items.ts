import type { ItemsPage, ReadItem } from "../../connectors/types.ts";
import type { PlanBoard } from "../../contract/plan.ts";
import type { RecordNote } from "../../contract/records.ts";
import type { TypedValue } from "../../contract/values.ts";
import { foldKey } from "../../core/canonical.ts";
import type { MappedRecord } from "../../core/mapping/compile-board.ts";
import { type ExistingCell, fillEmpty } from "../../core/mapping/fill-empty.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { readWhole } from "../whole-read.ts";
import type { BoardJob } from "./board-job.ts";

/** On records for which a cell of the customer was kept; set by `fillEmpty`. */
export const keptNoteCode = "kept_existing";
/** Items asked for in one call (monday API facts 7: at most 100 ids). */
const itemsPerRead = 100;

/** What an existing board already holds for a record. */
export type Match =
  | { readonly kind: "none" }
  | { readonly kind: "own"; readonly itemId: string; readonly notes: readonly RecordNote[] }
  /** Another record of this migration has taken the item. */
  | { readonly kind: "taken"; readonly itemId: string };

/** True for a board of the customer whose items may be the same as our records. */
export function mayMatch(board: PlanBoard): boolean {
  return board.target.mode === "existing" && emailColumn(board) !== null;
}

function emailColumn(board: PlanBoard): string | null {
  return board.columns.find((column) => column.conversion === "email_key")?.columnId ?? null;
}

/**
 * Reads the e-mails and source ids of an existing board into the store, once per run: matching then needs no
 * call per record and no memory per item.
 */
export async function indexBoard(job: BoardJob): Promise<void> {
  const { deps, scope, run, waiting, signal } = job.context;
  const mark = `index:${job.board.key}`;
  const emailId = emailColumn(job.board);
  if (emailId === null || (await deps.store.runs.marks(scope.accountId, run.id)).has(mark)) return;
  const { boardId, externalIdColumnId } = job.target;
  const columnIds = [emailId, externalIdColumnId];
  await readWhole(job.context, async () => {
    await deps.store.destinationIndex.clear(scope, boardId);
    let cursor: string | null = null;
    do {
      stopIfInterrupted(signal);
      const request = { boardId, columnIds, cursor };
      const page: ItemsPage = await waiting.until(() => job.destination.readItems(request, signal));
      const entries = page.items.flatMap((item) => toEntries(item, emailId, externalIdColumnId));
      await deps.store.destinationIndex.put(scope, boardId, entries);
      cursor = page.cursor;
    } while (cursor !== null);
  });
  await deps.store.runs.mark(scope.accountId, run.id, mark, new Date(deps.clock.now()).toISOString());
}

function toEntries(
  item: ReadItem,
  emailId: string,
  externalIdColumnId: string,
): { key: string; itemId: string; value: string }[] {
  const externalId = item.values[externalIdColumnId]?.text?.trim() ?? "";
  const email = foldKey(emailOf(item.values[emailId]));
  const entries: { key: string; itemId: string; value: string }[] = [];
  if (email !== "") entries.push({ key: email, itemId: item.id, value: externalId });
  if (externalId !== "") entries.push({ key: idKey(externalId), itemId: item.id, value: externalId });
  return entries;
}

/** The address itself: `text` shows the label people gave it, the raw value holds both. */
function emailOf(cell: { text: string | null; value: string | null } | undefined): string {
  if (!cell) return "";
  const raw: unknown = cell.value === null ? null : JSON.parse(cell.value);
  if (typeof raw === "object" && raw !== null && "email" in raw && typeof raw.email === "string") {
    return raw.email;
  }
  return cell.text ?? "";
}

function idKey(externalId: string): string {
  return `id:${externalId}`;
}

/** Finds the item each record belongs to and notes in the index which record has taken it. */
export async function matchItems(
  job: BoardJob,
  records: readonly MappedRecord[],
): Promise<ReadonlyMap<string, Match>> {
  const { deps, scope } = job.context;
  const { boardId } = job.target;
  const keys = records.flatMap((record) => keysOf(record));
  const found = await deps.store.destinationIndex.find(scope, boardId, keys);
  const taken = new Map<string, string>();
  const claims: { key: string; itemId: string; value: string }[] = [];
  const matches = new Map<string, Match>();
  for (const record of records) {
    const [key, candidates] = firstHit(found, keysOf(record));
    const [oldest] = candidates;
    if (!oldest) {
      matches.set(record.externalId, { kind: "none" });
      continue;
    }
    const owner = taken.get(oldest.itemId) ?? oldest.value;
    if (owner !== "" && owner !== record.externalId) {
      matches.set(record.externalId, { kind: "taken", itemId: oldest.itemId });
      continue;
    }
    taken.set(oldest.itemId, record.externalId);
    claims.push({ key, itemId: oldest.itemId, value: record.externalId });
    const notes = candidates.length > 1 ? [severalItems] : [];
    matches.set(record.externalId, { kind: "own", itemId: oldest.itemId, notes });
  }
  await deps.store.destinationIndex.put(scope, boardId, claims);
  return matches;
}

const severalItems: RecordNote = {
  code: "several_matches",
  column: null,
  text: "Several items of the board have this e-mail; the oldest one was completed.",
};

function keysOf(record: MappedRecord): string[] {
  return record.matchEmail === null
    ? [idKey(record.externalId)]
    : [idKey(record.externalId), record.matchEmail];
}

function firstHit(
  found: ReadonlyMap<string, readonly { itemId: string; value: string }[]>,
  keys: readonly string[],
): [string, readonly { itemId: string; value: string }[]] {
  for (const key of keys) {
    const hits = found.get(key);
    if (hits && hits.length > 0) return [key, hits];
  }
  return ["", []];
}

/** Cells of items as they are now, by item id; an item that is gone is absent. */
export async function readCells(
  job: BoardJob,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, ReadItem["values"]>> {
  const columnIds = [
    ...job.board.columns.filter((column) => column.include).map((column) => column.columnId),
    job.target.externalIdColumnId,
  ];
  const items = await readNow(job, { itemIds, columnIds });
  return new Map([...items].map(([id, item]) => [id, item.values]));
}

/** Items as they are now, by id; one that is gone is absent. */
export async function readNow(
  job: BoardJob,
  input: { itemIds: readonly string[]; columnIds: readonly string[] },
): Promise<ReadonlyMap<string, ReadItem>> {
  const { waiting, signal } = job.context;
  const { itemIds, columnIds } = input;
  const found = new Map<string, ReadItem>();
  for (let start = 0; start < itemIds.length; start += itemsPerRead) {
    const some = itemIds.slice(start, start + itemsPerRead);
    const items = await waiting.until(() => job.destination.itemsById({ itemIds: some, columnIds }, signal));
    for (const item of items) found.set(item.id, item);
  }
  return found;
}

/** What may be written to an item that was there before, and how it looked (JSON) in the cells concerned. */
export function complete(
  job: BoardJob,
  values: Readonly<Record<string, TypedValue>>,
  existing: ReadItem["values"],
): { values: Record<string, TypedValue>; notes: readonly RecordNote[]; before: string } {
  const filled = fillEmpty(job.board, values, existing);
  const before: Record<string, ExistingCell> = {};
  for (const columnId of Object.keys(filled.values)) {
    before[columnId] = existing[columnId] ?? { text: null, value: null };
  }
  return { values: { ...filled.values }, notes: filled.notes, before: JSON.stringify(before) };
}
