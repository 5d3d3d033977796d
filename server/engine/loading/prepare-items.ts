import type { ReadItem } from "../../connectors/types.ts";
import type { RecordNote } from "../../contract/records.ts";
import type { TypedValue } from "../../contract/values.ts";
import type { MappedRecord } from "../../core/mapping/compile-board.ts";
import type { SettledRecord } from "../../store/store.ts";
import type { BoardJob } from "./board-job.ts";
import { externalIdOf, openRecords, type RecordPage } from "./board-records.ts";
import { withPlace } from "./done-write.ts";
import { complete, type Match, matchItems, mayMatch, readCells } from "./existing-items.ts";
import { findLinks, resolveLinks } from "./links.ts";
import type { PreparedBatch, PreparedWrite } from "./prepared.ts";
import { noteUpdates } from "./seen-updates.ts";
import { settledFor, toSettled } from "./settled.ts";
import { wantedHash } from "./wanted-hash.ts";

/** A record with its cells, ready to become a write. */
interface Row {
  readonly stream: string;
  readonly record: MappedRecord;
  readonly values: Record<string, TypedValue>;
  readonly notes: readonly RecordNote[];
}

/** Counts the records that must wait until the item they belong to exists. */
export interface Deferred {
  count: number;
}

/**
 * Turns the open records of a board into writes, a snapshot page at a time: duplicates are put aside, links become
 * item ids, records that cannot or must not be written are settled, matches on an existing board become updates.
 */
export async function* prepareItems(job: BoardJob, deferred: Deferred): AsyncGenerator<PreparedBatch> {
  for await (const page of openRecords(job)) {
    const settled: SettledRecord[] = [];
    const mapped = await mapPage(job, page, { settled, deferred });
    await noteUpdates(job, mapped);
    const find = await findLinks(job, mapped);
    const rows = mapped.map((record) => {
      return { stream: page.stream, record, ...resolveLinks(job.board, record, find) };
    });
    const matches = mayMatch(job.board) ? await matchItems(job, mapped) : null;
    yield matches === null
      ? { writes: rows.map((row) => toCreation(job, row)), settled }
      : await prepareMatched(job, rows, { matches, settled, deferred });
  }
}

async function mapPage(
  job: BoardJob,
  page: RecordPage,
  into: { settled: SettledRecord[]; deferred: Deferred },
): Promise<readonly MappedRecord[]> {
  const compiled = job.people.compiled();
  const policy = job.board.dedupe?.policy ?? "keep_both";
  const duplicates = policy === "keep_both" ? new Set<string>() : await duplicateIds(job, page);
  const mapped: MappedRecord[] = [];
  for (const source of page.records) {
    const record = compiled.map(source);
    const subject = { ...record, stream: page.stream };
    if (record.failure) {
      const { code } = record.failure;
      into.settled.push(
        toSettled(job, subject, { outcome: "failed", code, reason: withPlace(record.failure) }),
      );
    } else if (record.skip) {
      into.settled.push(toSettled(job, subject, { outcome: "skipped", ...record.skip }));
    } else if (!duplicates.has(source.id)) {
      mapped.push(record);
    } else if (policy === "skip") {
      into.settled.push(settledFor(job, subject, "skipped", "duplicate.skipped"));
    } else {
      into.deferred.count += 1;
    }
  }
  return mapped;
}

/** Ids of this page's records that share a match key with an earlier record of the board. */
async function duplicateIds(job: BoardJob, page: RecordPage): Promise<ReadonlySet<string>> {
  const { dedupe, streams } = job.board;
  if (!dedupe) return new Set();
  const ids = page.records.map((record) => record.id);
  const { deps, scope } = job.context;
  const query = { streams, kind: dedupe.key, stream: page.stream, ids };
  return new Set((await deps.store.snapshot.canonical(scope, query)).keys());
}

/** For each of these records the external id of the earlier record it duplicates. */
export async function earlierRecords(job: BoardJob, page: RecordPage): Promise<ReadonlyMap<string, string>> {
  const { dedupe, streams } = job.board;
  if (dedupe?.policy !== "merge") return new Map();
  const ids = page.records.map((record) => record.id);
  const { deps, scope } = job.context;
  const query = { streams, kind: dedupe.key, stream: page.stream, ids };
  const earlier = new Map<string, string>();
  for (const [id, first] of await deps.store.snapshot.canonical(scope, query)) {
    earlier.set(externalIdOf(job.plan, { stream: page.stream, id }), externalIdOf(job.plan, first));
  }
  return earlier;
}

function toCreation(job: BoardJob, row: Row): PreparedWrite {
  const { record } = row;
  const groupId = record.groupKey === null ? job.firstGroupId : (job.groupIds.get(record.groupKey) ?? null);
  return {
    externalId: record.externalId,
    stream: row.stream,
    name: record.name,
    notes: row.notes,
    before: null,
    payloadHash: wantedHash(record.name, row.values),
    outcome: "created",
    operation: {
      kind: "create_item",
      externalId: record.externalId,
      groupId,
      name: record.name,
      values: row.values,
    },
  };
}

async function prepareMatched(
  job: BoardJob,
  rows: readonly Row[],
  input: { matches: ReadonlyMap<string, Match>; settled: SettledRecord[]; deferred: Deferred },
): Promise<PreparedBatch> {
  const itemIds = [...input.matches.values()].flatMap((match) =>
    match.kind === "own" ? [match.itemId] : [],
  );
  const cells = await readCells(job, itemIds);
  const writes: PreparedWrite[] = [];
  for (const row of rows) {
    const match = input.matches.get(row.record.externalId) ?? { kind: "none" };
    if (match.kind === "taken") {
      input.deferred.count += 1;
      continue;
    }
    const existing = match.kind === "own" ? cells.get(match.itemId) : undefined;
    if (match.kind === "none" || !existing) {
      writes.push(toCreation(job, row));
      continue;
    }
    const notes = [...row.notes, ...match.notes];
    const write = toCompletion(job, { ...row, notes }, { itemId: match.itemId, existing });
    if (write) writes.push(write);
    else input.settled.push(toUnchanged(job, { ...row, notes }, match.itemId));
  }
  return { writes, settled: input.settled };
}

/** Fills what is empty on the customer's item and notes where the record came from; null when nothing is to do. */
function toCompletion(
  job: BoardJob,
  row: Row,
  item: { itemId: string; existing: ReadItem["values"] },
): PreparedWrite | null {
  const { externalIdColumnId } = job.target;
  const { externalId } = row.record;
  const origin: TypedValue = { kind: "text", text: externalId };
  const completed = complete(job, { ...row.values, [externalIdColumnId]: origin }, item.existing);
  if (Object.keys(completed.values).length === 0) return null;
  return {
    externalId,
    stream: row.stream,
    name: row.record.name,
    notes: [...row.notes, ...completed.notes],
    before: completed.before,
    payloadHash: wantedHash(row.record.name, row.values),
    outcome: "updated",
    operation: {
      kind: "update_item",
      externalId,
      itemId: item.itemId,
      name: null,
      values: completed.values,
    },
  };
}

function toUnchanged(job: BoardJob, row: Row, itemId: string): SettledRecord {
  const subject = { ...row.record, stream: row.stream, notes: row.notes };
  const settled = toSettled(job, subject, { outcome: "unchanged", code: null, reason: null, itemId });
  return { ...settled, payloadHash: wantedHash(row.record.name, row.values) };
}
