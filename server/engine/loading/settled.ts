import type { Outcome, RecordNote } from "../../contract/records.ts";
import { type ReasonCode, type RecordReason, recordReasons } from "../../core/reasons.ts";
import type { SettledRecord } from "../../store/store.ts";
import type { BoardJob } from "./board-job.ts";

interface Subject {
  readonly externalId: string;
  readonly stream: string;
  readonly name: string;
  readonly notes: readonly RecordNote[];
}

/** A record that ended without a write. */
export function toSettled(
  job: BoardJob,
  subject: Subject,
  ending: { outcome: Outcome; code: ReasonCode | null; reason: string | null; itemId?: string | null },
): SettledRecord {
  return {
    phase: job.target.phase,
    externalId: subject.externalId,
    stream: subject.stream,
    runId: job.context.run.id,
    name: subject.name,
    outcome: ending.outcome,
    reasonCode: ending.code,
    reason: ending.reason,
    boardId: job.target.boardId,
    itemId: ending.itemId ?? null,
    notes: subject.notes,
    doneAt: job.context.deps.clock.now(),
  };
}

export function settledFor(
  job: BoardJob,
  subject: Subject,
  outcome: Outcome,
  code: RecordReason,
  itemId: string | null = null,
): SettledRecord {
  return toSettled(job, subject, { outcome, code, reason: recordReasons[code].reason, itemId });
}
