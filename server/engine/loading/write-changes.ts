import type { OperationResult, WriteOperation } from "../../connectors/types.ts";
import { FailureError } from "../../contract/errors.ts";
import type { DoneWrite, LedgerRow, RevisedWrite } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { BoardJob } from "./board-job.ts";
import { boardRecords } from "./board-records.ts";
import type { Delivery } from "./deliver.ts";
import { droppedNoteCode, toDroppedNotes, withPlace } from "./done-write.ts";
import { type Change, cellsOf, type FilledByOthers, findChanges } from "./find-changes.ts";
import type { PreparedWrite } from "./prepared.ts";
import { markUpdates } from "./seen-updates.ts";
import { type ItemUpdate, sendUpdates } from "./send-updates.ts";
import { parseOperation } from "./stored-operation.ts";

/** Ledger rows read at a time. */
const rowsPerRead = 500;

/**
 * Writes to items of earlier imports what the plan or the source says differently by now: only the cells that
 * differ, so that what a colleague changed elsewhere stays. The same values twice are the same values, so no intent
 * is needed: after a crash the rows still hold the old contents, and the difference is found and written once more.
 */
export async function writeChanges(job: BoardJob, delivery: Delivery): Promise<void> {
  const { deps, scope, signal } = job.context;
  if ((await deps.store.ledger.total(scope, { phase: job.target.phase })) === 0) return;
  const filled = await filledByMerged(job);
  for await (const page of boardRecords(job)) {
    const changes = await findChanges(job, page, filled);
    for (const group of byBoard(changes)) {
      for (let from = 0; from < group.length; ) {
        stopIfInterrupted(signal);
        const to = from + Math.max(1, job.destination.batchSize());
        await writeSome(job, delivery, group.slice(from, to));
        from = to;
      }
    }
  }
}

async function filledByMerged(job: BoardJob): Promise<FilledByOthers> {
  const { deps, scope } = job.context;
  const filled = new Map<string, Set<string>>();
  for (const part of job.parts) {
    const filter = { phase: part.key, outcome: "merged" as const, limit: rowsPerRead };
    for (let afterSeq: number | null = 0; afterSeq !== null; ) {
      const rows: readonly (LedgerRow & { seq: number })[] = await deps.store.ledger.list(scope, {
        ...filter,
        afterSeq,
      });
      for (const { itemId, operation } of rows) {
        if (itemId === null || operation === null) continue;
        const columns = filled.get(itemId) ?? new Set();
        filled.set(itemId, columns);
        for (const columnId of Object.keys(cellsOf(parseOperation(operation)))) columns.add(columnId);
      }
      afterSeq = rows.at(-1)?.seq ?? null;
    }
  }
  return filled;
}

/** After the source was read anew a record may belong to another part than the one its item is on. */
function byBoard(changes: readonly Change[]): readonly (readonly Change[])[] {
  return [...Map.groupBy(changes, ({ row }) => row.phase).values()];
}

async function writeSome(job: BoardJob, delivery: Delivery, changes: readonly Change[]): Promise<void> {
  const row = changes[0]?.row;
  const { phase = job.target.phase, boardId } = row ?? {};
  const target = { ...job.target, phase, boardId: boardId ?? job.target.boardId };
  const own = { ...delivery, target };
  const first = await send(own, changes);
  const { open, renewed } = await withoutRefused(own, changes, first);
  const second = await send(own, renewed);
  await store(job, own, { changes: [...open, ...renewed], answers: new Map([...first, ...second]) });
}

type Answers = ReadonlyMap<string, OperationResult>;

async function send(delivery: Delivery, changes: readonly Change[]): Promise<Answers> {
  const answers = new Map<string, OperationResult>();
  const updates = changes.flatMap((change): ItemUpdate[] => {
    const { itemId, rename, values, record } = change;
    const { externalId } = record;
    if (isToWrite(change)) return [{ kind: "update_item", externalId, itemId, name: rename, values }];
    answers.set(externalId, { ok: true, id: itemId, dropped: [] });
    return [];
  });
  await sendUpdates(delivery, updates, (update, result) => answers.set(update.externalId, result));
  return answers;
}

function isToWrite({ rename, values }: Change): boolean {
  return rename !== null || Object.keys(values).length > 0;
}

/** Changes that were refused for a person in them, once more without anybody: names are kept as an update. */
async function withoutRefused(
  delivery: Delivery,
  changes: readonly Change[],
  answers: Answers,
): Promise<{ open: readonly Change[]; renewed: readonly Change[] }> {
  const open: Change[] = [];
  const renewed: Change[] = [];
  for (const change of changes) {
    const result = answers.get(change.record.externalId);
    const isRefused = result?.ok === false && result.error.code === "monday.person_not_assignable";
    const without = isRefused ? await delivery.withoutPeople(toPrepared(change)) : null;
    if (without?.operation.kind !== "update_item") open.push(change);
    else renewed.push({ ...change, values: without.operation.values, notes: without.notes });
  }
  return { open, renewed };
}

function toPrepared({ row, record, itemId, rename, values, notes, payloadHash }: Change): PreparedWrite {
  const { externalId, name } = record;
  const operation: WriteOperation = { kind: "update_item", externalId, itemId, name: rename, values };
  const { stream, before } = row;
  return { externalId, stream, name, operation, payloadHash, notes, before, outcome: "updated" };
}

async function store(
  job: BoardJob,
  delivery: Delivery,
  input: { changes: readonly Change[]; answers: Answers },
): Promise<void> {
  const { deps, run } = job.context;
  const doneAt = deps.clock.now();
  const revised: RevisedWrite[] = [];
  const failed: DoneWrite[] = [];
  let stopped: FailureError | null = null;
  for (const change of input.changes) {
    const result = input.answers.get(change.record.externalId);
    const { phase, externalId, itemId } = change.row;
    if (!result) continue;
    if (result.ok) {
      const dropped = toDroppedNotes(result.dropped, delivery.titleOf);
      revised.push({ ...toRevised(change, dropped), runId: run.id, doneAt });
    } else if (result.error.kind === "needs_user") {
      stopped = new FailureError(result.error);
    } else {
      const { code } = result.error;
      const reason = withPlace(result.error);
      failed.push({ phase, externalId, outcome: "failed", reasonCode: code, reason, itemId, doneAt });
    }
  }
  if (revised.some(({ notes }) => notes.some(({ code }) => code === droppedNoteCode))) {
    await markUpdates(job.context, job.board.key);
  }
  await job.context.commit({ done: failed, revised });
  if (stopped !== null) throw stopped;
}

function toRevised(change: Change, dropped: RevisedWrite["notes"]): Omit<RevisedWrite, "runId" | "doneAt"> {
  const { row, record, payloadHash } = change;
  const operation = toStored(change);
  return {
    phase: row.phase,
    externalId: row.externalId,
    name: record.name,
    outcome: isToWrite(change) ? "updated" : (row.outcome ?? "updated"),
    payloadHash,
    operation: operation === null ? null : JSON.stringify(operation),
    notes: [...change.notes, ...dropped],
  };
}

/** The operation that would have given the item all it holds now. */
function toStored({ stored, values, rename, record, itemId }: Change): WriteOperation | null {
  const merged = { ...cellsOf(stored), ...values };
  const held = Object.fromEntries(
    Object.entries(merged).flatMap(([columnId, value]) => (value === null ? [] : [[columnId, value]])),
  );
  if (stored?.kind === "create_item") return { ...stored, name: rename ?? stored.name, values: held };
  if (stored === null && Object.keys(held).length === 0) return null;
  const { externalId } = record;
  return { kind: "update_item", externalId, itemId, name: null, values: held };
}
