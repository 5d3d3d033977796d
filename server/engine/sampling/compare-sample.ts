import type { Destination, ReadItem, SchemaObject } from "../../connectors/types.ts";
import type { Plan, PlanBoard } from "../../contract/plan.ts";
import { type CompiledBoard, compileBoard } from "../../core/mapping/compile-board.ts";
import { loadOrder } from "../../core/planning/board-order.ts";
import { partsOf } from "../../core/planning/parts.ts";
import type { SourceRecord, StreamDefinition } from "../../core/records.ts";
import { fromTestKey } from "../../core/sampling/test-plan.ts";
import { type DiffLine, diffRecord } from "../../core/verify/diff-record.ts";
import { createFieldsLeftOut } from "../../core/verify/fields-left-out.ts";
import { createSourceWords, type SourceWords } from "../../core/verify/source-words.ts";
import type { FieldDiffRow, LedgerRow } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { boardRecords, externalIdOf, type RecordChoice, type RecordPage } from "../loading/board-records.ts";
import { cellsOf } from "../loading/find-changes.ts";
import { parseOperation } from "../loading/stored-operation.ts";
import { atPlace } from "../named-place.ts";
import type { PhaseSeed } from "../progress.ts";
import type { RunContext } from "../run-context.ts";
import { findItemNames, rowsPerItem } from "./item-names.ts";
import { readUpdateStories, type UpdateStories } from "./update-stories.ts";

/** monday gives at most 100 items by id (API facts 7). */
const itemsPerRead = 100;
/** Rows of the diff taken away at a time. */
const rowsPerDrop = 500;

export interface CompareInput {
  readonly destination: Destination;
  /** The plan that was carried out: that of the test workspace when the sample landed there. */
  readonly plan: Plan;
  readonly objects: readonly SchemaObject[];
  readonly chosen: RecordChoice | null;
  readonly streams: readonly StreamDefinition[];
}

export function comparePhases(plan: Plan): readonly PhaseSeed[] {
  return loadOrder(plan).map((board) => {
    return { key: comparePhaseKey(board), kind: "compare" as const, title: board.title };
  });
}

function comparePhaseKey(board: Pick<PlanBoard, "key">): string {
  return `compare:${board.key}`;
}

/** One board with what its diff is made of. */
interface BoardDiff extends CompareInput {
  readonly board: PlanBoard;
  readonly compiled: CompiledBoard;
  readonly words: SourceWords;
  readonly fieldsLeftOut: ReturnType<typeof createFieldsLeftOut>;
}

/** Reads every sampled item back from monday and stores, field by field, what became of it. */
export async function compareSample(context: RunContext, input: CompareInput): Promise<void> {
  const { plan } = input;
  const words = createSourceWords(input.streams);
  const fieldsLeftOut = createFieldsLeftOut(plan, words);
  for (const board of loadOrder(plan)) {
    const key = comparePhaseKey(board);
    if (context.progress.isDone(key)) continue;
    await context.progress.change(key, { state: "active", done: 0 });
    const compiled = compileBoard(plan, board);
    const diff = { ...input, board, compiled, words, fieldsLeftOut };
    const parts = partsOf(plan.boards, board.part?.of ?? board.key);
    for await (const page of boardRecords({ context, plan, board, parts, chosen: input.chosen })) {
      await atPlace({ plan, board }, () => comparePage(context, diff, page));
      await context.progress.change(key, { add: { done: page.records.length } });
    }
    await context.progress.change(key, { state: "done" });
  }
  await dropOthers(context, plan);
}

/** What an earlier sample has shown of boards that are left out now: it is not moved, so nobody has to accept it. */
async function dropOthers({ deps, scope, signal }: RunContext, plan: Plan): Promise<void> {
  const { fieldDiffs } = deps.store;
  const compared = new Set(loadOrder(plan).map(({ key }) => fromTestKey(key)));
  const stored = new Set((await fieldDiffs.counts(scope, {})).map(({ board }) => board));
  for (const board of stored) {
    if (compared.has(board)) continue;
    for (let rest = rowsPerDrop; rest === rowsPerDrop; ) {
      stopIfInterrupted(signal);
      const rows = await fieldDiffs.list(scope, { board }, { after: null, limit: rowsPerDrop });
      await fieldDiffs.remove(scope, rows);
      rest = rows.length;
    }
  }
}

async function comparePage(context: RunContext, diff: BoardDiff, page: RecordPage): Promise<void> {
  for (let from = 0; from < page.records.length; from += itemsPerRead) {
    stopIfInterrupted(context.signal);
    const records = page.records.slice(from, from + itemsPerRead);
    await compareRecords(context, diff, { stream: page.stream, records });
  }
}

async function compareRecords(
  context: RunContext,
  diff: BoardDiff,
  { stream, records }: RecordPage,
): Promise<void> {
  const { deps, scope } = context;
  const { board, plan } = diff;
  const ids = records.map((record) => externalIdOf(plan, record));
  const rows = await deps.store.ledger.rows(scope, board.key, ids);
  const items = await readItems(context, diff, [...rows.values()]);
  const updates = await readUpdateStories(context, diff, { records, rows });
  const itemName = await findItemNames(context, [...items.values()], [...rows.values()]);
  const filled = await findFilled(context, [...rows.values()]);
  const shown = fromTestKey(board.key);
  const before = Map.groupBy(
    await deps.store.fieldDiffs.ofRecords(scope, shown, ids),
    ({ externalId }) => externalId,
  );
  const after = records.flatMap((record) => {
    const externalId = externalIdOf(plan, record);
    const row = rows.get(externalId);
    const lines = linesOf(diff, { record, row, items, updates, itemName, filled });
    const about = {
      board: shown,
      stream,
      externalId,
      name: row?.name ?? externalId,
      itemId: row?.itemId ?? null,
    };
    return toRows(lines, about, before.get(externalId) ?? []);
  });
  await deps.store.fieldDiffs.put(scope, after);
  const kept = new Set(after.map(keyOf));
  const gone = [...before.values()].flat().filter((row) => !kept.has(keyOf(row)));
  await deps.store.fieldDiffs.remove(scope, gone);
}

function linesOf(
  diff: BoardDiff,
  input: {
    record: SourceRecord;
    row: LedgerRow | undefined;
    items: ReadonlyMap<string, ReadItem>;
    updates: UpdateStories;
    itemName: (itemId: string) => string;
    filled: ReadonlyMap<string, LandedValues>;
  },
): readonly DiffLine[] {
  const { plan, board, words } = diff;
  const { record, row } = input;
  const operation = row?.operation ? parseOperation(row.operation) : null;
  return diffRecord({
    ...{ plan, board, record, words, itemName: input.itemName },
    mapped: diff.compiled.map(record),
    landing: {
      outcome: row?.state === "done" ? row.outcome : null,
      reason: row?.reason ?? null,
      notes: row?.notes ?? [],
      name: operation?.kind === "create_item" ? operation.name : null,
      values: cellsOf(operation),
      filled: (row?.itemId && input.filled.get(row.itemId)) || {},
    },
    item: (row?.itemId && input.items.get(row.itemId)) || null,
    updates: input.updates.get(externalIdOf(plan, record)) ?? [],
    fieldsLeftOut: diff.fieldsLeftOut(board, record),
  });
}

type LandedValues = ReturnType<typeof cellsOf>;

/** Cells that merged records have filled, by the item they were merged into. */
async function findFilled(
  context: RunContext,
  rows: readonly LedgerRow[],
): Promise<ReadonlyMap<string, LandedValues>> {
  const { deps, scope } = context;
  const itemIds = [...new Set(rows.flatMap(({ itemId }) => itemId ?? []))];
  const filled = new Map<string, LandedValues>();
  if (itemIds.length === 0) return filled;
  const landed = await deps.store.ledger.byItems(scope.accountId, itemIds, itemIds.length * rowsPerItem);
  for (const { itemId, outcome, operation, migrationId } of landed) {
    if (itemId === null || outcome !== "merged" || migrationId !== scope.migrationId) continue;
    filled.set(itemId, { ...filled.get(itemId), ...cellsOf(operation ? parseOperation(operation) : null) });
  }
  return filled;
}

type About = Pick<FieldDiffRow, "board" | "stream" | "externalId" | "name" | "itemId">;

/** A row counts as changed when it differs from the sample before, or did so before a restart of this run. */
function toRows(
  lines: readonly DiffLine[],
  about: About,
  before: readonly FieldDiffRow[],
): readonly FieldDiffRow[] {
  const known = new Map(before.map((row) => [row.columnKey, row]));
  return lines.map((line) => {
    const old = known.get(line.columnKey);
    return {
      ...about,
      ...line,
      changed: before.length > 0 && (old === undefined || old.changed || differs(old, line)),
    };
  });
}

function differs(old: FieldDiffRow, now: DiffLine): boolean {
  return old.written !== now.written || old.readBack !== now.readBack || old.verdict !== now.verdict;
}

function keyOf(row: Pick<FieldDiffRow, "externalId" | "columnKey">): string {
  return `${row.externalId}\n${row.columnKey}`;
}

async function readItems(
  context: RunContext,
  { destination, board }: BoardDiff,
  rows: readonly LedgerRow[],
): Promise<ReadonlyMap<string, ReadItem>> {
  const { waiting, signal } = context;
  const itemIds = [...new Set(rows.flatMap(({ itemId }) => itemId ?? []))];
  if (itemIds.length === 0) return new Map();
  const columnIds = board.columns.flatMap(({ include, columnId }) => (include ? [columnId] : []));
  const items = await waiting.until(() => destination.itemsById({ itemIds, columnIds }, signal));
  return new Map(items.map((item) => [item.id, item]));
}
