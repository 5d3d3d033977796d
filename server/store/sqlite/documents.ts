import type { Kysely } from "kysely";
import { type DocumentKind, type DocumentOf, documentSchemas } from "../documents.ts";
import type { Database } from "../schema.ts";
import type { DocumentStore, Scope } from "../store.ts";

export function createDocumentStore(db: Kysely<Database>): DocumentStore {
  return {
    async get(scope, kind) {
      const row = await find(db, scope, kind);
      return row ? { body: parse(kind, row.body), version: row.version } : null;
    },
    async save(scope, kind, { body, expectedVersion, dueAt }) {
      const values = { body: JSON.stringify(body), due_at: dueAt ?? null };
      return db.transaction().execute(async (tx) => {
        const row = await find(tx, scope, kind);
        const version = row?.version ?? null;
        if (expectedVersion !== undefined && version !== expectedVersion) return false;
        const next = { ...values, version: (version ?? 0) + 1 };
        await tx
          .insertInto("documents")
          .values({ account_id: scope.accountId, migration_id: scope.migrationId, kind, ...next })
          .onConflict((conflict) => conflict.columns(["migration_id", "kind"]).doUpdateSet(next))
          .execute();
        return true;
      });
    },
    async remove(scope, kind) {
      await db
        .deleteFrom("documents")
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .where("kind", "=", kind)
        .execute();
    },
    async due(kind, now, limit) {
      const rows = await db
        .selectFrom("documents")
        .select(["account_id", "migration_id"])
        .where("due_at", "<=", now)
        .where("kind", "=", kind)
        .orderBy("due_at")
        .limit(limit)
        .execute();
      return rows.map((row) => ({ accountId: row.account_id, migrationId: row.migration_id }));
    },
  };
}

function find(db: Kysely<Database>, scope: Scope, kind: DocumentKind) {
  return db
    .selectFrom("documents")
    .select(["body", "version"])
    .where("account_id", "=", scope.accountId)
    .where("migration_id", "=", scope.migrationId)
    .where("kind", "=", kind)
    .executeTakeFirst();
}

function parse<K extends DocumentKind>(kind: K, body: string): DocumentOf<K> {
  return documentSchemas[kind].parse(JSON.parse(body)) as DocumentOf<K>;
}
