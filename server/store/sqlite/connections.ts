import type { Kysely } from "kysely";
import { connectionViewSchema } from "../../contract/setup.ts";
import type { Database } from "../schema.ts";
import type { ConnectionRow, ConnectionStore } from "../store.ts";

export function createConnectionStore(db: Kysely<Database>): ConnectionStore {
  return {
    async insert(row) {
      await db
        .insertInto("connections")
        .values({
          id: row.id,
          account_id: row.accountId,
          source: row.source,
          created_at: row.createdAt,
          sealed_credentials: row.sealedCredentials,
          view: JSON.stringify(row.view),
        })
        .execute();
    },
    async get(accountId, id) {
      const row = await db
        .selectFrom("connections")
        .selectAll()
        .where("account_id", "=", accountId)
        .where("id", "=", id)
        .executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    async list(accountId) {
      const rows = await db
        .selectFrom("connections")
        .selectAll()
        .where("account_id", "=", accountId)
        .orderBy("id", "desc")
        .limit(200)
        .execute();
      return rows.map(fromRow);
    },
    async update(accountId, id, change) {
      const updated = await db
        .updateTable("connections")
        .set({ sealed_credentials: change.sealedCredentials, view: JSON.stringify(change.view) })
        .where("account_id", "=", accountId)
        .where("id", "=", id)
        .executeTakeFirst();
      return updated.numUpdatedRows > 0n;
    },
    async remove(accountId, id) {
      return db.transaction().execute(async (tx) => {
        const user = await tx
          .selectFrom("migrations")
          .select("id")
          .where("account_id", "=", accountId)
          .where("connection_id", "=", id)
          .executeTakeFirst();
        if (user) return "in_use";
        const removed = await tx
          .deleteFrom("connections")
          .where("account_id", "=", accountId)
          .where("id", "=", id)
          .executeTakeFirst();
        return removed.numDeletedRows > 0n ? "removed" : "missing";
      });
    },
  };
}

function fromRow(row: Database["connections"]): ConnectionRow {
  return {
    id: row.id,
    accountId: row.account_id,
    source: row.source,
    createdAt: row.created_at,
    sealedCredentials: row.sealed_credentials,
    view: connectionViewSchema.parse(JSON.parse(row.view)),
  };
}
