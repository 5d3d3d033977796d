import type { LeaveReason, RemovableKind, RollbackAction } from "../contract/rollback.ts";
import type { Scope } from "./keys.ts";

/** A step of a rollback: intended before it is done, so that a crash cannot hide it. */
export interface RollbackEntryRow {
  readonly runId: string;
  readonly kind: RemovableKind;
  /** External id of a record, key of a schema object, or id of an update. */
  readonly key: string;
  /** Ledger phase of a record. */
  readonly phase: string | null;
  readonly name: string;
  readonly destinationId: string;
  readonly board: string | null;
  readonly action: RollbackAction;
  readonly state: "intended" | "done";
  readonly code: LeaveReason | null;
  readonly reason: string | null;
  readonly proven: boolean | null;
  readonly at: number;
  /** What has to be there again (JSON), for the proof; null for removals. */
  readonly before: string | null;
}

export interface RollbackStore {
  /** Adds entries; one of the same run, kind, key and destination id is replaced and keeps its place. */
  put(scope: Scope, entries: readonly RollbackEntryRow[]): Promise<void>;
  list(
    scope: Scope,
    input: { runId: string; action?: RollbackAction; kind?: RemovableKind; afterSeq: number; limit: number },
  ): Promise<readonly (RollbackEntryRow & { seq: number })[]>;
  counts(
    scope: Scope,
    runId: string,
  ): Promise<
    readonly {
      kind: RemovableKind;
      action: RollbackAction;
      state: "intended" | "done";
      code: LeaveReason | null;
      proven: boolean | null;
      count: number;
    }[]
  >;
}
