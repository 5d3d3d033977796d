import type { Outcome, RecordNote } from "../contract/records.ts";
import type { AuditLine } from "./audit.ts";
import type { LedgerKey, Scope } from "./keys.ts";
import type { RecordEvent } from "./record-events.ts";

export interface IntendedWrite extends LedgerKey {
  readonly stream: string;
  readonly runId: string;
  readonly name: string;
  readonly boardId: string;
  /** SHA-256 of what the record asks for; changes exactly when the record or its mapping does. */
  readonly payloadHash: string;
  readonly idempotencyKey: string;
  readonly intendedAt: number;
  /** The operation as sent (JSON), for an identical resend, the diff and the item view. */
  readonly operation: string;
  /** Values before an update of an existing item (JSON); null for creations. */
  readonly before: string | null;
  readonly notes: readonly RecordNote[];
}

export interface DoneWrite extends LedgerKey {
  readonly outcome: Outcome;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly itemId: string | null;
  readonly doneAt: number;
  /** Replaces the notes of the intent when given. */
  readonly notes?: readonly RecordNote[];
}

/** An outcome reached without a write (skipped, merged, failed before sending). */
export interface SettledRecord extends DoneWrite {
  readonly stream: string;
  readonly runId: string;
  readonly name: string;
  readonly boardId: string | null;
  readonly notes: readonly RecordNote[];
  /** Replaces what was known of the record's contents when given. */
  readonly payloadHash?: string;
}

/** A finished row whose record, or its mapping, has changed since; it must exist and stays finished. */
export interface RevisedWrite extends LedgerKey {
  readonly runId: string;
  readonly name: string;
  readonly outcome: Outcome;
  readonly payloadHash: string;
  /** Everything the item should hold now (JSON); null when Portage wrote nothing to it. */
  readonly operation: string | null;
  readonly notes: readonly RecordNote[];
  readonly doneAt: number;
  /** Replaces the before-image when given: cells of the customer that were changed for the first time. */
  readonly before?: string;
}

export interface LedgerRow extends LedgerKey {
  readonly stream: string;
  /** Run that wrote it last, and the one it came from. */
  readonly runId: string;
  readonly firstRunId: string;
  readonly name: string;
  readonly state: "intended" | "done";
  readonly outcome: Outcome | null;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly boardId: string | null;
  readonly itemId: string | null;
  readonly payloadHash: string | null;
  readonly idempotencyKey: string | null;
  readonly operation: string | null;
  readonly before: string | null;
  readonly notes: readonly RecordNote[];
  readonly intendedAt: number | null;
  readonly doneAt: number | null;
}

/** Without `phase`: everything but what lies in a test workspace (`core/sampling/test-plan.ts`). */
export interface LedgerFilter {
  readonly phase?: string;
  /** Rows whose external ids begin so; meant for a phase. */
  readonly startsWith?: string;
  /** Rows last written by this run. */
  readonly runId?: string;
  readonly stream?: string;
  readonly outcome?: Outcome;
}

/** One transaction: outcomes of the batch before, intents of the next, records settled without a write. */
export interface LedgerCommit {
  readonly done?: readonly DoneWrite[];
  readonly intended?: readonly IntendedWrite[];
  readonly settled?: readonly SettledRecord[];
  readonly revised?: readonly RevisedWrite[];
  /** Intents that were refused and are not under way: as if never intended, so the next try prepares them anew. */
  readonly withdrawn?: readonly LedgerKey[];
  readonly mark?: { runId: string; key: string; value: string };
  /** Lines of the audit trail that become durable together with what they tell. */
  readonly audit?: readonly AuditLine[];
  /** What happened to records that are in the destination already. */
  readonly events?: readonly RecordEvent[];
  /** Rows that are no longer true because a rollback has taken them back. */
  readonly removed?: readonly LedgerKey[];
}

export interface LedgerStore {
  commit(scope: Scope, input: LedgerCommit): Promise<void>;
  /** Intended and not done, oldest first. */
  unfinished(scope: Scope, phase: string, limit: number): Promise<readonly LedgerRow[]>;
  /** Rows of these external ids in one phase. */
  rows(scope: Scope, phase: string, externalIds: readonly string[]): Promise<ReadonlyMap<string, LedgerRow>>;
  /** Item ids by external id over several phases (parts of a split board), for links. */
  itemIds(
    scope: Scope,
    phases: readonly string[],
    externalIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
  /**
   * What landed on these items, in the order the records were first reached, at most `limit` rows; over all
   * migrations of the account.
   */
  byItems(
    accountId: string,
    itemIds: readonly string[],
    limit: number,
  ): Promise<readonly (LedgerRow & { migrationId: string })[]>;
  /** How many rows these runs were the first to reach, by phase; those in a test workspace among them. */
  countsByFirstRun(
    scope: Scope,
    runIds: readonly string[],
  ): Promise<readonly { phase: string; count: number }[]>;
  counts(scope: Scope): Promise<
    readonly {
      phase: string;
      stream: string;
      state: "intended" | "done";
      outcome: Outcome | null;
      count: number;
    }[]
  >;
  reasons(scope: Scope): Promise<readonly { outcome: Outcome; code: string; text: string; count: number }[]>;
  /** In the order the records were first reached. */
  list(
    scope: Scope,
    input: LedgerFilter & { afterSeq: number; limit: number },
  ): Promise<readonly (LedgerRow & { seq: number })[]>;
  /** How many rows `list` has over all pages. */
  total(scope: Scope, filter: LedgerFilter): Promise<number>;
  /**
   * Failed rows become open again: a new import run tries them once more. A row that still has its item is finished
   * as before the failure; one whose item is gone (`item_gone`) is intended again, so that the destination is asked
   * for it before it is made anew. Returns how many.
   */
  reopenFailed(scope: Scope): Promise<number>;
}
