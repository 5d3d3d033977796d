import type { OperationResult, WriteOperation } from "../../connectors/types.ts";
import { FailureError } from "../../contract/errors.ts";
import type { DoneWrite, RecordEvent, RevisedWrite } from "../../store/store.ts";
import { nameKey } from "../delta/conflict-body.ts";
import { conflictEvent } from "../delta/put-conflicts.ts";
import type { BoardJob } from "./board-job.ts";
import type { Change } from "./change-draft.ts";
import type { ChangeTally, TallyBook } from "./change-mark.ts";
import type { Delivery } from "./delivery.ts";
import { droppedNoteCode, toDroppedNotes, withPlace } from "./done-write.ts";
import { cellsOf } from "./find-changes.ts";
import { markUpdates } from "./seen-updates.ts";

/** How each change was answered, by external id. */
export type Answers = ReadonlyMap<string, OperationResult>;

/** Where the changes of one board are worked on. */
export interface Desk {
  readonly job: BoardJob;
  readonly delivery: Delivery;
  readonly ledger: TallyBook;
}

/** Ids of the columns a change writes; the name's key for a name. */
export function sentColumns({ rename, values }: Change): string[] {
  return [...Object.keys(values), ...(rename === null ? [] : [nameKey])];
}

export function isToWrite({ rename, values }: Change): boolean {
  return rename !== null || Object.keys(values).length > 0;
}

/** True when the ledger knows nothing new of the record: it is merely still waiting for its answer. */
function isIdle(change: Change): boolean {
  const { row, payloadHash, accepted, acceptedName } = change;
  if (isToWrite(change) || row.payloadHash !== payloadHash) return false;
  return acceptedName === null && Object.keys(accepted).length === 0;
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

/** Stores what became of these changes, with its history and counts, in one commit. `found`: records newly asked about. */
export async function storeChanges(
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
  const replaced = replacedValues(change, at.written);
  const body = JSON.stringify({ columns, before: pick(was), after: pick(now), cells: pick(cells), replaced });
  const { phase, externalId } = row;
  return { phase, externalId, itemId, runId: at.runId, at: at.doneAt, kind: "changed", body };
}

/** What stays in columns that were made anew: the old ones keep it beside the new. */
function replacedValues({ stored, was }: Change, written: readonly string[]) {
  const held = Object.entries(cellsOf(stored)).filter(
    ([columnId, value]) => value !== null && (was[columnId] ?? null) === null && written.includes(columnId),
  );
  return held.length === 0 ? undefined : Object.fromEntries(held);
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
