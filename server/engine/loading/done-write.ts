import type { OperationResult } from "../../connectors/types.ts";
import type { Failure } from "../../contract/errors.ts";
import type { RecordNote } from "../../contract/records.ts";
import { type RecordReason, recordReasons } from "../../core/reasons.ts";
import type { DoneWrite } from "../../store/store.ts";
import type { Found } from "./look-up.ts";
import type { LoadTarget, PreparedWrite } from "./prepared.ts";

/** On records of which the destination did not keep a value; `column` is the column id. */
export const droppedNoteCode = "value_dropped";

type Succeeded = Extract<OperationResult, { ok: true }>;

/** The write was answered: the record has its item. */
export function toDone(
  target: LoadTarget,
  write: PreparedWrite,
  result: Succeeded,
  input: { at: number; titleOf: (columnId: string) => string },
): DoneWrite {
  const dropped = toDroppedNotes(result.dropped, input.titleOf);
  const notes = dropped.length > 0 ? { notes: [...write.notes, ...dropped] } : {};
  return { ...succeeded(target, write, input.at), itemId: itemOf(write, result.id), ...notes };
}

/** The answer was lost, but the destination shows that the write has happened. */
export function toFoundDone(
  target: LoadTarget,
  write: PreparedWrite,
  found: Found,
  input: { at: number; titleOf: (columnId: string) => string; dropped: readonly string[] },
): DoneWrite {
  const double: RecordNote = {
    code: "several_items",
    column: null,
    text: "More than one item carries this record's source id; the oldest one counts.",
  };
  const added = [...(found.isDouble ? [double] : []), ...toDroppedNotes(input.dropped, input.titleOf)];
  const notes = added.length > 0 ? { notes: [...write.notes, ...added] } : {};
  return { ...succeeded(target, write, input.at), itemId: itemOf(write, found.id), ...notes };
}

/** One note for each column whose value the destination did not keep. */
export function toDroppedNotes(
  columnIds: readonly string[],
  titleOf: (columnId: string) => string,
): readonly RecordNote[] {
  return columnIds.map((columnId) => {
    const text = `monday did not keep the value of ${titleOf(columnId)}.`;
    return { code: droppedNoteCode, column: columnId, text };
  });
}

/** The destination refused this record for good. */
export function toFailed(target: LoadTarget, write: PreparedWrite, failure: Failure, at: number): DoneWrite {
  return {
    phase: target.phase,
    externalId: write.externalId,
    outcome: "failed",
    reasonCode: failure.code,
    reason: withPlace(failure),
    itemId: null,
    doneAt: at,
  };
}

/** The admin's sentence, with the column it is about when the failure names one. */
export function withPlace(failure: Failure): string {
  const place = failure.where?.columnTitle ?? failure.where?.column ?? failure.where?.field;
  return place === undefined ? failure.userMessage : `${failure.userMessage} (${place})`;
}

const mergedReason = "duplicate.merged" satisfies RecordReason;

function succeeded(target: LoadTarget, write: PreparedWrite, at: number): DoneWrite {
  const merged = write.outcome === "merged";
  return {
    phase: target.phase,
    externalId: write.externalId,
    outcome: write.outcome,
    reasonCode: merged ? mergedReason : null,
    reason: merged ? recordReasons[mergedReason].reason : null,
    itemId: null,
    doneAt: at,
  };
}

/** Records point to items: an update is found under its item, a changed item keeps its id. */
function itemOf(write: PreparedWrite, id: string): string {
  return write.operation.kind === "create_item" ? id : write.operation.itemId;
}
