import { type Kysely, sql } from "kysely";
import { z } from "zod";
import { type Outcome, outcomes, recordNoteSchema } from "../../contract/records.ts";
import type { RecordReason } from "../../core/reasons.ts";
import type { Database } from "../schema.ts";
import type {
  DoneWrite,
  IntendedWrite,
  LedgerFilter,
  LedgerKey,
  LedgerRow,
  LedgerStore,
  RevisedWrite,
  Scope,
  SettledRecord,
} from "../store.ts";
import { saveRunMark } from "./run-marks.ts";

const goneReason = "item_gone" satisfies RecordReason;
const notesSchema = z.array(recordNoteSchema);
const outcomeSchema = z.enum(outcomes);

/**
 * The ledger: one row per record and phase. Batches travel as one JSON parameter, so each statement is prepared
 * once and a batch costs one transaction.
 */
export function createLedgerStore(db: Kysely<Database>): LedgerStore {
  return {
    async commit(scope, input) {
      await db.transaction().execute(async (tx) => {
        if (input.done?.length) await markDone(tx, scope, input.done);
        if (input.settled?.length) await settle(tx, scope, input.settled);
        if (input.revised?.length) await revise(tx, scope, input.revised);
        if (input.intended?.length) await intend(tx, scope, input.intended);
        if (input.withdrawn?.length) await withdraw(tx, scope, input.withdrawn);
        if (input.mark) await saveRunMark(tx, scope.accountId, input.mark);
      });
    },
    async unfinished(scope, phase, limit) {
      const rows = await db
        .selectFrom("ledger")
        .selectAll()
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .where("phase", "=", phase)
        .where("state", "=", sql<string>`'intended'`)
        .orderBy("seq")
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },
    async rows(scope, phase, externalIds) {
      if (externalIds.length === 0) return new Map();
      const { rows } = await sql<
        Database["ledger"]
      >`select l.* from json_each(${JSON.stringify(externalIds)}) as j
        cross join ledger l indexed by ledger_key
        where l.account_id = ${scope.accountId} and l.migration_id = ${scope.migrationId} and l.phase = ${phase}
          and l.external_id = j.value`.execute(db);
      return new Map(rows.map((row) => [row.external_id, fromRow(row)]));
    },
    async itemIds(scope, phases, externalIds) {
      if (externalIds.length === 0) return new Map();
      const { rows } = await sql<{
        external_id: string;
        item_id: string;
      }>`
        select l.external_id, l.item_id from json_each(${JSON.stringify(phases)}) as p
        cross join json_each(${JSON.stringify(externalIds)}) as j cross join ledger l indexed by ledger_key
        where l.account_id = ${scope.accountId} and l.migration_id = ${scope.migrationId} and l.item_id is not null
          and l.phase = p.value and l.external_id = j.value`.execute(db);
      return new Map(rows.map((row) => [row.external_id, row.item_id]));
    },
    async byItems(accountId, itemIds, limit) {
      if (itemIds.length === 0) return [];
      const { rows } = await sql<Database["ledger"]>`select * from ledger
        where account_id = ${accountId} and item_id is not null
          and item_id in (select value from json_each(${JSON.stringify(itemIds)}))
        order by seq limit ${limit}`.execute(db);
      return rows.map((row) => ({ ...fromRow(row), migrationId: row.migration_id }));
    },
    async counts(scope) {
      const rows = await db
        .selectFrom("ledger")
        .select(["phase", "stream", "state", "outcome"])
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .groupBy(["phase", "stream", "state", "outcome"])
        .execute();
      return rows.map((row) => ({
        phase: row.phase,
        stream: row.stream,
        state: toState(row.state),
        outcome: toOutcome(row.outcome),
        count: row.count,
      }));
    },
    async reasons(scope) {
      const rows = await db
        .selectFrom("ledger")
        .select(["outcome", "reason_code", "reason"])
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .where("outcome", "in", ["failed", "skipped", "merged"])
        .groupBy(["outcome", "reason_code", "reason"])
        .orderBy("count", "desc")
        .limit(200)
        .execute();
      return rows.map((row) => ({
        outcome: outcomeSchema.parse(row.outcome),
        code: row.reason_code ?? "",
        text: row.reason ?? "",
        count: row.count,
      }));
    },
    async list(scope, input) {
      const rows = await filtered(db, scope, input)
        .selectAll()
        .where("seq", ">", input.afterSeq)
        .orderBy("seq")
        .limit(input.limit)
        .execute();
      return rows.map((row) => ({ ...fromRow(row), seq: row.seq }));
    },
    async total(scope, filter) {
      const { count } = await filtered(db, scope, filter)
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      return count;
    },
    async reopenFailed(scope) {
      return db.transaction().execute((tx) => reopen(tx, scope));
    },
  };
}

async function reopen(tx: Kysely<Database>, scope: Scope): Promise<number> {
  const failed = () =>
    tx
      .updateTable("ledger")
      .where("account_id", "=", scope.accountId)
      .where("migration_id", "=", scope.migrationId)
      .where("state", "=", "done")
      .where("outcome", "=", "failed");
  const cleared = { reason_code: null, reason: null };
  const kept = await failed()
    .where("item_id", "is not", null)
    .set({ ...cleared, outcome: "updated" })
    .executeTakeFirst();
  // Another key than before: the destination may remember the answer to the old one. Calls keep their size.
  const again = await failed()
    .where("reason_code", "=", goneReason)
    .where(sql<string>`operation ->> 'kind'`, "=", "create_item")
    .set({
      ...cleared,
      state: "intended",
      outcome: null,
      intended_at: null,
      done_at: null,
      idempotency_key: sql<string>`'again:' || coalesce(idempotency_key, '')`,
    })
    .executeTakeFirst();
  const removed = await tx
    .deleteFrom("ledger")
    .where("account_id", "=", scope.accountId)
    .where("migration_id", "=", scope.migrationId)
    .where("state", "=", "done")
    .where("outcome", "=", "failed")
    .executeTakeFirst();
  return Number(kept.numUpdatedRows + again.numUpdatedRows + removed.numDeletedRows);
}

function filtered(db: Kysely<Database>, scope: Scope, filter: LedgerFilter) {
  let query = db
    .selectFrom("ledger")
    .where("account_id", "=", scope.accountId)
    .where("migration_id", "=", scope.migrationId);
  if (filter.phase !== undefined) query = query.where("phase", "=", filter.phase);
  if (filter.stream !== undefined) query = query.where("stream", "=", filter.stream);
  if (filter.outcome !== undefined) query = query.where("outcome", "=", filter.outcome);
  return query;
}

async function intend(tx: Kysely<Database>, scope: Scope, writes: readonly IntendedWrite[]): Promise<void> {
  const rows = JSON.stringify(
    writes.map((w) => [
      w.phase,
      w.externalId,
      w.stream,
      w.runId,
      w.name,
      w.boardId,
      w.payloadHash,
      w.idempotencyKey,
      w.operation,
      w.before,
      JSON.stringify(w.notes),
      w.intendedAt,
    ]),
  );
  await sql`insert into ledger (account_id, migration_id, phase, external_id, stream, run_id, name, state, board_id,
      payload_hash, idempotency_key, operation, before_image, notes, intended_at)
    select ${scope.accountId}, ${scope.migrationId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4,
      'intended', value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11
    from json_each(${rows}) where true
    on conflict (migration_id, phase, external_id) do update set
      run_id = excluded.run_id, name = excluded.name, state = 'intended', outcome = null, reason_code = null,
      reason = null, board_id = excluded.board_id, payload_hash = excluded.payload_hash,
      idempotency_key = excluded.idempotency_key, operation = excluded.operation,
      before_image = coalesce(ledger.before_image, excluded.before_image), notes = excluded.notes,
      intended_at = excluded.intended_at, done_at = null`.execute(tx);
}

async function withdraw(tx: Kysely<Database>, scope: Scope, keys: readonly LedgerKey[]): Promise<void> {
  const rows = JSON.stringify(keys.map(({ phase, externalId }) => [phase, externalId]));
  await sql`delete from ledger where seq in (
      select l.seq from json_each(${rows}) cross join ledger l
      where l.account_id = ${scope.accountId} and l.migration_id = ${scope.migrationId}
        and l.phase = value ->> 0 and l.external_id = value ->> 1 and l.state = 'intended')`.execute(tx);
}

async function markDone(tx: Kysely<Database>, scope: Scope, writes: readonly DoneWrite[]): Promise<void> {
  const rows = JSON.stringify(
    writes.map((w) => [
      w.phase,
      w.externalId,
      w.outcome,
      w.reasonCode,
      w.reason,
      w.itemId,
      w.doneAt,
      w.notes ? JSON.stringify(w.notes) : null,
    ]),
  );
  // Looked up row by row through the key first: joined directly, SQLite walks over the whole ledger of the migration.
  await sql`with hit as materialized (
      select l.seq as seq, value ->> 2 as outcome, value ->> 3 as reason_code, value ->> 4 as reason,
        value ->> 5 as item_id, value ->> 6 as done_at, value ->> 7 as notes
      from json_each(${rows}) cross join ledger l
      where l.account_id = ${scope.accountId} and l.migration_id = ${scope.migrationId}
        and l.phase = value ->> 0 and l.external_id = value ->> 1
    )
    update ledger set state = 'done', outcome = hit.outcome, reason_code = hit.reason_code, reason = hit.reason,
      item_id = coalesce(hit.item_id, ledger.item_id), done_at = hit.done_at, notes = coalesce(hit.notes, ledger.notes)
    from hit where ledger.seq = hit.seq`.execute(tx);
}

async function settle(tx: Kysely<Database>, scope: Scope, records: readonly SettledRecord[]): Promise<void> {
  const rows = JSON.stringify(
    records.map((r) => [
      r.phase,
      r.externalId,
      r.stream,
      r.runId,
      r.name,
      r.outcome,
      r.reasonCode,
      r.reason,
      r.boardId,
      r.itemId,
      JSON.stringify(r.notes),
      r.doneAt,
      r.payloadHash ?? null,
    ]),
  );
  await sql`insert into ledger (account_id, migration_id, phase, external_id, stream, run_id, name, state, outcome,
      reason_code, reason, board_id, item_id, notes, done_at, payload_hash)
    select ${scope.accountId}, ${scope.migrationId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4,
      'done', value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11,
      value ->> 12
    from json_each(${rows}) where true
    on conflict (migration_id, phase, external_id) do update set
      payload_hash = coalesce(excluded.payload_hash, ledger.payload_hash),
      run_id = excluded.run_id, name = excluded.name, state = 'done', outcome = excluded.outcome,
      reason_code = excluded.reason_code, reason = excluded.reason, board_id = excluded.board_id,
      item_id = excluded.item_id, notes = excluded.notes, done_at = excluded.done_at`.execute(tx);
}

async function revise(tx: Kysely<Database>, scope: Scope, writes: readonly RevisedWrite[]): Promise<void> {
  const rows = JSON.stringify(
    writes.map((w) => [
      w.phase,
      w.externalId,
      w.runId,
      w.name,
      w.outcome,
      w.payloadHash,
      w.operation,
      JSON.stringify(w.notes),
      w.doneAt,
    ]),
  );
  await sql`with hit as materialized (
      select l.seq as seq, value ->> 2 as run_id, value ->> 3 as name, value ->> 4 as outcome,
        value ->> 5 as payload_hash, value ->> 6 as operation, value ->> 7 as notes, value ->> 8 as done_at
      from json_each(${rows}) cross join ledger l
      where l.account_id = ${scope.accountId} and l.migration_id = ${scope.migrationId}
        and l.phase = value ->> 0 and l.external_id = value ->> 1 and l.state = 'done'
    )
    update ledger set run_id = hit.run_id, name = hit.name, outcome = hit.outcome, reason_code = null, reason = null,
      payload_hash = hit.payload_hash, operation = hit.operation, notes = hit.notes, done_at = hit.done_at
    from hit where ledger.seq = hit.seq`.execute(tx);
}

function fromRow(row: Database["ledger"]): LedgerRow {
  return {
    phase: row.phase,
    externalId: row.external_id,
    stream: row.stream,
    runId: row.run_id,
    name: row.name,
    state: toState(row.state),
    outcome: toOutcome(row.outcome),
    reasonCode: row.reason_code,
    reason: row.reason,
    boardId: row.board_id,
    itemId: row.item_id,
    payloadHash: row.payload_hash,
    idempotencyKey: row.idempotency_key,
    operation: row.operation,
    before: row.before_image,
    notes: row.notes === "[]" ? [] : notesSchema.parse(JSON.parse(row.notes)),
    intendedAt: row.intended_at,
    doneAt: row.done_at,
  };
}

function toState(state: string): "intended" | "done" {
  return state === "intended" ? "intended" : "done";
}

function toOutcome(outcome: string | null): Outcome | null {
  return outcome === null ? null : outcomeSchema.parse(outcome);
}
