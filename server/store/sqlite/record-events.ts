import { type Kysely, type Selectable, sql } from "kysely";
import { z } from "zod";
import type { Database } from "../schema.ts";
import type { RecordEvent, RecordEventStore, Scope } from "../store.ts";

const kindSchema = z.enum(["changed", "conflict", "repaired", "reported", "kept"]);

export function createRecordEventStore(db: Kysely<Database>): RecordEventStore {
  return {
    async ofItem(accountId, itemId, limit) {
      const rows = await db
        .selectFrom("record_events")
        .selectAll()
        .where("account_id", "=", accountId)
        .where("item_id", "=", itemId)
        .orderBy("seq")
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...fromRow(row), migrationId: row.migration_id }));
    },
    async ofRun(scope, { runId, afterSeq, limit }) {
      const rows = await db
        .selectFrom("record_events")
        .selectAll()
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .where("run_id", "=", runId)
        .where("seq", ">", afterSeq)
        .orderBy("seq")
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...fromRow(row), seq: row.seq }));
    },
    async ofRunItems(scope, { runId, itemIds, afterSeq, limit }) {
      if (itemIds.length === 0) return [];
      const ids = JSON.stringify([...new Set(itemIds)]);
      const { rows } = await sql<Selectable<Database["record_events"]>>`
        select e.* from json_each(${ids}) as j cross join record_events e indexed by record_events_item
        where e.account_id = ${scope.accountId} and e.item_id = j.value and e.seq > ${afterSeq}
          and e.migration_id = ${scope.migrationId} and e.run_id = ${runId}
        order by e.seq limit ${limit}`.execute(db);
      return rows.map((row) => ({ ...fromRow(row), seq: row.seq }));
    },
    async clear(scope) {
      await db
        .deleteFrom("record_events")
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .execute();
    },
  };
}

function fromRow(row: Selectable<Database["record_events"]>): RecordEvent {
  return {
    phase: row.phase,
    externalId: row.external_id,
    itemId: row.item_id,
    runId: row.run_id,
    at: row.at,
    kind: kindSchema.parse(row.kind),
    body: row.body,
  };
}

/** Part of a ledger commit. */
export async function appendEvents(
  tx: Kysely<Database>,
  scope: Scope,
  events: readonly RecordEvent[],
): Promise<void> {
  const rows = events.map((event) => ({
    account_id: scope.accountId,
    migration_id: scope.migrationId,
    phase: event.phase,
    external_id: event.externalId,
    item_id: event.itemId,
    run_id: event.runId,
    at: event.at,
    kind: event.kind,
    body: event.body,
  }));
  await tx.insertInto("record_events").values(rows).execute();
}
