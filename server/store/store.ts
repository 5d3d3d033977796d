/**
 * What Portage remembers, as one interface for every engine (SQLite today, PostgreSQL with `DATABASE_URL`).
 * Every call names the account; no query runs without it. Methods that must be atomic take everything that
 * belongs into the one transaction. Storage faults throw `FailureError` (`store.disk_full`, `store.unavailable`).
 */
import type { AuditEntry } from "../contract/audit.ts";
import type { Conflict, ConflictDecision } from "../contract/delta.ts";
import type { Inventory, SourceFinding } from "../contract/inventory.ts";
import type { Plan, PlanEdit } from "../contract/plan.ts";
import type { Outcome, Reconciliation, RecordNote } from "../contract/records.ts";
import type { LeaveReason, RemovableKind, RollbackAction } from "../contract/rollback.ts";
import type { FailureView, RunKind, RunPhase, RunState } from "../contract/run.ts";
import type { Verdict } from "../contract/sample.ts";
import type { ConnectionView } from "../contract/setup.ts";
import type { Cause, Difference, DifferenceKind } from "../contract/verification.ts";
import type { Approval } from "../core/planning/approval.ts";
import type { MatchKey, SourceRecord } from "../core/records.ts";
import type { DiffLine } from "../core/verify/diff-record.ts";
import type { DocumentKind, DocumentOf } from "./documents.ts";

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
  readonly approval: Approval | null;
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

export interface SchemaObjectRow {
  readonly kind: "workspace" | "board" | "group" | "column" | "subscriber";
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
  /** Newest first; of one kind when it is given. */
  list(scope: Scope, limit: number, kind?: RunKind): Promise<readonly RunRow[]>;
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
  /** The first approval of a hash stays. False when the stored plan has another hash by now. */
  approve(scope: Scope, approval: Approval): Promise<boolean>;
  /** Takes back the approval of this hash. False when another one stands, or none. */
  withdraw(scope: Scope, hash: string): Promise<boolean>;
  /** Takes the approval back and forgets the reconciliation: after a rollback nothing of the import is left. */
  reset(scope: Scope): Promise<void>;
  saveReconciliation(scope: Scope, reconciliation: Reconciliation): Promise<void>;
}

/** Without `phase`: everything but what lies in a test workspace (`core/sampling/test-plan.ts`). */
export interface LedgerFilter {
  readonly phase?: string;
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

/** One line of the audit trail before it is chained; see `contract/audit.ts`. */
export interface AuditLine {
  readonly at: number;
  readonly actor: string;
  readonly runId: string | null;
  readonly system: AuditEntry["system"];
  readonly operation: string;
  readonly writes: boolean;
  readonly boardId: string | null;
  readonly records: readonly string[];
  readonly requestId: string | null;
  readonly outcome: string;
  readonly detail: AuditEntry["detail"];
}

export interface AuditStore {
  /** Chains the lines to the newest one, in their order. */
  append(scope: Scope, lines: readonly AuditLine[]): Promise<void>;
  /** Newest first, below `beforeSeq` (null: from the newest). */
  newest(
    scope: Scope,
    input: { beforeSeq: number | null; limit: number; writes?: boolean },
  ): Promise<readonly AuditEntry[]>;
  /** Oldest first, for the export. */
  page(scope: Scope, afterSeq: number, limit: number): Promise<readonly AuditEntry[]>;
  /** Number of lines and hash of the newest; `auditOrigin` when there is none. */
  head(scope: Scope): Promise<{ count: number; hash: string }>;
}

/** JSON documents of a migration, one of each kind; the kinds and their schemas are in `store/documents.ts`. */
export interface DocumentStore {
  get<K extends DocumentKind>(
    scope: Scope,
    kind: K,
  ): Promise<{ body: DocumentOf<K>; version: number } | null>;
  /**
   * Saves when the stored version is `expectedVersion` (null: there is none; undefined: whatever it is). `dueAt`:
   * when `due` shall find it; null or absent: never. False when somebody was quicker.
   */
  save<K extends DocumentKind>(
    scope: Scope,
    kind: K,
    input: { body: DocumentOf<K>; expectedVersion?: number | null; dueAt?: number | null },
  ): Promise<boolean>;
  remove(scope: Scope, kind: DocumentKind): Promise<void>;
  /** Migrations of any account whose document of this kind is due at `now`, the longest overdue first. */
  due(kind: DocumentKind, now: number, limit: number): Promise<readonly Scope[]>;
}

export interface FieldDiffRow extends DiffLine {
  readonly board: string;
  readonly stream: string;
  readonly externalId: string;
  readonly name: string;
  readonly itemId: string | null;
  readonly changed: boolean;
}

export interface FieldDiffFilter {
  readonly board?: string;
  readonly stream?: string;
  readonly column?: string;
  readonly verdict?: Verdict;
  readonly changed?: boolean;
}

/** The field-by-field diff of the latest sample. */
export interface FieldDiffStore {
  /** Adds rows; a row of the same board, record and column is replaced and keeps its place. */
  put(scope: Scope, rows: readonly FieldDiffRow[]): Promise<void>;
  /** What is stored of these records of a board. */
  ofRecords(scope: Scope, board: string, externalIds: readonly string[]): Promise<readonly FieldDiffRow[]>;
  /** Rows of other records, or of other columns of the same, than the latest sample wrote. */
  remove(
    scope: Scope,
    rows: readonly Pick<FieldDiffRow, "board" | "externalId" | "columnKey">[],
  ): Promise<void>;
  clear(scope: Scope): Promise<void>;
  /**
   * Ordered by board, position, column, place; `after` is the `cursor` of the last row of the page before, `offset`
   * passes over so many rows from there.
   */
  list(
    scope: Scope,
    filter: FieldDiffFilter,
    page: { after: string | null; offset?: number; limit: number },
  ): Promise<readonly (FieldDiffRow & { seq: number; cursor: string })[]>;
  counts(
    scope: Scope,
    filter: FieldDiffFilter,
  ): Promise<
    readonly {
      board: string;
      column: string;
      title: string;
      position: number;
      verdict: Verdict;
      count: number;
    }[]
  >;
  /** External ids and boards that have a row. */
  records(
    scope: Scope,
    page: { after: string | null; limit: number },
  ): Promise<
    readonly { board: string; stream: string; externalId: string; name: string; itemId: string | null }[]
  >;
}

/** What a verification saw of one record. */
export interface VerifiedRecord extends LedgerKey {
  /** Of the run, or of the pass over the board where a run may need several. */
  readonly runId: string;
  readonly itemId: string;
  /** SHA-256 of what was read back. */
  readonly hash: string;
}

export interface DifferenceRow {
  readonly id: string;
  readonly kind: DifferenceKind;
  readonly board: string;
  readonly externalId: string;
  readonly itemId: string | null;
  readonly columnKey: string | null;
  readonly state: Difference["state"];
  readonly foundAt: number;
  readonly runId: string;
  /** Everything the view shows besides, JSON. */
  readonly body: string;
}

export interface DifferenceFilter {
  readonly board?: string;
  readonly kind?: DifferenceKind;
  readonly state?: Difference["state"];
  readonly ids?: readonly string[];
  /** Only those a repair can put right, by what their body says. */
  readonly repairable?: true;
}

export interface VerificationStore {
  /** Notes that a run has seen these records. */
  stamp(scope: Scope, rows: readonly VerifiedRecord[]): Promise<void>;
  /** Finished ledger rows of the phase with an item that the run has not seen, in ledger order. */
  unseen(
    scope: Scope,
    input: { runId: string; phase: string; afterSeq: number; limit: number },
  ): Promise<readonly (LedgerRow & { seq: number })[]>;
  /** What the run saw, by external id, for the hash of a board. */
  seen(
    scope: Scope,
    input: { runId: string; phase: string; after: string; limit: number },
  ): Promise<readonly VerifiedRecord[]>;
  /**
   * Adds differences; one with the same id is replaced. An accepted one stays accepted while its body names the same
   * `today` and `written`.
   */
  putDifferences(scope: Scope, rows: readonly DifferenceRow[]): Promise<void>;
  /** Open differences of these boards that the run has not found again become `gone`; those people reported stay. */
  closeUnseen(scope: Scope, input: { runId: string; phases: readonly string[] }): Promise<number>;
  setState(scope: Scope, ids: readonly string[], state: Difference["state"]): Promise<number>;
  differences(
    scope: Scope,
    filter: DifferenceFilter,
    page: { afterSeq: number; limit: number },
  ): Promise<readonly (DifferenceRow & { seq: number })[]>;
  countDifferences(scope: Scope, filter: DifferenceFilter): Promise<number>;
  /** Open differences by what they are and what caused them; `ofBoard`: told once for a whole board. */
  openByCause(
    scope: Scope,
  ): Promise<
    readonly { kind: DifferenceKind; cause: Cause; board: string; ofBoard: boolean; count: number }[]
  >;
  ofItem(accountId: string, itemId: string, limit: number): Promise<readonly DifferenceRow[]>;
  clear(scope: Scope): Promise<void>;
}

export interface ConflictRow extends LedgerKey {
  readonly id: string;
  readonly kind: Conflict["kind"];
  readonly itemId: string;
  readonly columnKey: string | null;
  readonly state: Conflict["state"];
  readonly decision: ConflictDecision | null;
  readonly decidedBy: string | null;
  readonly foundAt: number;
  readonly decidedAt: number | null;
  readonly runId: string;
  /** Everything the view shows besides, JSON. */
  readonly body: string;
}

export interface ConflictStore {
  /**
   * Adds conflicts. An open or decided one with the same id takes the new body and stays what it is; a settled one
   * is opened again.
   */
  put(scope: Scope, rows: readonly ConflictRow[]): Promise<void>;
  ofRecords(scope: Scope, phase: string, externalIds: readonly string[]): Promise<readonly ConflictRow[]>;
  /** Decides open or decided conflicts (all of a kind when `ids` is null). Returns how many. */
  decide(
    scope: Scope,
    input: {
      ids: readonly string[] | null;
      kind: Conflict["kind"];
      decision: ConflictDecision;
      by: string;
      at: number;
    },
  ): Promise<number>;
  /** Carried out, or no longer true. */
  settle(scope: Scope, ids: readonly string[]): Promise<void>;
  list(
    scope: Scope,
    filter: { kind?: Conflict["kind"]; state?: Conflict["state"] },
    page: { afterSeq: number; limit: number },
  ): Promise<readonly (ConflictRow & { seq: number })[]>;
  count(scope: Scope, filter: { kind?: Conflict["kind"]; state?: Conflict["state"] }): Promise<number>;
  get(scope: Scope, ids: readonly string[]): Promise<readonly ConflictRow[]>;
  ofItem(accountId: string, itemId: string, limit: number): Promise<readonly ConflictRow[]>;
  clear(scope: Scope): Promise<void>;
}

/** Something that happened to a record after it was first written; shown in the item's history. */
export interface RecordEvent extends LedgerKey {
  readonly itemId: string;
  readonly runId: string;
  readonly at: number;
  readonly kind: "changed" | "conflict" | "repaired" | "reported" | "kept";
  /** `{"columns":["email"], …}`: keys and counts, JSON. */
  readonly body: string;
}

export interface RecordEventStore {
  /** Oldest first. */
  ofItem(
    accountId: string,
    itemId: string,
    limit: number,
  ): Promise<readonly (RecordEvent & { migrationId: string })[]>;
  /** What a run noted, in its order. */
  ofRun(
    scope: Scope,
    input: { runId: string; afterSeq: number; limit: number },
  ): Promise<readonly (RecordEvent & { seq: number })[]>;
  clear(scope: Scope): Promise<void>;
}

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
  readonly documents: DocumentStore;
  readonly audit: AuditStore;
  readonly fieldDiffs: FieldDiffStore;
  readonly verification: VerificationStore;
  readonly conflicts: ConflictStore;
  readonly recordEvents: RecordEventStore;
  readonly rollback: RollbackStore;
  /** Throws when the store cannot be reached or written. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
