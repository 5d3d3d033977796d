import { type Kysely, type Selectable, sql } from "kysely";
import { z } from "zod";
import { conflictDecisions, conflictKinds, conflictStates } from "../../contract/delta.ts";
import type { Database } from "../schema.ts";
import type { ConflictRow, ConflictStore, Scope } from "../store.ts";

type Row = Selectable<Database["conflicts"]>;

const kindSchema = z.enum(conflictKinds);
const stateSchema = z.enum(conflictStates);
const decisionSchema = z.enum(conflictDecisions).nullable();

/** Batches travel as one JSON parameter and reach their rows through an index, as everywhere in this folder. */
export function createConflictStore(db: Kysely<Database>): ConflictStore {
  return {
    async put(scope, rows) {
      if (rows.length > 0) await put(db, scope, rows);
    },
    async ofRecords(scope, phase, externalIds) {
      if (externalIds.length === 0) return [];
      const { rows } = await sql<Row>`select c.* from json_each(${JSON.stringify(externalIds)}) as j
        cross join conflicts c indexed by conflicts_record
        where c.account_id = ${scope.accountId} and c.migration_id = ${scope.migrationId}
          and c.phase = ${phase} and c.external_id = j.value
        order by c.seq`.execute(db);
      return rows.map(toConflict);
    },
    async decide(scope, { ids, kind, decision, by, at }) {
      let update = db
        .updateTable("conflicts")
        .set({ state: "decided", decision, decided_by: by, decided_at: at })
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .where("kind", "=", kind)
        .where("state", "in", ids === null ? ["open"] : ["open", "decided"]);
      if (ids !== null) update = update.where("id", "in", idList(ids));
      const result = await update.executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
    async settle(scope, ids) {
      if (ids.length === 0) return;
      await db
        .updateTable("conflicts")
        .set({ state: "settled" })
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .where("id", "in", idList(ids))
        .execute();
    },
    async list(scope, filter, { afterSeq, limit }) {
      let query = ofMigration(db, scope).where("seq", ">", afterSeq);
      if (filter.kind !== undefined) query = query.where("kind", "=", filter.kind);
      if (filter.state !== undefined) query = query.where("state", "=", filter.state);
      const rows = await query.orderBy("seq").limit(limit).execute();
      return rows.map((row) => ({ ...toConflict(row), seq: row.seq }));
    },
    async count(scope, filter) {
      let query = db
        .selectFrom("conflicts")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId);
      if (filter.kind !== undefined) query = query.where("kind", "=", filter.kind);
      if (filter.state !== undefined) query = query.where("state", "=", filter.state);
      return (await query.executeTakeFirstOrThrow()).count;
    },
    async get(scope, ids) {
      if (ids.length === 0) return [];
      const rows = await ofMigration(db, scope).where("id", "in", idList(ids)).orderBy("seq").execute();
      return rows.map(toConflict);
    },
    async ofItem(accountId, itemId, limit) {
      const rows = await db
        .selectFrom("conflicts")
        .selectAll()
        .where("account_id", "=", accountId)
        .where("item_id", "=", itemId)
        .orderBy("seq")
        .limit(limit)
        .execute();
      return rows.map(toConflict);
    },
    async clear(scope) {
      await db
        .deleteFrom("conflicts")
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .execute();
    },
  };
}

/** Open and decided conflicts keep who decided and when they were found; a settled one starts anew. */
async function put(db: Kysely<Database>, scope: Scope, rows: readonly ConflictRow[]): Promise<void> {
  const values = JSON.stringify(
    rows.map((row) => [
      row.id,
      row.kind,
      row.phase,
      row.externalId,
      row.itemId,
      row.columnKey,
      row.state,
      row.decision,
      row.decidedBy,
      row.foundAt,
      row.decidedAt,
      row.runId,
      row.body,
    ]),
  );
  await sql`insert into conflicts (account_id, migration_id, id, kind, phase, external_id, item_id, column_key,
      state, decision, decided_by, found_at, decided_at, run_id, body)
    select ${scope.accountId}, ${scope.migrationId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4,
      value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12
    from json_each(${values}) where true
    on conflict (migration_id, id) do update set
      item_id = excluded.item_id, body = excluded.body,
      state = case conflicts.state when 'settled' then 'open' else conflicts.state end,
      decision = case conflicts.state when 'settled' then null else conflicts.decision end,
      decided_by = case conflicts.state when 'settled' then null else conflicts.decided_by end,
      decided_at = case conflicts.state when 'settled' then null else conflicts.decided_at end,
      found_at = case conflicts.state when 'settled' then excluded.found_at else conflicts.found_at end,
      run_id = case conflicts.state when 'settled' then excluded.run_id else conflicts.run_id end`.execute(
    db,
  );
}

function ofMigration(db: Kysely<Database>, scope: Scope) {
  return db
    .selectFrom("conflicts")
    .selectAll()
    .where("account_id", "=", scope.accountId)
    .where("migration_id", "=", scope.migrationId);
}

function idList(ids: readonly string[]) {
  return sql<string>`(select value from json_each(${JSON.stringify(ids)}))`;
}

function toConflict(row: Row): ConflictRow {
  return {
    id: row.id,
    kind: kindSchema.parse(row.kind),
    phase: row.phase,
    externalId: row.external_id,
    itemId: row.item_id,
    columnKey: row.column_key,
    state: stateSchema.parse(row.state),
    decision: decisionSchema.parse(row.decision),
    decidedBy: row.decided_by,
    foundAt: row.found_at,
    decidedAt: row.decided_at,
    runId: row.run_id,
    body: row.body,
  };
}
