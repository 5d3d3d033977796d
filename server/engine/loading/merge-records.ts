import type { RecordNote } from "../../contract/records.ts";
import type { MappedRecord } from "../../core/mapping/compile-board.ts";
import type { SettledRecord } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { type BoardJob, phasesOfBoard } from "./board-job.ts";
import { openRecords, type RecordPage } from "./board-records.ts";
import { type Delivery, deliver } from "./deliver.ts";
import { complete, matchItems, mayMatch, readCells } from "./existing-items.ts";
import { findLinks, resolveLinks } from "./links.ts";
import { earlierRecords } from "./prepare-items.ts";
import { mergedNoteCode, type PreparedWrite } from "./prepared.ts";
import type { OnSettled } from "./pump.ts";
import { settledFor } from "./settled.ts";

/**
 * Second pass over a board: records that belong to the item of an earlier record add what is still empty there and
 * then count as merged. They are taken in rounds, each item at most once a round, so that what one record filled
 * is seen before the next one fills.
 */
export async function mergeRecords(job: BoardJob, delivery: Delivery, onSettled: OnSettled): Promise<void> {
  for await (const page of openRecords(job)) {
    const compiled = job.people.compiled();
    let open = page.records.map((record) => compiled.map(record));
    const earlier = await earlierRecords(job, page);
    while (open.length > 0) {
      stopIfInterrupted(job.context.signal);
      const items = await findTargets(job, open, earlier);
      const round = takeRound(open, items);
      if (round.length === 0) {
        await giveUp(job, page, { open, onSettled });
        break;
      }
      await mergeRound(job, delivery, { stream: page.stream, round, onSettled });
      const taken = new Set(round.map(({ record }) => record.externalId));
      open = open.filter((record) => !taken.has(record.externalId));
    }
  }
}

interface Merge {
  readonly record: MappedRecord;
  readonly itemId: string;
}

/** The item each record belongs to: that of the record it duplicates, or the one another record has taken. */
async function findTargets(
  job: BoardJob,
  open: readonly MappedRecord[],
  earlier: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const { deps, scope } = job.context;
  const phases = phasesOfBoard(job.plan, job.board.part?.of ?? job.board.key);
  const known = await deps.store.ledger.itemIds(scope, phases, [...new Set(earlier.values())]);
  const targets = new Map<string, string>();
  const others: MappedRecord[] = [];
  for (const record of open) {
    const first = earlier.get(record.externalId);
    const itemId = first === undefined ? undefined : known.get(first);
    if (itemId !== undefined) targets.set(record.externalId, itemId);
    else if (first === undefined) others.push(record);
  }
  if (others.length === 0 || !mayMatch(job.board)) return targets;
  for (const [externalId, match] of await matchItems(job, others)) {
    if (match.kind !== "none") targets.set(externalId, match.itemId);
  }
  return targets;
}

function takeRound(open: readonly MappedRecord[], items: ReadonlyMap<string, string>): Merge[] {
  const taken = new Set<string>();
  return open.flatMap((record) => {
    const itemId = items.get(record.externalId);
    if (itemId === undefined || taken.has(itemId)) return [];
    taken.add(itemId);
    return [{ record, itemId }];
  });
}

async function mergeRound(
  job: BoardJob,
  delivery: Delivery,
  input: { stream: string; round: readonly Merge[]; onSettled: OnSettled },
): Promise<void> {
  const { round, stream } = input;
  const find = await findLinks(
    job,
    round.map(({ record }) => record),
  );
  const cells = await readCells(
    job,
    round.map(({ itemId }) => itemId),
  );
  const writes: PreparedWrite[] = [];
  const settled: SettledRecord[] = [];
  for (const { record, itemId } of round) {
    const resolved = resolveLinks(job.board, record, find);
    const existing = cells.get(itemId) ?? {};
    const filled = complete(job, resolved.values, existing);
    const notes = [...resolved.notes, ...filled.notes, mergedNote];
    if (Object.keys(filled.values).length === 0) {
      settled.push(settledFor(job, { ...record, stream, notes }, "merged", "duplicate.merged", itemId));
      continue;
    }
    const { externalId, name } = record;
    // The item keeps the source id of the record it was made from.
    const owner = existing[job.target.externalIdColumnId]?.text || externalId;
    writes.push({
      externalId,
      stream,
      name,
      notes,
      before: filled.before,
      outcome: "merged",
      operation: { kind: "update_item", externalId: owner, itemId, name: null, values: filled.values },
    });
  }
  const size = Math.max(1, job.destination.batchSize());
  const { ledger } = job.context.deps.store;
  await ledger.commit(job.context.scope, { settled });
  await input.onSettled([], settled);
  for (let start = 0; start < writes.length; start += size) {
    const done = await deliver(delivery, writes.slice(start, start + size), { done: [], settled: [] });
    await ledger.commit(job.context.scope, { done });
    await input.onSettled(done, []);
  }
}

const mergedNote: RecordNote = {
  code: mergedNoteCode,
  column: null,
  text: "The same as an earlier record; only what was empty there was added.",
};

/** Records whose earlier record has no item: failed, so that the next import tries both again. */
async function giveUp(
  job: BoardJob,
  page: RecordPage,
  input: { open: readonly MappedRecord[]; onSettled: OnSettled },
): Promise<void> {
  const settled = input.open.map((record) =>
    settledFor(job, { ...record, stream: page.stream }, "failed", "duplicate.original_missing"),
  );
  await job.context.deps.store.ledger.commit(job.context.scope, { settled });
  await input.onSettled([], settled);
}
