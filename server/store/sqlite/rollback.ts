import { type Kysely, type Selectable, sql } from "kysely";
import { leaveReasons, removableKinds, rollbackActions } from "../../contract/rollback.ts";
import type { Database } from "../schema.ts";
import type { RollbackEntryRow, RollbackStore, Scope } from "../store.ts";

/** What rollbacks did, entry by entry. A batch travels as one JSON parameter. */
export function createRollbackStore(db: Kysely<Database>): RollbackStore {
  return {
    async put(scope, entries) {
      if (entries.length > 0) await put(db, scope, entries);
    },
    async list(scope, { runId, action, kind, afterSeq, limit }) {
      let query = entriesOf(db, scope, runId).selectAll().where("seq", ">", afterSeq);
      if (action !== undefined) query = query.where("action", "=", action);
      if (kind !== undefined) query = query.where("kind", "=", kind);
      const rows = await query.orderBy("seq").limit(limit).execute();
      return rows.map((row) => ({ ...fromRow(row), seq: row.seq }));
    },
    async counts(scope, runId) {
      const rows = await entriesOf(db, scope, runId)
        .select(["kind", "action", "state", "code", "proven"])
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .groupBy(["kind", "action", "state", "code", "proven"])
        .execute();
      return rows.map((row) => ({ ...toKinds(row), count: row.count }));
    },
  };
}

async function put(db: Kysely<Database>, scope: Scope, entries: readonly RollbackEntryRow[]): Promise<void> {
  const rows = JSON.stringify(
    entries.map((entry) => [
      entry.runId,
      entry.kind,
      entry.key,
      entry.phase,
      entry.name,
      entry.destinationId,
      entry.board,
      entry.action,
      entry.state,
      entry.code,
      entry.reason,
      entry.proven === null ? null : Number(entry.proven),
      entry.at,
      entry.before,
    ]),
  );
  await sql`insert into rollback_entries (account_id, migration_id, run_id, kind, key, phase, name, destination_id,
      board, action, state, code, reason, proven, at, before_image)
    select ${scope.accountId}, ${scope.migrationId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4,
      value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12,
      value ->> 13
    from json_each(${rows}) where true
    on conflict (migration_id, run_id, kind, key, destination_id) do update set
      phase = excluded.phase, name = excluded.name, board = excluded.board, action = excluded.action,
      state = excluded.state, code = excluded.code, reason = excluded.reason, proven = excluded.proven,
      at = excluded.at, before_image = excluded.before_image
    where rollback_entries.account_id = excluded.account_id`.execute(db);
}

function entriesOf(db: Kysely<Database>, scope: Scope, runId: string) {
  return db
    .selectFrom("rollback_entries")
    .where("account_id", "=", scope.accountId)
    .where("migration_id", "=", scope.migrationId)
    .where("run_id", "=", runId);
}

type Row = Selectable<Database["rollback_entries"]>;

function fromRow(row: Row): RollbackEntryRow {
  return {
    ...toKinds(row),
    runId: row.run_id,
    key: row.key,
    phase: row.phase,
    name: row.name,
    destinationId: row.destination_id,
    board: row.board,
    reason: row.reason,
    at: row.at,
    before: row.before_image,
  };
}

function toKinds(row: Pick<Row, "kind" | "action" | "state" | "code" | "proven">) {
  const state = row.state === "intended" ? ("intended" as const) : ("done" as const);
  return {
    kind: oneOf(removableKinds, row.kind),
    action: oneOf(rollbackActions, row.action),
    state,
    code: row.code === null ? null : oneOf(leaveReasons, row.code),
    proven: row.proven === null ? null : row.proven === 1,
  };
}

function oneOf<T extends string>(words: readonly T[], text: string): T {
  const word = words.find((each) => each === text);
  if (word === undefined) throw new Error(`The store holds a word nobody wrote: ${text}`);
  return word;
}
