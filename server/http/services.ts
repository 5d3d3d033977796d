import type { z } from "zod";
import type { Inventory } from "../contract/inventory.ts";
import type { approvePlanSchema, Plan, patchPlanSchema } from "../contract/plan.ts";
import type {
  LedgerEntry,
  ledgerPageSchema,
  Reconciliation,
  recordsQuerySchema,
} from "../contract/records.ts";
import type { Result } from "../contract/result.ts";
import type { RunView, StartRun } from "../contract/run.ts";
import type {
  BoardView,
  ConnectionView,
  createConnectionSchema,
  createMigrationSchema,
  Me,
  MigrationView,
  WorkspaceView,
} from "../contract/setup.ts";
import type { Actor } from "../engine/services/actor.ts";

type Answer<T> = Promise<Result<T>>;
type Page<T> = { readonly items: T[]; readonly cursor: string | null };

/** What the routes ask the engine for. Every call is for one actor and sees that actor's account alone. */
export interface Services {
  getMe(actor: Actor): Answer<Me>;
  createConnection(actor: Actor, input: z.output<typeof createConnectionSchema>): Answer<ConnectionView>;
  listConnections(actor: Actor): Answer<ConnectionView[]>;
  deleteConnection(actor: Actor, input: { connectionId: string }): Answer<unknown>;
  listWorkspaces(actor: Actor): Answer<WorkspaceView[]>;
  listBoards(actor: Actor, input: { workspaceId: string }): Answer<BoardView[]>;
  createMigration(actor: Actor, input: z.output<typeof createMigrationSchema>): Answer<MigrationView>;
  listMigrations(
    actor: Actor,
    input: { cursor?: string | undefined; limit?: number | undefined },
  ): Answer<Page<MigrationView>>;
  getMigration(actor: Actor, input: { migrationId: string }): Answer<MigrationView>;
  deleteMigration(actor: Actor, input: { migrationId: string }): Answer<unknown>;
  startRun(actor: Actor, input: { migrationId: string } & StartRun): Answer<{ id: string }>;
  getRun(actor: Actor, input: { runId: string }): Answer<RunView>;
  pauseRun(actor: Actor, input: { runId: string }): Answer<RunView>;
  resumeRun(actor: Actor, input: { runId: string }): Answer<RunView>;
  cancelRun(actor: Actor, input: { runId: string }): Answer<RunView>;
  getInventory(actor: Actor, input: { migrationId: string }): Answer<Inventory>;
  getPlan(actor: Actor, input: { migrationId: string }): Answer<Plan>;
  editPlan(actor: Actor, input: { migrationId: string } & z.output<typeof patchPlanSchema>): Answer<Plan>;
  approvePlan(
    actor: Actor,
    input: { migrationId: string } & z.output<typeof approvePlanSchema>,
  ): Answer<Plan>;
  listRecords(
    actor: Actor,
    input: { migrationId: string } & z.output<typeof recordsQuerySchema>,
  ): Answer<z.output<typeof ledgerPageSchema>>;
  streamRecords(
    actor: Actor,
    input: { migrationId: string } & Pick<
      z.output<typeof recordsQuerySchema>,
      "phase" | "stream" | "outcome"
    >,
  ): Answer<AsyncIterable<LedgerEntry>>;
  getReconciliation(actor: Actor, input: { migrationId: string }): Answer<Reconciliation>;
}
