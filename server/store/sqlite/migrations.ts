import type { Kysely } from "kysely";
import { z } from "zod";
import type { Database } from "../schema.ts";
import type { MigrationRow, MigrationStore } from "../store.ts";

const destinationSchema = z.strictObject({
  kind: z.literal("monday"),
  workspaceId: z.string().nullable(),
  contactsBoardId: z.string().nullable(),
});

/** Tables that hold rows of a migration, children first. */
const ownedTables = [
  "documents",
  "audit",
  "field_diffs",
  "verified_records",
  "differences",
  "conflicts",
  "record_events",
  "rollback_entries",
  "ledger",
  "schema_objects",
  "destination_index",
  "snapshot_keys",
  "snapshot_records",
  "snapshot_findings",
  "read_checkpoints",
  "plans",
] as const;

export function createMigrationStore(db: Kysely<Database>): MigrationStore {
  return {
    async insert(row) {
      await db
        .insertInto("migrations")
        .values({
          id: row.id,
          account_id: row.accountId,
          slug: row.slug,
          name: row.name,
          connection_id: row.connectionId,
          source: row.source,
          destination: JSON.stringify(row.destination),
          created_at: row.createdAt,
          created_by: row.createdBy,
        })
        .execute();
    },
    async get(scope) {
      const row = await db
        .selectFrom("migrations")
        .selectAll()
        .where("account_id", "=", scope.accountId)
        .where("id", "=", scope.migrationId)
        .executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    async list(accountId, page) {
      let query = db.selectFrom("migrations").selectAll().where("account_id", "=", accountId);
      if (page.after !== null) query = query.where("id", "<", page.after);
      const rows = await query.orderBy("id", "desc").limit(page.limit).execute();
      return rows.map(fromRow);
    },
    async remove(scope) {
      return db.transaction().execute(async (tx) => {
        const runs = await tx
          .selectFrom("runs")
          .select(["id", "state"])
          .where("account_id", "=", scope.accountId)
          .where("migration_id", "=", scope.migrationId)
          .execute();
        if (runs.some((run) => ["queued", "running", "waiting", "paused"].includes(run.state)))
          return "in_use";
        for (const table of ownedTables) {
          await tx
            .deleteFrom(table)
            .where("account_id", "=", scope.accountId)
            .where("migration_id", "=", scope.migrationId)
            .execute();
        }
        for (const run of runs) {
          await tx
            .deleteFrom("run_marks")
            .where("account_id", "=", scope.accountId)
            .where("run_id", "=", run.id)
            .execute();
        }
        await tx
          .deleteFrom("runs")
          .where("account_id", "=", scope.accountId)
          .where("migration_id", "=", scope.migrationId)
          .execute();
        const removed = await tx
          .deleteFrom("migrations")
          .where("account_id", "=", scope.accountId)
          .where("id", "=", scope.migrationId)
          .executeTakeFirst();
        return removed.numDeletedRows > 0n ? "removed" : "missing";
      });
    },
  };
}

function fromRow(row: Database["migrations"]): MigrationRow {
  return {
    id: row.id,
    accountId: row.account_id,
    slug: row.slug,
    name: row.name,
    connectionId: row.connection_id,
    source: row.source,
    destination: destinationSchema.parse(JSON.parse(row.destination)),
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}
