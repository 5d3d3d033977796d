import type { OperationResult, WriteOperation } from "../../connectors/types.ts";
import type { LedgerRow } from "../../store/store.ts";
import { putConflicts } from "../delta/put-conflicts.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { BoardJob } from "./board-job.ts";
import { boardRecords } from "./board-records.ts";
import type { Change } from "./change-draft.ts";
import { openTally } from "./change-mark.ts";
import type { Delivery } from "./delivery.ts";
import { cellsOf, type Difference, type FilledByOthers, findDifferences } from "./find-changes.ts";
import { mergeChanges } from "./merge-changes.ts";
import type { PreparedWrite } from "./prepared.ts";
import { readRefill } from "./refill-columns.ts";
import { type ItemUpdate, sendUpdates } from "./send-updates.ts";
import { type Answers, type Desk, isToWrite, sentColumns, storeChanges } from "./store-changes.ts";
import { parseOperation } from "./stored-operation.ts";

/** Ledger rows read at a time. */
const rowsPerRead = 500;

/**
 * Brings what the plan or the source says differently by now to items of earlier runs. A three-way merge decides
 * each cell: what only the source has changed is written, what only a colleague has changed stays, and what both
 * have changed differently waits for a person. The columns under way are noted before each call: after a crash the
 * same values are found in monday, and the run knows that it was the one who wrote them.
 */
export async function writeChanges(job: BoardJob, delivery: Delivery): Promise<void> {
  const { deps, scope, signal } = job.context;
  if ((await deps.store.ledger.total(scope, { phase: job.target.phase })) === 0) return;
  const filled = await filledByMerged(job);
  const ledger = await openTally(job.context, job.target.phase);
  const refilled = new Set(await readRefill(job.context, job.board.key));
  const madeAnew = new Set(job.board.columns.filter(({ key }) => refilled.has(key)).map(toColumnId));
  let unplanned = 0;
  for await (const page of boardRecords(job)) {
    const found = await findDifferences(job, page, filled);
    unplanned += found.unplanned;
    for (const group of byBoard(found.differences)) {
      for (let from = 0; from < group.length; ) {
        stopIfInterrupted(signal);
        const to = from + Math.max(1, job.destination.batchSize());
        const { sending } = ledger.tally;
        const changes = await mergeChanges(job, group.slice(from, to), { madeAnew, sending });
        await writeSome({ job, delivery, ledger }, changes);
        from = to;
      }
    }
  }
  if (unplanned !== ledger.tally.unplanned) await ledger.save({ ...ledger.tally, unplanned });
}

function toColumnId({ columnId }: { columnId: string }): string {
  return columnId;
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
function byBoard(differences: readonly Difference[]): readonly (readonly Difference[])[] {
  return [...Map.groupBy(differences, ({ row }) => row.phase).values()];
}

async function writeSome(desk: Desk, changes: readonly Change[]): Promise<void> {
  const { job, delivery, ledger } = desk;
  const row = changes[0]?.row;
  const { phase = job.target.phase, boardId } = row ?? {};
  const target = { ...job.target, phase, boardId: boardId ?? job.target.boardId };
  const own = { ...delivery, target };
  const found = await putConflicts(job, target, changes);
  const writing = changes.filter(isToWrite);
  if (writing.length > 0) {
    const sending = { ...ledger.tally.sending };
    for (const change of writing) sending[change.record.externalId] = sentColumns(change);
    await ledger.save({ ...ledger.tally, sending });
  }
  const first = await send(own, changes);
  const { open, renewed } = await withoutRefused(own, changes, first);
  const second = await send(own, renewed);
  const answers = new Map([...first, ...second]);
  await storeChanges(desk, own, { changes: [...open, ...renewed], answers, found });
  const settled = changes.flatMap((change) =>
    answers.get(change.record.externalId)?.ok ? change.settled : [],
  );
  await job.context.deps.store.conflicts.settle(job.context.scope, settled);
}

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
