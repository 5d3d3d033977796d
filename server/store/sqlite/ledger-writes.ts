import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Database } from "../schema.ts";
import type { DoneWrite, IntendedWrite, LedgerKey, RevisedWrite, Scope, SettledRecord } from "../store.ts";

/** Statements of one commit. Each takes its whole batch as one JSON parameter, so that it is prepared once. */

export async function intend(
  tx: Kysely<Database>,
  scope: Scope,
  writes: readonly IntendedWrite[],
): Promise<void> {
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
      payload_hash, idempotency_key, operation, before_image, notes, intended_at, first_run_id)
    select ${scope.accountId}, ${scope.migrationId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4,
      'intended', value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 3
    from json_each(${rows}) where true
    on conflict (migration_id, phase, external_id) do update set
      run_id = excluded.run_id, name = excluded.name, state = 'intended', outcome = null, reason_code = null,
      reason = null, board_id = excluded.board_id, payload_hash = excluded.payload_hash,
      idempotency_key = excluded.idempotency_key, operation = excluded.operation,
      before_image = coalesce(ledger.before_image, excluded.before_image), notes = excluded.notes,
      intended_at = excluded.intended_at, done_at = null`.execute(tx);
}

export async function withdraw(
  tx: Kysely<Database>,
  scope: Scope,
  keys: readonly LedgerKey[],
): Promise<void> {
  await sql`delete from ledger where seq in (
      select l.seq from ${rowsNamed(scope, namesOf(keys))} and l.state = 'intended')`.execute(tx);
}

export async function markDone(
  tx: Kysely<Database>,
  scope: Scope,
  writes: readonly DoneWrite[],
): Promise<void> {
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
  await sql`with hit as materialized (
      select l.seq as seq, value ->> 2 as outcome, value ->> 3 as reason_code, value ->> 4 as reason,
        value ->> 5 as item_id, value ->> 6 as done_at, value ->> 7 as notes
      from ${rowsNamed(scope, rows)}
    )
    update ledger set state = 'done', outcome = hit.outcome, reason_code = hit.reason_code, reason = hit.reason,
      item_id = coalesce(hit.item_id, ledger.item_id), done_at = hit.done_at, notes = coalesce(hit.notes, ledger.notes)
    from hit where ledger.seq = hit.seq`.execute(tx);
}

export async function settle(
  tx: Kysely<Database>,
  scope: Scope,
  records: readonly SettledRecord[],
): Promise<void> {
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
      reason_code, reason, board_id, item_id, notes, done_at, payload_hash, first_run_id)
    select ${scope.accountId}, ${scope.migrationId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4,
      'done', value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11,
      value ->> 12, value ->> 3
    from json_each(${rows}) where true
    on conflict (migration_id, phase, external_id) do update set
      payload_hash = coalesce(excluded.payload_hash, ledger.payload_hash),
      run_id = excluded.run_id, name = excluded.name, state = 'done', outcome = excluded.outcome,
      reason_code = excluded.reason_code, reason = excluded.reason, board_id = excluded.board_id,
      item_id = excluded.item_id, notes = excluded.notes, done_at = excluded.done_at`.execute(tx);
}

export async function revise(
  tx: Kysely<Database>,
  scope: Scope,
  writes: readonly RevisedWrite[],
): Promise<void> {
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
      w.before ?? null,
    ]),
  );
  await sql`with hit as materialized (
      select l.seq as seq, value ->> 2 as run_id, value ->> 3 as name, value ->> 4 as outcome,
        value ->> 5 as payload_hash, value ->> 6 as operation, value ->> 7 as notes, value ->> 8 as done_at,
        value ->> 9 as before_image
      from ${rowsNamed(scope, rows)} and l.state = 'done'
    )
    update ledger set run_id = hit.run_id, name = hit.name, outcome = hit.outcome, reason_code = null, reason = null,
      payload_hash = hit.payload_hash, operation = hit.operation, notes = hit.notes, done_at = hit.done_at,
      before_image = coalesce(hit.before_image, ledger.before_image)
    from hit where ledger.seq = hit.seq`.execute(tx);
}

export async function removeRows(
  tx: Kysely<Database>,
  scope: Scope,
  keys: readonly LedgerKey[],
): Promise<void> {
  await sql`delete from ledger where seq in (
      select l.seq from ${rowsNamed(scope, namesOf(keys))})`.execute(tx);
}

/**
 * The ledger rows `l` that a batch names: phase and external id come first in each of its entries. They are looked up
 * one by one through the key before anything is done with them: joined directly, SQLite walks over the whole ledger
 * of the migration.
 */
function rowsNamed(scope: Scope, batch: string): RawBuilder<unknown> {
  return sql`json_each(${batch}) cross join ledger l
      where l.account_id = ${scope.accountId} and l.migration_id = ${scope.migrationId}
        and l.phase = value ->> 0 and l.external_id = value ->> 1`;
}

/** The entries of a batch that only name rows. */
function namesOf(keys: readonly LedgerKey[]): string {
  return JSON.stringify(keys.map(({ phase, externalId }) => [phase, externalId]));
}
