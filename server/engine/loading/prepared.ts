import type { WriteOperation } from "../../connectors/types.ts";
import type { Outcome, RecordNote } from "../../contract/records.ts";
import type { SettledRecord } from "../../store/store.ts";

/** Where a phase writes: one board of the destination. */
export interface LoadTarget {
  /** Key of the ledger rows (`clients`, `clients.updates`). */
  readonly phase: string;
  readonly boardId: string;
  readonly externalIdColumnId: string;
}

/** One write that is ready to be intended. */
export interface PreparedWrite {
  /**
   * Key of the ledger row. The same as the operation's external id, except that a merged record changes the item
   * of another record and must not put its own source id on it.
   */
  readonly externalId: string;
  readonly stream: string;
  readonly name: string;
  readonly operation: WriteOperation;
  /** Hash of what the record asks for (`wantedHash`), whatever of it the operation writes. */
  readonly payloadHash: string;
  readonly notes: readonly RecordNote[];
  /** Values of an existing item before it is changed (JSON); null for creations. */
  readonly before: string | null;
  /** What the record becomes when the write succeeds. */
  readonly outcome: Outcome;
}

/** Writes for one call, and records that ended without a write since the batch before. */
export interface PreparedBatch {
  readonly writes: readonly PreparedWrite[];
  readonly settled: readonly SettledRecord[];
}

/** Marks a write that adds to the item of an earlier record instead of making one of its own. */
export const mergedNoteCode = "merged_into";

/** Outcome of a write found in the ledger after a crash. */
export function outcomeOf(operation: WriteOperation, notes: readonly RecordNote[]): Outcome {
  switch (operation.kind) {
    case "create_item":
    case "create_update":
      return "created";
    case "update_item":
      return notes.some((note) => note.code === mergedNoteCode) ? "merged" : "updated";
  }
}
