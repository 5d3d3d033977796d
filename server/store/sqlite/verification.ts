import { type Kysely, type Selectable, sql } from "kysely";
import { z } from "zod";
import { causes, differenceKinds, differenceStates } from "../../contract/verification.ts";
import type { Database } from "../schema.ts";
import type { DifferenceFilter, DifferenceRow, Scope, VerificationStore } from "../store.ts";
import { fromRow } from "./ledger.ts";

const kindSchema = z.enum(differenceKinds);
const stateSchema = z.enum(differenceStates);
const causeSchema = z.enum(causes);

/** What verifications saw of each record, and how what they saw differs from what was written. */
export function createVerificationStore(db: Kysely<Database>): VerificationStore {
  return {
    async stamp(scope, rows) {
      if (rows.length === 0) return;
      const batch = JSON.stringify(
        rows.map((row) => [row.phase, row.externalId, row.runId, row.itemId, row.hash]),
      );
      await sql`insert into verified_records (account_id, migration_id, phase, external_id, run_id, item_id, hash)
        select ${scope.accountId}, ${scope.migrationId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
        from json_each(${batch}) where true
        on conflict (migration_id, phase, external_id) do update set
          run_id = excluded.run_id, item_id = excluded.item_id, hash = excluded.hash`.execute(db);
    },
    async unseen(scope, { runId, phase, afterSeq, limit }) {
      const { rows } = await sql<Database["ledger"]>`select l.* from ledger l indexed by ledger_key
        where l.account_id = ${scope.accountId} and l.migration_id = ${scope.migrationId} and l.phase = ${phase}
          and l.seq > ${afterSeq} and l.state = 'done' and l.item_id is not null
          and not exists (select 1 from verified_records v
            where v.migration_id = l.migration_id and v.phase = l.phase and v.external_id = l.external_id
              and v.run_id = ${runId})
        order by l.seq limit ${limit}`.execute(db);
      return rows.map((row) => ({ ...fromRow(row), seq: row.seq }));
    },
    async seen(scope, { runId, phase, after, limit }) {
      const rows = await db
        .selectFrom("verified_records")
        .selectAll()
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .where("phase", "=", phase)
        .where("external_id", ">", after)
        .where("run_id", "=", runId)
        .orderBy("external_id")
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        phase: row.phase,
        externalId: row.external_id,
        runId: row.run_id,
        itemId: row.item_id,
        hash: row.hash,
      }));
    },
    async putDifferences(scope, rows) {
      if (rows.length === 0) return;
      const batch = JSON.stringify(rows.map(toTuple));
      await sql`insert into differences (account_id, migration_id, id, kind, board, external_id, item_id, column_key,
          state, found_at, run_id, body)
        select ${scope.accountId}, ${scope.migrationId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4,
          value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9
        from json_each(${batch}) where true
        on conflict (migration_id, id) do update set
          state = case when differences.state = 'accepted' and ${isSameToday} then 'accepted' else excluded.state end,
          found_at = case when differences.state = 'open' then differences.found_at else excluded.found_at end,
          item_id = excluded.item_id, run_id = excluded.run_id, body = excluded.body`.execute(db);
    },
    async closeUnseen(scope, { runId, phases }) {
      const closed = await db
        .updateTable("differences")
        .set({ state: "gone" })
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .where("state", "=", "open")
        .where("kind", "!=", "reported")
        .where("run_id", "!=", runId)
        .where("board", "in", sql<string>`(select value from json_each(${JSON.stringify(phases)}))`)
        .executeTakeFirst();
      return Number(closed.numUpdatedRows);
    },
    async setState(scope, ids, state) {
      if (ids.length === 0) return 0;
      const { numAffectedRows } = await sql`update differences set state = ${state} where seq in (
          select d.seq from json_each(${JSON.stringify(ids)}) cross join differences d indexed by differences_id
          where d.account_id = ${scope.accountId} and d.migration_id = ${scope.migrationId} and d.id = value)`.execute(
        db,
      );
      return Number(numAffectedRows ?? 0);
    },
    async differences(scope, filter, { afterSeq, limit }) {
      const rows = await filtered(db, scope, filter)
        .selectAll("d")
        .where("d.seq", ">", afterSeq)
        .orderBy("d.seq")
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...toDifference(row), seq: row.seq }));
    },
    async countDifferences(scope, filter) {
      const { count } = await filtered(db, scope, filter)
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      return count;
    },
    openByCause: (scope) => openByCause(db, scope),
    async ofItem(accountId, itemId, limit) {
      const rows = await db
        .selectFrom("differences")
        .selectAll()
        .where("account_id", "=", accountId)
        .where("item_id", "=", itemId)
        .orderBy("seq", "desc")
        .limit(limit)
        .execute();
      return rows.map(toDifference);
    },
    async clear(scope) {
      for (const table of ["verified_records", "differences"] as const) {
        await db
          .deleteFrom(table)
          .where("account_id", "=", scope.accountId)
          .where("migration_id", "=", scope.migrationId)
          .execute();
      }
    },
  };
}

/** Whoever accepted a value accepted it as it was then, next to what was written then; the cause may become known. */
const isSameToday = sql`differences.body ->> 'today' is excluded.body ->> 'today'
  and differences.body ->> 'written' is excluded.body ->> 'written'`;

async function openByCause(db: Kysely<Database>, scope: Scope) {
  const cause = sql<string | null>`d.body ->> 'cause'`;
  const ofBoard = sql<number>`d.external_id = ''`;
  const rows = await filtered(db, scope, { state: "open" })
    .select(["d.kind", "d.board", cause.as("cause"), ofBoard.as("of_board")])
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .groupBy(["d.kind", "d.board", cause, ofBoard])
    .execute();
  return rows.map((row) => ({
    kind: kindSchema.parse(row.kind),
    cause: causeSchema.catch("unknown").parse(row.cause),
    board: row.board,
    ofBoard: row.of_board === 1,
    count: row.count,
  }));
}

function toTuple(row: DifferenceRow): readonly (string | number | null)[] {
  return [
    row.id,
    row.kind,
    row.board,
    row.externalId,
    row.itemId,
    row.columnKey,
    row.state,
    row.foundAt,
    row.runId,
    row.body,
  ];
}

function filtered(db: Kysely<Database>, scope: Scope, filter: DifferenceFilter) {
  const from =
    filter.ids === undefined
      ? sql<Selectable<Database["differences"]>>`differences`
      : // Reached id by id: the planner would walk over every difference of the migration.
        sql<Selectable<Database["differences"]>>`(select x.* from json_each(${JSON.stringify(filter.ids)}) j
          cross join differences x indexed by differences_id where x.migration_id = ${scope.migrationId} and x.id = j.value)`;
  let query = db
    .selectFrom(from.as("d"))
    .where("d.account_id", "=", scope.accountId)
    .where("d.migration_id", "=", scope.migrationId);
  if (filter.board !== undefined) query = query.where("d.board", "=", filter.board);
  if (filter.kind !== undefined) query = query.where("d.kind", "=", filter.kind);
  if (filter.state !== undefined) query = query.where("d.state", "=", filter.state);
  if (filter.repairable) query = query.where(sql`d.body ->> 'repairable'`, "=", 1);
  return query;
}

function toDifference(row: Selectable<Database["differences"]>): DifferenceRow {
  return {
    id: row.id,
    kind: kindSchema.parse(row.kind),
    board: row.board,
    externalId: row.external_id,
    itemId: row.item_id,
    columnKey: row.column_key,
    state: stateSchema.parse(row.state),
    foundAt: row.found_at,
    runId: row.run_id,
    body: row.body,
  };
}
