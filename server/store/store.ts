/**
 * What Portage remembers, as one interface for every engine (SQLite today, PostgreSQL with `DATABASE_URL`).
 * Every call names the account; no query runs without it. Methods that must be atomic take everything that
 * belongs into the one transaction. Storage faults throw `FailureError` (`store.disk_full`, `store.unavailable`).
 */
import type { Inventory, SourceFinding } from "../contract/inventory.ts";
import type { Plan, PlanEdit } from "../contract/plan.ts";
import type { Outcome, Reconciliation, RecordNote } from "../contract/records.ts";
import type { FailureView, RunKind, RunPhase, RunState } from "../contract/run.ts";
import type { ConnectionView } from "../contract/setup.ts";
import type { MatchKey, SourceRecord } from "../core/records.ts";

export interface Scope {
  readonly accountId: string;
  readonly migrationId: string;
}

export interface ConnectionRow {
  readonly id: string;
  readonly accountId: string;
  readonly source: string;
  readonly createdAt: number;
  /** AES-256-GCM envelope made by `platform/secrets`; the store never sees plain text. */
  readonly sealedCredentials: string;
  readonly view: ConnectionView;
}

export interface MigrationRow {
  readonly id: string;
  readonly accountId: string;
  readonly slug: string;
  readonly name: string;
  readonly connectionId: string;
  readonly source: string;
  readonly destination: { kind: "monday"; workspaceId: string | null; contactsBoardId: string | null };
  readonly createdAt: number;
  readonly createdBy: string;
}

export interface RunRow {
  readonly id: string;
  readonly accountId: string;
  readonly migrationId: string;
  readonly kind: RunKind;
  readonly state: RunState;
  readonly options: Readonly<Record<string, unknown>>;
  readonly requestedBy: string;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly waiting: { reason: string; code: string; until: number | null } | null;
  readonly phases: readonly RunPhase[];
  readonly failure: FailureView | null;
  readonly control: "pause" | "cancel" | null;
  readonly sourceCalls: number;
  readonly destinationCalls: number;
  readonly leaseOwner: string | null;
  readonly leaseUntil: number | null;
}

export interface RunPatch {
  readonly state?: RunState;
  readonly startedAt?: number;
  readonly endedAt?: number | null;
  readonly waiting?: RunRow["waiting"];
  readonly phases?: readonly RunPhase[];
  readonly failure?: FailureView | null;
  readonly control?: RunRow["control"];
  readonly sourceCalls?: number;
  readonly destinationCalls?: number;
  readonly leaseOwner?: string | null;
  readonly leaseUntil?: number | null;
}

export interface StagedRecord {
  readonly record: SourceRecord;
  /** SHA-256 of the canonical fields. */
  readonly hash: string;
  readonly keys: readonly MatchKey[];
}

export interface ReadCheckpoint {
  readonly stepId: string;
  readonly cursor: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly finished: boolean;
}

export interface PlanState {
  readonly inventory: Inventory | null;
  readonly edits: readonly PlanEdit[];
  readonly plan: Plan | null;
  readonly approval: { hash: string; by: string; byName: string; at: number } | null;
  readonly reconciliation: Reconciliation | null;
}

/** Key of a ledger row within a migration: board key of the plan (or `<board>.updates`) and external id. */
export interface LedgerKey {
  readonly phase: string;
  readonly externalId: string;
}

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
}

export interface LedgerRow extends LedgerKey {
  readonly stream: string;
  readonly runId: string;
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

export interface SchemaObjectRow {
  readonly kind: "workspace" | "board" | "group" | "column";
  readonly key: string;
  readonly id: string;
  readonly created: boolean;
  readonly detail: string | null;
}

export interface ConnectionStore {
  insert(row: ConnectionRow): Promise<void>;
  get(accountId: string, id: string): Promise<ConnectionRow | null>;
  list(accountId: string): Promise<readonly ConnectionRow[]>;
  /** Replaces the sealed credentials and what was found with them; everything else stays. False when there is none. */
  update(
    accountId: string,
    id: string,
    change: Pick<ConnectionRow, "sealedCredentials" | "view">,
  ): Promise<boolean>;
  /** False when a migration still uses it. */
  remove(accountId: string, id: string): Promise<"removed" | "in_use" | "missing">;
}

export interface MigrationStore {
  insert(row: MigrationRow): Promise<void>;
  get(scope: Scope): Promise<MigrationRow | null>;
  list(accountId: string, page: { after: string | null; limit: number }): Promise<readonly MigrationRow[]>;
  /** Removes the migration with its snapshot, plan, ledger and runs; nothing in monday. Refused while a run is active. */
  remove(scope: Scope): Promise<"removed" | "in_use" | "missing">;
}

export interface RunStore {
  /** False when a run of this migration is active already (enforced by a unique index). */
  insert(row: RunRow): Promise<boolean>;
  get(accountId: string, runId: string): Promise<RunRow | null>;
  list(scope: Scope, limit: number): Promise<readonly RunRow[]>;
  active(scope: Scope): Promise<RunRow | null>;
  /** Oldest runnable run (queued; running or waiting with an expired lease), leased to `owner`. Any account. */
  claim(input: { owner: string; now: number; leaseMs: number }): Promise<RunRow | null>;
  /**
   * Forgets every lease. For a store that one process owns, called at its start: whoever held a lease is gone, and
   * interrupted runs go on at once.
   */
  releaseLeases(): Promise<void>;
  /** Applies the patch only while the run is in one of `from`; and, when given, leased by `owner`. Returns whether it did. */
  transition(
    accountId: string,
    runId: string,
    from: readonly RunState[],
    patch: RunPatch,
    owner?: string,
  ): Promise<boolean>;
  /** Runs of all accounts by state, for those who operate the server; states without a run are left out. */
  countByState(): Promise<ReadonlyMap<RunState, number>>;
  /** Read checkpoints and load positions of one run, as small JSON texts by key. */
  mark(accountId: string, runId: string, key: string, value: string): Promise<void>;
  marks(accountId: string, runId: string): Promise<ReadonlyMap<string, string>>;
}

export interface SnapshotStore {
  /** Stages a page and its checkpoint in one transaction. Same stream and id: replaced, order kept. */
  stage(
    scope: Scope,
    input: {
      runId: string;
      records: readonly StagedRecord[];
      checkpoint: ReadCheckpoint | null;
      findings: readonly SourceFinding[];
    },
  ): Promise<void>;
  checkpoints(scope: Scope, runId: string): Promise<readonly ReadCheckpoint[]>;
  findings(scope: Scope): Promise<readonly SourceFinding[]>;
  /** Drops what the run did not see again (records, keys, findings of earlier runs). */
  dropUnseen(scope: Scope, runId: string, streams: readonly string[]): Promise<number>;
  clearStream(scope: Scope, stream: string): Promise<void>;
  page(
    scope: Scope,
    stream: string,
    afterSeq: number,
    limit: number,
  ): Promise<readonly { seq: number; hash: string; record: SourceRecord }[]>;
  get(scope: Scope, stream: string, ids: readonly string[]): Promise<readonly SourceRecord[]>;
  existing(scope: Scope, stream: string, ids: readonly string[]): Promise<ReadonlySet<string>>;
  count(scope: Scope, stream: string): Promise<number>;
  /** How many match keys of this kind occur in more than one record of these streams, and in how many records. */
  duplicates(
    scope: Scope,
    streams: readonly string[],
    kind: string,
  ): Promise<{ groups: number; records: number }>;
  /** For each record that shares a key of this kind with an earlier record of these streams: the earliest one. */
  canonical(
    scope: Scope,
    input: { streams: readonly string[]; kind: string; stream: string; ids: readonly string[] },
  ): Promise<ReadonlyMap<string, { stream: string; id: string }>>;
}

export interface PlanStore {
  get(scope: Scope): Promise<PlanState>;
  saveInventory(scope: Scope, inventory: Inventory): Promise<void>;
  /** Saves edits and the plan built from them, only if the stored plan's hash still is `expectedHash` (null: none yet). */
  save(
    scope: Scope,
    input: { expectedHash: string | null; edits: readonly PlanEdit[]; plan: Plan },
  ): Promise<boolean>;
  approve(scope: Scope, approval: { hash: string; by: string; byName: string; at: number }): Promise<boolean>;
  saveReconciliation(scope: Scope, reconciliation: Reconciliation): Promise<void>;
}

export interface LedgerFilter {
  readonly phase?: string;
  readonly stream?: string;
  readonly outcome?: Outcome;
}

export interface LedgerStore {
  /** One transaction: outcomes of the batch before, intents of the next, records settled without a write. */
  commit(
    scope: Scope,
    input: {
      done?: readonly DoneWrite[];
      intended?: readonly IntendedWrite[];
      settled?: readonly SettledRecord[];
      revised?: readonly RevisedWrite[];
      /** Intents that were refused and are not under way: as if never intended, so the next try prepares them anew. */
      withdrawn?: readonly LedgerKey[];
      mark?: { runId: string; key: string; value: string };
    },
  ): Promise<void>;
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

export interface ObjectStore {
  save(scope: Scope, object: SchemaObjectRow): Promise<void>;
  list(scope: Scope): Promise<readonly SchemaObjectRow[]>;
  remove(scope: Scope, kind: string, key: string): Promise<void>;
}

/** Keys of items that already exist on a board of the customer (e-mail → items), read once per run. */
export interface DestinationIndexStore {
  clear(scope: Scope, boardId: string): Promise<void>;
  put(
    scope: Scope,
    boardId: string,
    entries: readonly { key: string; itemId: string; value: string }[],
  ): Promise<void>;
  find(
    scope: Scope,
    boardId: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, readonly { itemId: string; value: string }[]>>;
}

export interface BudgetStore {
  take(input: {
    bucket: string;
    limit: number;
    windowMs: number;
    now: number;
  }): Promise<{ used: number; windowStart: number; granted: boolean }>;
  exhaust(input: { bucket: string; windowMs: number; now: number }): Promise<{ windowStart: number }>;
  read(bucket: string): Promise<{ used: number; windowStart: number } | null>;
}

export interface Store {
  readonly connections: ConnectionStore;
  readonly migrations: MigrationStore;
  readonly runs: RunStore;
  readonly snapshot: SnapshotStore;
  readonly plans: PlanStore;
  readonly ledger: LedgerStore;
  readonly objects: ObjectStore;
  readonly destinationIndex: DestinationIndexStore;
  readonly budgets: BudgetStore;
  /** Throws when the store cannot be reached or written. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
