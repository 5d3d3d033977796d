import type { OperationResult, WriteOperation } from "../../connectors/types.ts";
import { FailureError } from "../../contract/errors.ts";
import type { DoneWrite, LedgerRow, RecordEvent, RevisedWrite } from "../../store/store.ts";
import { nameKey } from "../delta/conflict-body.ts";
import { conflictEvent, putConflicts } from "../delta/put-conflicts.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { BoardJob } from "./board-job.ts";
import { boardRecords } from "./board-records.ts";
import { type ChangeTally, changeMark, readChangeTally } from "./change-mark.ts";
import type { Delivery } from "./deliver.ts";
import { droppedNoteCode, toDroppedNotes, withPlace } from "./done-write.ts";
import { cellsOf, type Difference, type FilledByOthers, findDifferences } from "./find-changes.ts";
import { type Change, mergeChanges } from "./merge-changes.ts";
import type { PreparedWrite } from "./prepared.ts";
import { readRefill } from "./refill-columns.ts";
import { markUpdates } from "./seen-updates.ts";
import { type ItemUpdate, sendUpdates } from "./send-updates.ts";
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
  const ledger = await openTally(job);
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

interface TallyBook {
  readonly tally: ChangeTally;
  /** The mark that goes into the commit of what it counts; `keep` it once that commit has happened. */
  markOf(next: ChangeTally): ReturnType<typeof changeMark>;
  keep(next: ChangeTally): void;
  save(next: ChangeTally): Promise<void>;
}

async function openTally(job: BoardJob): Promise<TallyBook> {
  const { context } = job;
  let tally = await readChangeTally(context, job.target.phase);
  const markOf = (next: ChangeTally) => changeMark(context, job.target.phase, next);
  const keep = (next: ChangeTally): void => {
    tally = next;
  };
  return {
    get tally() {
      return tally;
    },
    markOf,
    keep,
    async save(next) {
      await context.commit({ mark: markOf(next) });
      keep(next);
    },
  };
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

interface Desk {
  readonly job: BoardJob;
  readonly delivery: Delivery;
  readonly ledger: TallyBook;
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
  await store(desk, own, { changes: [...open, ...renewed], answers, found });
  const settled = changes.flatMap((change) =>
    answers.get(change.record.externalId)?.ok ? change.settled : [],
  );
  await job.context.deps.store.conflicts.settle(job.context.scope, settled);
}

function sentColumns({ rename, values }: Change): string[] {
  return [...Object.keys(values), ...(rename === null ? [] : [nameKey])];
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

/** True when the ledger knows nothing new of the record: it is merely still waiting for its answer. */
function isIdle(change: Change): boolean {
  const { row, payloadHash, accepted, acceptedName } = change;
  if (isToWrite(change) || row.payloadHash !== payloadHash) return false;
  return acceptedName === null && Object.keys(accepted).length === 0;
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

/** These are no longer under way. */
function withoutThese(tally: ChangeTally, changes: readonly Change[]): ChangeTally {
  const sending = { ...tally.sending };
  for (const { record } of changes) delete sending[record.externalId];
  return { ...tally, sending };
}

interface Stored {
  readonly done: DoneWrite[];
  readonly revised: RevisedWrite[];
  readonly events: RecordEvent[];
  readonly tally: ChangeTally;
}

async function store(
  desk: Desk,
  delivery: Delivery,
  input: { changes: readonly Change[]; answers: Answers; found: ReadonlySet<string> },
): Promise<void> {
  const { job, ledger } = desk;
  const { deps, run } = job.context;
  const at = { runId: run.id, doneAt: deps.clock.now() };
  const into: Stored = {
    done: [],
    revised: [],
    events: [],
    tally: withoutThese(ledger.tally, input.changes),
  };
  let stopped: FailureError | null = null;
  for (const change of input.changes) {
    const result = input.answers.get(change.record.externalId);
    if (!result) continue;
    if (result.ok) {
      const dropped = toDroppedNotes(result.dropped, delivery.titleOf);
      takeOne(job, into, { change, dropped, at, isFound: input.found.has(change.record.externalId) });
    } else if (result.error.kind === "needs_user") {
      stopped = new FailureError(result.error);
    } else {
      const { phase, externalId, itemId } = change.row;
      const { code } = result.error;
      const reason = withPlace(result.error);
      const doneAt = at.doneAt;
      into.done.push({ phase, externalId, outcome: "failed", reasonCode: code, reason, itemId, doneAt });
    }
  }
  const { done, revised, events, tally } = into;
  if (revised.some(({ notes }) => notes.some(({ code }) => code === droppedNoteCode))) {
    await markUpdates(job.context, job.board.key);
  }
  // What stays under way when a person has to act is decided anew after the resume.
  if (done.length + revised.length + events.length > 0) {
    await job.context.commit({ done, revised, events, mark: ledger.markOf(tally) });
    ledger.keep(tally);
  }
  if (stopped !== null) throw stopped;
}

function takeOne(
  job: BoardJob,
  into: Stored,
  input: {
    change: Change;
    dropped: RevisedWrite["notes"];
    at: { runId: string; doneAt: number };
    isFound: boolean;
  },
): void {
  const { change, dropped, at, isFound } = input;
  const { tally } = into;
  if (!isIdle(change)) into.revised.push({ ...toRevised(change, dropped), ...at });
  const written = [...new Set([...sentColumns(change), ...change.arrived])];
  if (written.length > 0) {
    into.events.push(changedEvent(job, change, { written, ...at }));
    tally.records += 1;
    tally.cellsWritten += written.length;
  }
  const taken = Object.keys(change.accepted).length + (change.acceptedName === null ? 0 : 1);
  tally.cellsSame += taken - change.arrived.size;
  if (!isFound) return;
  tally.conflicts += change.conflicts.length;
  into.events.push(conflictEvent(change, at));
}

/** Column keys for the reader; values and cells by column id for a rollback of this run. */
function changedEvent(
  job: BoardJob,
  change: Change,
  at: { written: readonly string[]; runId: string; doneAt: number },
): RecordEvent {
  const { row, itemId, was, cells, values, accepted, record } = change;
  const keys = new Map(job.board.columns.map(({ columnId, key }) => [columnId, key]));
  const now = { ...accepted, ...values, [nameKey]: { kind: "text", text: record.name } };
  const pick = (from: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(at.written.map((columnId) => [columnId, from[columnId] ?? null]));
  const columns = at.written.map((columnId) => keys.get(columnId) ?? columnId);
  const body = JSON.stringify({ columns, before: pick(was), after: pick(now), cells: pick(cells) });
  const { phase, externalId } = row;
  return { phase, externalId, itemId, runId: at.runId, at: at.doneAt, kind: "changed", body };
}

function toRevised(change: Change, dropped: RevisedWrite["notes"]): Omit<RevisedWrite, "runId" | "doneAt"> {
  const { row, record, payloadHash, before, arrived } = change;
  const operation = toStored(change);
  return {
    phase: row.phase,
    externalId: row.externalId,
    name: record.name,
    outcome: isToWrite(change) || arrived.size > 0 ? "updated" : (row.outcome ?? "updated"),
    payloadHash,
    operation: operation === null ? null : JSON.stringify(operation),
    notes: [...change.notes, ...dropped],
    ...(before === null ? {} : { before }),
  };
}

/** The operation that would have given the item all it holds now. */
function toStored(change: Change): WriteOperation | null {
  const { stored, values, accepted, rename, acceptedName, record, itemId } = change;
  const merged = { ...cellsOf(stored), ...accepted, ...values };
  const held = Object.fromEntries(
    Object.entries(merged).flatMap(([columnId, value]) => (value === null ? [] : [[columnId, value]])),
  );
  if (stored?.kind === "create_item") {
    return { ...stored, name: rename ?? acceptedName ?? stored.name, values: held };
  }
  if (stored === null && Object.keys(held).length === 0) return null;
  const { externalId } = record;
  return { kind: "update_item", externalId, itemId, name: null, values: held };
}
