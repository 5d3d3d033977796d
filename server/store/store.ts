/**
 * What Portage remembers, as one interface for every engine (SQLite today, PostgreSQL with `DATABASE_URL`).
 * Every call names the account; no query runs without it. Methods that must be atomic take everything that
 * belongs into the one transaction. Storage faults throw `FailureError` (`store.disk_full`, `store.unavailable`).
 */
import type { AuditStore } from "./audit.ts";
import type { BudgetStore } from "./budgets.ts";
import type { ConflictStore } from "./conflicts.ts";
import type { DestinationIndexStore } from "./destination-index.ts";
import type { DocumentStore } from "./documents.ts";
import type { FieldDiffStore } from "./field-diffs.ts";
import type { LedgerStore } from "./ledger.ts";
import type { ObjectStore } from "./objects.ts";
import type { PlanStore } from "./plans.ts";
import type { RecordEventStore } from "./record-events.ts";
import type { RollbackStore } from "./rollback.ts";
import type { RunStore } from "./runs.ts";
import type { ConnectionStore, MigrationStore } from "./setup.ts";
import type { SnapshotStore } from "./snapshot.ts";
import type { VerificationStore } from "./verification.ts";

export type * from "./audit.ts";
export type * from "./budgets.ts";
export type * from "./conflicts.ts";
export type * from "./destination-index.ts";
export type * from "./documents.ts";
export type * from "./field-diffs.ts";
export type * from "./keys.ts";
export type * from "./ledger.ts";
export type * from "./objects.ts";
export type * from "./plans.ts";
export type * from "./record-events.ts";
export type * from "./rollback.ts";
export type * from "./runs.ts";
export type * from "./setup.ts";
export type * from "./snapshot.ts";
export type * from "./verification.ts";

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
