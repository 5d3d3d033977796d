import type { z } from "zod";
import type { auditPageSchema, auditQuerySchema } from "../contract/audit.ts";
import type {
  conflictPageSchema,
  conflictsQuerySchema,
  DeltaView,
  decideConflictsSchema,
  patchDeltaSchema,
} from "../contract/delta.ts";
import type { Inventory } from "../contract/inventory.ts";
import type { ItemView, reportItemSchema } from "../contract/item.ts";
import type { approvePlanSchema, Plan, patchPlanSchema } from "../contract/plan.ts";
import type { ledgerPageSchema, Reconciliation, recordsQuerySchema } from "../contract/records.ts";
import type { Result } from "../contract/result.ts";
import type {
  RollbackPreview,
  rollbackEntriesQuerySchema,
  rollbackEntryPageSchema,
  rollbackQuerySchema,
  rollbackViewSchema,
} from "../contract/rollback.ts";
import type { RunView, StartRun } from "../contract/run.ts";
import type {
  DiffPage,
  DiffQuery,
  SampleView,
  SignOffView,
  SpotCheck,
  tickSpotCheckSchema,
} from "../contract/sample.ts";
import type {
  BoardView,
  ConnectionView,
  createConnectionSchema,
  createMigrationSchema,
  Me,
  MigrationView,
  replaceCredentialsSchema,
  WorkspaceView,
} from "../contract/setup.ts";
import type {
  acceptDifferencesSchema,
  differencePageSchema,
  differencesQuerySchema,
  VerificationView,
} from "../contract/verification.ts";
import type { Actor } from "../engine/services/actor.ts";

type Answer<T> = Promise<Result<T>>;
type Page<T> = { readonly items: T[]; readonly cursor: string | null };

/** Aborts when the caller has gone. */
type Live<T = unknown> = T & { signal: AbortSignal };
type OfConnection = { connectionId: string };
type OfMigration = { migrationId: string };
type OfRun = { runId: string };
type RecordsQuery = z.output<typeof recordsQuerySchema>;

/** What the routes ask the engine for. Every call is for one actor and sees that actor's account alone. */
export interface Services {
  getMe(actor: Actor, input: Live): Answer<Me>;
  createConnection(
    actor: Actor,
    input: Live<z.output<typeof createConnectionSchema>>,
  ): Answer<ConnectionView>;
  listConnections(actor: Actor): Answer<Page<ConnectionView>>;
  replaceCredentials(
    actor: Actor,
    input: Live<OfConnection & z.output<typeof replaceCredentialsSchema>>,
  ): Answer<ConnectionView>;
  deleteConnection(actor: Actor, input: OfConnection): Answer<unknown>;
  listWorkspaces(actor: Actor, input: Live): Answer<Page<WorkspaceView>>;
  listBoards(actor: Actor, input: Live<{ workspaceId: string }>): Answer<Page<BoardView>>;
  createMigration(actor: Actor, input: z.output<typeof createMigrationSchema>): Answer<MigrationView>;
  listMigrations(
    actor: Actor,
    input: { cursor?: string | undefined; limit?: number | undefined },
  ): Answer<Page<MigrationView>>;
  getMigration(actor: Actor, input: OfMigration): Answer<MigrationView>;
  deleteMigration(actor: Actor, input: OfMigration): Answer<unknown>;
  startRun(actor: Actor, input: OfMigration & StartRun): Answer<{ id: string }>;
  getRun(actor: Actor, input: OfRun): Answer<RunView>;
  pauseRun(actor: Actor, input: OfRun): Answer<RunView>;
  resumeRun(actor: Actor, input: OfRun): Answer<RunView>;
  cancelRun(actor: Actor, input: OfRun): Answer<RunView>;
  getInventory(actor: Actor, input: OfMigration): Answer<Inventory>;
  getPlan(actor: Actor, input: OfMigration): Answer<Plan>;
  editPlan(actor: Actor, input: Live<OfMigration & z.output<typeof patchPlanSchema>>): Answer<Plan>;
  approvePlan(actor: Actor, input: OfMigration & z.output<typeof approvePlanSchema>): Answer<Plan>;
  listRecords(actor: Actor, input: OfMigration & RecordsQuery): Answer<z.output<typeof ledgerPageSchema>>;
  /** CSV text in pieces. */
  streamRecords(
    actor: Actor,
    input: OfMigration & Pick<RecordsQuery, "phase" | "stream" | "outcome">,
  ): Answer<AsyncIterable<string>>;
  getItem(actor: Actor, input: Live<{ itemId: string }>): Answer<ItemView>;
  getReconciliation(actor: Actor, input: OfMigration): Answer<Reconciliation>;
  reportItem(
    actor: Actor,
    input: Live<{ itemId: string } & z.output<typeof reportItemSchema>>,
  ): Answer<ItemView>;
  getSample(actor: Actor, input: OfMigration): Answer<SampleView>;
  listDiff(actor: Actor, input: OfMigration & DiffQuery): Answer<DiffPage>;
  getSignOff(actor: Actor, input: OfMigration): Answer<SignOffView>;
  getSpotCheck(actor: Actor, input: OfMigration): Answer<SpotCheck>;
  tickSpotCheck(actor: Actor, input: OfMigration & z.output<typeof tickSpotCheckSchema>): Answer<SpotCheck>;
  getVerification(actor: Actor, input: OfMigration): Answer<VerificationView>;
  listDifferences(
    actor: Actor,
    input: OfMigration & z.output<typeof differencesQuerySchema>,
  ): Answer<z.output<typeof differencePageSchema>>;
  acceptDifferences(
    actor: Actor,
    input: OfMigration & z.output<typeof acceptDifferencesSchema>,
  ): Answer<VerificationView>;
  getDelta(actor: Actor, input: OfMigration): Answer<DeltaView>;
  changeDelta(actor: Actor, input: OfMigration & z.output<typeof patchDeltaSchema>): Answer<DeltaView>;
  listConflicts(
    actor: Actor,
    input: OfMigration & z.output<typeof conflictsQuerySchema>,
  ): Answer<z.output<typeof conflictPageSchema>>;
  decideConflicts(
    actor: Actor,
    input: OfMigration & z.output<typeof decideConflictsSchema>,
  ): Answer<{ decided: number }>;
  previewRollback(
    actor: Actor,
    input: Live<OfMigration & z.output<typeof rollbackQuerySchema>>,
  ): Answer<RollbackPreview>;
  getRollback(actor: Actor, input: OfMigration): Answer<z.output<typeof rollbackViewSchema>>;
  listRollbackEntries(
    actor: Actor,
    input: OfMigration & z.output<typeof rollbackEntriesQuerySchema>,
  ): Answer<z.output<typeof rollbackEntryPageSchema>>;
  listAudit(
    actor: Actor,
    input: OfMigration & z.output<typeof auditQuerySchema>,
  ): Answer<z.output<typeof auditPageSchema>>;
  /** Text in pieces, as all documents. */
  streamAudit(actor: Actor, input: OfMigration): Answer<AsyncIterable<string>>;
  writeReport(actor: Actor, input: OfMigration & { format: DocumentFormat }): Answer<AsyncIterable<string>>;
  writeScope(actor: Actor, input: OfMigration & { format: DocumentFormat }): Answer<AsyncIterable<string>>;
  writeSpotCheck(actor: Actor, input: OfMigration): Answer<AsyncIterable<string>>;
  streamIds(actor: Actor, input: OfMigration): Answer<AsyncIterable<string>>;
}

export type DocumentFormat = "html" | "json" | "csv";
