import type { z } from "zod";
import { toFailure } from "../../contract/errors.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { createMigrationSchema, MigrationView } from "../../contract/setup.ts";
import type { MigrationRow } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { toMigrationView } from "../views/migration-view.ts";
import { type Actor, type Listed, notFound, requireAdmin, scopeOf } from "./actor.ts";
import { auditAct } from "./audit-act.ts";

/** Starts a migration from a connection of the account; monday is not touched before an import. */
export async function createMigration(
  deps: EngineDeps,
  actor: Actor,
  input: z.infer<typeof createMigrationSchema>,
): Promise<Result<MigrationView>> {
  const allowed = requireAdmin(actor);
  if (!allowed.ok) return allowed;
  const connection = await deps.store.connections.get(actor.accountId, input.connectionId);
  if (!connection) return notFound("connection");
  const row: MigrationRow = {
    id: deps.ids.next(),
    accountId: actor.accountId,
    slug: actor.slug,
    name: input.name ?? `${connection.view.title} to monday CRM`,
    connectionId: connection.id,
    source: connection.source,
    destination: {
      kind: input.destination.kind,
      workspaceId: input.destination.workspaceId ?? null,
      contactsBoardId: input.destination.contactsBoardId ?? null,
    },
    createdAt: deps.clock.now(),
    createdBy: actor.userId,
  };
  await deps.store.migrations.insert(row);
  // A connection belongs to no migration before this moment, so its making is told here.
  await auditAct(deps, actor, scopeOf(actor, row.id), {
    operation: "migration.create",
    detail: { source: row.source, connectionId: row.connectionId, connectedAt: connection.view.createdAt },
  });
  return ok(await toMigrationView(deps, row));
}

/** Newest first. */
export async function listMigrations(
  deps: EngineDeps,
  actor: Actor,
  input: { cursor?: string | undefined; limit?: number | undefined },
): Promise<Result<Listed<MigrationView>>> {
  const limit = input.limit ?? 20;
  const rows = await deps.store.migrations.list(actor.accountId, { after: input.cursor ?? null, limit });
  const items: MigrationView[] = [];
  for (const row of rows) items.push(await toMigrationView(deps, row));
  return ok({ items, cursor: rows.length < limit ? null : (rows.at(-1)?.id ?? null) });
}

/** One migration with the step a visit opens on. */
export async function getMigration(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string },
): Promise<Result<MigrationView>> {
  const row = await deps.store.migrations.get(scopeOf(actor, input.migrationId));
  return row ? ok(await toMigrationView(deps, row)) : notFound("migration");
}

/** Forgets the migration with everything read and recorded; monday is not touched. */
export async function deleteMigration(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string },
): Promise<Result<null>> {
  const allowed = requireAdmin(actor);
  if (!allowed.ok) return allowed;
  const removed = await deps.store.migrations.remove(scopeOf(actor, input.migrationId));
  if (removed === "missing") return notFound("migration");
  if (removed === "in_use") {
    return err(toFailure("migration.in_use", { message: "A run of the migration is active" }));
  }
  return ok(null);
}
