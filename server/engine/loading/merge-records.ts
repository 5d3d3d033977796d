import type { RecordNote } from "../../contract/records.ts";
import type { MappedRecord } from "../../core/mapping/compile-board.ts";
import type { SettledRecord } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { BoardJob } from "./board-job.ts";
import { openRecords, type RecordPage } from "./board-records.ts";
import { deliver } from "./deliver.ts";
import type { Delivery } from "./delivery.ts";
import { complete, matchItems, mayMatch, readCells } from "./existing-items.ts";
import { findLinks, resolveLinks } from "./links.ts";
import { earlierRecords } from "./prepare-items.ts";
import { mergedNoteCode, type PreparedWrite } from "./prepared.ts";
import type { OnSettled } from "./pump.ts";
import { noteUpdates } from "./seen-updates.ts";
import { settledFor } from "./settled.ts";
import { wantedHash } from "./wanted-hash.ts";

/**
 * Second pass over a board: records that belong to the item of an earlier record add what is still empty there and
 * then count as merged. They are taken in rounds, each item at most once a round, so that what one record filled
 * is seen before the next one fills.
 */
export async function mergeRecords(job: BoardJob, delivery: Delivery, onSettled: OnSettled): Promise<void> {
  for await (const page of openRecords(job)) {
    const compiled = job.people.compiled();
    let open = page.records.map((record) => compiled.map(record));
    await noteUpdates(job, open);
    const earlier = await earlierRecords(job, page);
    while (open.length > 0) {
      stopIfInterrupted(job.context.signal);
      const round = takeRound(open, await findTargets(job, open, earlier));
      if (!isFilled(round)) {
        await giveUp(job, page, { open, onSettled });
        break;
      }
      const [{ boardId }] = round;
      const target = { ...job.target, boardId };
      await mergeRound(
        { ...job, target },
        { ...delivery, target },
        { stream: page.stream, round, onSettled },
      );
      const taken = new Set(round.map(({ record }) => record.externalId));
      open = open.filter((record) => !taken.has(record.externalId));
    }
  }
}

interface Target {
  readonly itemId: string;
  /** Of another part when the earlier record lives there. */
  readonly boardId: string;
}

interface Merge extends Target {
  readonly record: MappedRecord;
}

/** The item each record belongs to: that of the record it duplicates, or the one another record has taken. */
async function findTargets(
  job: BoardJob,
  open: readonly MappedRecord[],
  earlier: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Target>> {
  const known = await itemsOf(job, [...new Set(earlier.values())]);
  const targets = new Map<string, Target>();
  const others: MappedRecord[] = [];
  for (const record of open) {
    const first = earlier.get(record.externalId);
    const target = first === undefined ? undefined : known.get(first);
    if (target !== undefined) targets.set(record.externalId, target);
    else if (first === undefined) others.push(record);
  }
  if (others.length === 0 || !mayMatch(job.board)) return targets;
  const { boardId } = job.target;
  for (const [externalId, match] of await matchItems(job, others)) {
    if (match.kind !== "none") targets.set(externalId, { itemId: match.itemId, boardId });
  }
  return targets;
}

async function itemsOf(job: BoardJob, externalIds: readonly string[]): Promise<ReadonlyMap<string, Target>> {
  const { deps, scope } = job.context;
  const items = new Map<string, Target>();
  for (const part of job.parts) {
    for (const [externalId, row] of await deps.store.ledger.rows(scope, part.key, externalIds)) {
      const { itemId, boardId } = row;
      if (itemId !== null) items.set(externalId, { itemId, boardId: boardId ?? job.target.boardId });
    }
  }
  return items;
}

function isFilled<T>(list: readonly T[]): list is readonly [T, ...T[]] {
  return list.length > 0;
}

/** Records for one round, all with items on the same board: each item at most once. */
function takeRound(open: readonly MappedRecord[], targets: ReadonlyMap<string, Target>): Merge[] {
  const taken = new Set<string>();
  let boardId: string | null = null;
  const round: Merge[] = [];
  for (const record of open) {
    const target = targets.get(record.externalId);
    if (!target || taken.has(target.itemId)) continue;
    boardId ??= target.boardId;
    if (target.boardId !== boardId) continue;
    taken.add(target.itemId);
    round.push({ record, ...target });
  }
  return round;
}

async function mergeRound(
  job: BoardJob,
  delivery: Delivery,
  input: { stream: string; round: readonly Merge[]; onSettled: OnSettled },
): Promise<void> {
  const { writes, settled } = await prepareRound(job, input.stream, input.round);
  const size = Math.max(1, job.destination.batchSize());
  if (settled.length > 0) {
    await job.context.commit({ settled });
    await input.onSettled([], settled);
  }
  for (let start = 0; start < writes.length; start += size) {
    const done = await deliver(delivery, writes.slice(start, start + size), { done: [], settled: [] });
    await job.context.commit({ done });
    await input.onSettled(done, []);
  }
}

/** What a round adds to its items; a record whose item lacks nothing is settled without a write. */
async function prepareRound(
  job: BoardJob,
  stream: string,
  round: readonly Merge[],
): Promise<{ writes: readonly PreparedWrite[]; settled: readonly SettledRecord[] }> {
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
      payloadHash: wantedHash(name, resolved.values),
      outcome: "merged",
      operation: { kind: "update_item", externalId: owner, itemId, name: null, values: filled.values },
    });
  }
  return { writes, settled };
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
  await job.context.commit({ settled });
  await input.onSettled([], settled);
}
