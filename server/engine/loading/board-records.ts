import type { Plan } from "../../contract/plan.ts";
import { partOf } from "../../core/planning/parts.ts";
import { type SourceRecord, toExternalId } from "../../core/records.ts";
import type { LedgerRow } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { snapshotPages } from "../steps/snapshot-reader.ts";
import type { BoardJob } from "./board-job.ts";

/** A choice among the records of a plan, such as a sample. */
export interface RecordChoice {
  has(stream: string, id: string): boolean;
}

/** What reading a board's records takes. */
export type BoardReader = Pick<BoardJob, "context" | "plan" | "board" | "parts"> &
  Partial<Pick<BoardJob, "chosen">>;

/** Records of one stream that belong on this board, a page at a time. */
export interface RecordPage {
  readonly stream: string;
  readonly records: readonly SourceRecord[];
}

/** Every record of the board: in stream order, then snapshot order, for a part only those of its range. */
export async function* boardRecords(job: BoardReader): AsyncGenerator<RecordPage> {
  const { deps, scope, signal } = job.context;
  let ordinal = 0;
  let wasOnBoard = false;
  for (const stream of job.board.streams) {
    for await (const page of snapshotPages(deps.store.snapshot, scope, stream)) {
      stopIfInterrupted(signal);
      const start = ordinal;
      ordinal += page.length;
      const ofBoard = page.filter((_, index) => isOnBoard(job, start + index));
      // The range of a part is in one piece: once it is behind, nothing of it follows.
      if (wasOnBoard && ofBoard.length === 0) return;
      wasOnBoard ||= ofBoard.length > 0;
      const { chosen } = job;
      const records = chosen ? ofBoard.filter(({ id }) => chosen.has(stream, id)) : ofBoard;
      if (records.length > 0) yield { stream, records };
    }
  }
}

/** The records that have no row in the ledger yet, on this board or on another part of it. */
export async function* openRecords(job: BoardJob): AsyncGenerator<RecordPage> {
  for await (const page of boardRecords(job)) {
    const ids = page.records.map((record) => externalIdOf(job.plan, record));
    const known = await rowsOnAnyPart(job, ids);
    const records = page.records.filter((record) => !known.has(externalIdOf(job.plan, record)));
    if (records.length > 0) yield { stream: page.stream, records };
  }
}

export function externalIdOf(plan: Plan, record: Pick<SourceRecord, "stream" | "id">): string {
  return toExternalId(plan.source, record.stream, record.id);
}

/** A record may have been written to another part when the snapshot was a different one. */
export async function rowsOnAnyPart(
  job: Pick<BoardJob, "context" | "parts">,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, LedgerRow>> {
  const { deps, scope } = job.context;
  const rows = new Map<string, LedgerRow>();
  for (const part of job.parts) {
    const found = await deps.store.ledger.rows(scope, part.key, externalIds);
    for (const [externalId, row] of found) rows.set(externalId, row);
  }
  return rows;
}

function isOnBoard(job: BoardReader, ordinal: number): boolean {
  return job.parts.length === 1 || partOf(job.parts, ordinal).key === job.board.key;
}
