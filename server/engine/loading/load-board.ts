import type { DoneWrite, SettledRecord } from "../../store/store.ts";
import { toBatches } from "./batches.ts";
import type { BoardJob } from "./board-job.ts";
import type { Delivery } from "./delivery.ts";
import { droppedNoteCode } from "./done-write.ts";
import { indexBoard, mayMatch } from "./existing-items.ts";
import { mergeRecords } from "./merge-records.ts";
import { type Deferred, prepareItems } from "./prepare-items.ts";
import { prepareUpdates } from "./prepare-updates.ts";
import { type OnSettled, pump } from "./pump.ts";
import { recoverPhase } from "./recover.ts";
import { refillColumns } from "./refill-columns.ts";
import { markUpdates, mayHaveUpdates } from "./seen-updates.ts";
import { withoutPeople } from "./without-people.ts";
import { writeChanges } from "./write-changes.ts";

/** Key of the run's phase that fills a phase of the ledger. */
export function loadPhaseKey(ledgerPhase: string): string {
  return `load:${ledgerPhase}`;
}

/**
 * Brings the records of a board into the destination, each exactly once, whatever happened before. Returns whether
 * records are left that belong to the item of an earlier one: those are for `loadDuplicates`.
 */
export async function loadItems(job: BoardJob): Promise<boolean> {
  const delivery = toDelivery(job);
  const onSettled = reportTo(job);
  await begin(job);
  await recoverPhase(delivery, onSettled);
  await writeChanges(job, delivery);
  if (mayMatch(job.board)) await indexBoard(job);
  const deferred: Deferred = { count: 0 };
  await pump(delivery, toBatches(prepareItems(job, deferred), job.destination.batchSize), onSettled);
  if (deferred.count === 0) await finish(job);
  return deferred.count > 0;
}

/** Merges duplicates into the items of earlier records, after every part of the board has its items. */
export async function loadDuplicates(job: BoardJob): Promise<void> {
  await mergeRecords(job, toDelivery(job), reportTo(job));
  await finish(job);
}

/** Writes the texts of a board's records as updates of their items, each exactly once. */
export async function loadUpdates(job: BoardJob): Promise<void> {
  const delivery = toDelivery(job);
  const onSettled = reportTo(job);
  await begin(job);
  await recoverPhase(delivery, onSettled);
  if (await mayHaveUpdates(job)) {
    await pump(delivery, toBatches(prepareUpdates(job), job.destination.batchSize), onSettled);
  }
  await finish(job);
}

/** Gives the items the board had before what belongs in columns that were made a second time. */
export async function refillItems(job: BoardJob, columnKeys: readonly string[]): Promise<void> {
  await refillColumns(job, toDelivery(job), columnKeys);
}

async function finish(job: BoardJob): Promise<void> {
  await job.context.progress.change(loadPhaseKey(job.target.phase), { state: "done" });
}

function toDelivery(job: BoardJob): Delivery {
  const titles = new Map(job.board.columns.map((column) => [column.columnId, column.title]));
  return {
    context: job.context,
    destination: job.destination,
    target: job.target,
    titleOf: (columnId) => titles.get(columnId) ?? columnId,
    withoutPeople: (write) => withoutPeople(job, write),
  };
}

/** Counts start from what the ledger knows, so that a resumed run shows where it stands. */
async function begin(job: BoardJob): Promise<void> {
  const { settledBefore } = job;
  const done = [...settledBefore.values()].reduce((sum, count) => sum + count, 0);
  const failed = settledBefore.get("failed") ?? 0;
  const skipped = settledBefore.get("skipped") ?? 0;
  await job.context.progress.change(loadPhaseKey(job.target.phase), {
    state: "active",
    done,
    failed,
    skipped,
  });
}

function reportTo(job: BoardJob): OnSettled {
  const key = loadPhaseKey(job.target.phase);
  return async (done, settled) => {
    // A person monday dropped without a word is kept by name in an update.
    if (done.some(({ notes }) => notes?.some(({ code }) => code === droppedNoteCode))) {
      await markUpdates(job.context, job.board.key);
    }
    const all: readonly (DoneWrite | SettledRecord)[] = [...done, ...settled];
    const count = (outcome: string): number => all.filter((row) => row.outcome === outcome).length;
    const add = { done: all.length, failed: count("failed"), skipped: count("skipped") };
    await job.context.progress.change(key, { add });
  };
}
