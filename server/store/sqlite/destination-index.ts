import { type Kysely, sql } from "kysely";
import type { Database } from "../schema.ts";
import type { DestinationIndexStore } from "../store.ts";

export function createDestinationIndexStore(db: Kysely<Database>): DestinationIndexStore {
  return {
    async clear(scope, boardId) {
      await db
        .deleteFrom("destination_index")
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .where("board_id", "=", boardId)
        .execute();
    },
    async put(scope, boardId, entries) {
      if (entries.length === 0) return;
      const rows = JSON.stringify(entries.map((entry) => [entry.key, entry.itemId, entry.value]));
      await sql`insert into destination_index (account_id, migration_id, board_id, key, item_id, value)
        select ${scope.accountId}, ${scope.migrationId}, ${boardId}, value ->> 0, value ->> 1, value ->> 2
        from json_each(${rows}) where true
        on conflict (migration_id, board_id, key, item_id) do update set value = excluded.value`.execute(db);
    },
    async find(scope, boardId, keys) {
      const found = new Map<string, { itemId: string; value: string }[]>();
      if (keys.length === 0) return found;
      const { rows } = await sql<Database["destination_index"]>`select * from destination_index
        where account_id = ${scope.accountId} and migration_id = ${scope.migrationId} and board_id = ${boardId}
          and key in (select value from json_each(${JSON.stringify(keys)}))
        order by key, length(item_id), item_id`.execute(db);
      for (const row of rows) {
        const items = found.get(row.key) ?? [];
        items.push({ itemId: row.item_id, value: row.value });
        found.set(row.key, items);
      }
      return found;
    },
  };
}
