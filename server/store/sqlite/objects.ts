import { type Kysely, sql } from "kysely";
import { z } from "zod";
import type { Database } from "../schema.ts";
import type { ObjectStore } from "../store.ts";

const kindSchema = z.enum(["workspace", "board", "group", "column", "subscriber"]);

export function createObjectStore(db: Kysely<Database>): ObjectStore {
  return {
    async save(scope, object) {
      const { id, detail } = object;
      const values = { id, created: object.created ? 1 : 0, detail };
      // A column made on a customer's board is found there by the next plan: it stays one that Portage has made.
      const created = sql<number>`case when schema_objects.id = excluded.id
        then max(schema_objects.created, excluded.created) else excluded.created end`;
      await db
        .insertInto("schema_objects")
        .values({
          account_id: scope.accountId,
          migration_id: scope.migrationId,
          kind: object.kind,
          key: object.key,
          ...values,
        })
        .onConflict((conflict) =>
          conflict.columns(["migration_id", "kind", "key"]).doUpdateSet({ id, created, detail }),
        )
        .execute();
    },
    async list(scope) {
      const rows = await db
        .selectFrom("schema_objects")
        .selectAll()
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .execute();
      return rows.map((row) => ({
        kind: kindSchema.parse(row.kind),
        key: row.key,
        id: row.id,
        created: row.created === 1,
        detail: row.detail,
      }));
    },
    async remove(scope, kind, key) {
      await db
        .deleteFrom("schema_objects")
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .where("kind", "=", kind)
        .where("key", "=", key)
        .execute();
    },
  };
}
