import type { RecordNote } from "../../contract/records.ts";
import { sha256 } from "../../core/canonical.ts";
import type { MappedRecord } from "../../core/mapping/compile-board.ts";
import type { SourceRecord } from "../../core/records.ts";
import type { LedgerRow, RevisedWrite } from "../../store/store.ts";
import type { BoardJob } from "./board-job.ts";
import { boardRecords, externalIdOf, rowsOnAnyPart } from "./board-records.ts";
import { createHiddenNames, keepNames } from "./kept-names.ts";
import type { PreparedBatch, PreparedWrite } from "./prepared.ts";
import { parseOperation } from "./stored-operation.ts";

/** Ledger phase of the texts a board's records get as updates. */
export function updatesPhase(boardKey: string): string {
  return `${boardKey}.updates`;
}

/**
 * The texts of a board that become updates of its items, a snapshot page at a time. Records without an item have
 * none; they are tried again together with their record.
 */
export async function* prepareUpdates(job: BoardJob): AsyncGenerator<PreparedBatch> {
  const { deps, scope } = job.context;
  const mapPage = createPageMapper(job);
  for await (const { stream, records } of boardRecords(job)) {
    const mapped = await mapPage(records);
    if (mapped.length === 0) continue;
    const ids = mapped.map((record) => record.externalId);
    const phases = job.parts.map((part) => part.key);
    const itemIds = await deps.store.ledger.itemIds(scope, phases, ids);
    const keys = mapped.flatMap((record) =>
      record.updates.map((update) => updateId(record.externalId, update.key)),
    );
    const known = await knownUpdates(job, keys);
    await noteChangedTexts(job, mapped, known);
    const writes = mapped.flatMap((record) => {
      const itemId = itemIds.get(record.externalId);
      if (itemId === undefined) return [];
      return record.updates
        .filter((update) => isToWrite(known.get(updateId(record.externalId, update.key)), itemId))
        .map((update) => toWrite(update, { record, stream, itemId }));
    });
    yield { writes, settled: [] };
  }
}

/** Maps the records of a page; those without a text are left out. */
function createPageMapper(
  job: BoardJob,
): (records: readonly SourceRecord[]) => Promise<readonly MappedRecord[]> {
  const hiddenNames = createHiddenNames(job.plan, job.board);
  const idOf = (record: SourceRecord): string => externalIdOf(job.plan, record);
  return async (records) => {
    const compiled = job.people.compiled();
    const rows = hiddenNames ? await rowsOnAnyPart(job, records.map(idOf)) : null;
    return records
      .map((record) => keepNames(compiled.map(record), hiddenNames?.(record, rows?.get(idOf(record))) ?? []))
      .filter((record) => record.updates.length > 0);
  };
}

function toWrite(
  { key, body, writtenOn }: MappedRecord["updates"][number],
  { record, stream, itemId }: { record: MappedRecord; stream: string; itemId: string },
): PreparedWrite {
  const externalId = updateId(record.externalId, key);
  return {
    externalId,
    stream,
    name: record.name,
    notes: [],
    before: null,
    payloadHash: sha256(body),
    outcome: "created",
    operation: { kind: "create_update", externalId, itemId, body, writtenOn },
  };
}

function updateId(externalId: string, key: string): string {
  return `${externalId}#${key}`;
}

/** An item that was made anew has lost its updates. */
function isToWrite(row: LedgerRow | undefined, itemId: string): boolean {
  return row === undefined || (row.outcome === "created" && row.itemId !== itemId);
}

/**
 * A text that has changed since it was written is not written a second time: colleagues may have answered under it.
 * Its row says so.
 */
async function noteChangedTexts(
  job: BoardJob,
  mapped: readonly MappedRecord[],
  known: ReadonlyMap<string, LedgerRow>,
): Promise<void> {
  const { deps, run } = job.context;
  const revised = mapped.flatMap((record) =>
    record.updates.flatMap((update): RevisedWrite[] => {
      const row = known.get(updateId(record.externalId, update.key));
      const payloadHash = sha256(update.body);
      if (row?.state !== "done" || row.outcome !== "created" || row.payloadHash === payloadHash) return [];
      const { phase, externalId, name, outcome, operation } = row;
      if (operation !== null && bodyOf(operation) === update.body) return [];
      const notes = [textChanged];
      return [
        {
          ...{ phase, externalId, name, outcome, operation, payloadHash, notes },
          ...{ runId: run.id, doneAt: deps.clock.now() },
        },
      ];
    }),
  );
  if (revised.length > 0) await job.context.commit({ revised });
}

const textChanged: RecordNote = {
  code: "update_changed",
  column: null,
  text: "The text has changed since it was written; the update in monday was left as it is.",
};

function bodyOf(stored: string): string | null {
  const operation = parseOperation(stored);
  return operation.kind === "create_update" ? operation.body : null;
}

async function knownUpdates(job: BoardJob, keys: readonly string[]): Promise<ReadonlyMap<string, LedgerRow>> {
  const { deps, scope } = job.context;
  const known = new Map<string, LedgerRow>();
  for (const part of job.parts) {
    const rows = await deps.store.ledger.rows(scope, updatesPhase(part.key), keys);
    for (const [key, row] of rows) known.set(key, row);
  }
  return known;
}
