import { type Kysely, type Selectable, sql } from "kysely";
import { z } from "zod";
import { type Outcome, outcomes, recordNoteSchema } from "../../contract/records.ts";
import type { RecordReason } from "../../core/reasons.ts";
import { testPrefix } from "../../core/sampling/test-prefix.ts";
import type { Database } from "../schema.ts";
import type { LedgerFilter, LedgerRow, LedgerStore, Scope } from "../store.ts";
import { appendAudit } from "./audit.ts";
import { intend, markDone, removeRows, revise, settle, withdraw } from "./ledger-writes.ts";
import { appendEvents } from "./record-events.ts";
import { saveRunMark } from "./run-marks.ts";

const goneReason = "item_gone" satisfies RecordReason;
/** What lies in a test workspace is no part of the import. */
const notInTest = sql<boolean>`phase not glob ${`${testPrefix}*`}`;
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
        if (input.removed?.length) await removeRows(tx, scope, input.removed);
        if (input.events?.length) await appendEvents(tx, scope, input.events);
        if (input.audit?.length) await appendAudit(tx, scope, input.audit);
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
    async countsByFirstRun(scope, runIds) {
      if (runIds.length === 0) return [];
      const { rows } = await sql<{ phase: string; count: number }>`
        select l.phase, count(*) as count
        from json_each(${JSON.stringify([...new Set(runIds)])}) as j
        cross join ledger l indexed by ledger_first_run
        where l.migration_id = ${scope.migrationId} and l.first_run_id = j.value
          and l.account_id = ${scope.accountId}
        group by l.phase`.execute(db);
      return rows;
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
        .where(notInTest)
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
      // The few rows whose ids begin so are found by their ids; all others in their order.
      const seq = input.startsWith === undefined ? sql<number>`seq` : sql<number>`+seq`;
      const rows = await filtered(db, scope, input)
        .selectAll()
        .where(seq, ">", input.afterSeq)
        .orderBy(seq)
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
  query = filter.phase === undefined ? query.where(notInTest) : query.where("phase", "=", filter.phase);
  if (filter.startsWith !== undefined) {
    query = query
      .where("external_id", ">=", filter.startsWith)
      .where("external_id", "<", `${filter.startsWith}\u{10FFFF}`);
  }
  if (filter.runId !== undefined) query = query.where("run_id", "=", filter.runId);
  if (filter.stream !== undefined) query = query.where("stream", "=", filter.stream);
  if (filter.outcome !== undefined) query = query.where("outcome", "=", filter.outcome);
  return query;
}

export function fromRow(row: Selectable<Database["ledger"]>): LedgerRow {
  return {
    phase: row.phase,
    externalId: row.external_id,
    stream: row.stream,
    runId: row.run_id,
    firstRunId: row.first_run_id ?? row.run_id,
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
