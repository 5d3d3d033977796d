import { type Kysely, sql } from "kysely";
import { z } from "zod";
import { sourceFindingSchema } from "../../contract/inventory.ts";
import type { FieldValue, SourceRecord } from "../../core/records.ts";
import type { Database } from "../schema.ts";
import type { ReadCheckpoint, Scope, SnapshotStore, StagedRecord } from "../store.ts";
import { canonicalRecords, countDuplicates } from "./snapshot-keys.ts";

type RecordRow = Pick<Database["snapshot_records"], "seq" | "stream" | "id" | "hash" | "fields">;

/**
 * Batches travel as one JSON parameter: the statement text stays the same, so it is prepared once.
 * `cross join` fixes the order (the batch outside, an index look-up inside): left to itself the planner, which knows
 * no sizes, walks the whole table for every batch.
 */
export function createSnapshotStore(db: Kysely<Database>): SnapshotStore {
  return {
    async stage(scope, input) {
      await db.transaction().execute(async (tx) => {
        if (input.records.length > 0) await stageRecords(tx, scope, input.runId, input.records);
        if (input.checkpoint) await saveCheckpoint(tx, scope, input.runId, input.checkpoint);
        if (input.findings.length > 0) {
          await tx
            .insertInto("snapshot_findings")
            .values(
              input.findings.map((finding) => ({
                account_id: scope.accountId,
                migration_id: scope.migrationId,
                run_id: input.runId,
                finding: JSON.stringify(finding),
              })),
            )
            .execute();
        }
      });
    },
    async checkpoints(scope, runId) {
      const rows = await db
        .selectFrom("read_checkpoints")
        .selectAll()
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .where("run_id", "=", runId)
        .execute();
      return rows.map((row) => ({
        stepId: row.step_id,
        cursor: row.cursor,
        done: row.done,
        total: row.total,
        finished: row.finished === 1,
      }));
    },
    async findings(scope) {
      const rows = await db
        .selectFrom("snapshot_findings")
        .select("finding")
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .execute();
      return z.array(sourceFindingSchema).parse(rows.map((row) => JSON.parse(row.finding)));
    },
    async dropUnseen(scope, runId, streams) {
      return db.transaction().execute(async (tx) => {
        const list = JSON.stringify(streams);
        await sql`delete from snapshot_keys where (migration_id, kind, value, stream, id) in (
            select k.migration_id, k.kind, k.value, k.stream, k.id
            from snapshot_records r cross join snapshot_keys k indexed by snapshot_keys_record
            where r.account_id = ${scope.accountId} and r.migration_id = ${scope.migrationId}
              and r.run_id <> ${runId}
              and r.stream in (select value from json_each(${list}))
              and k.account_id = ${scope.accountId} and k.migration_id = ${scope.migrationId}
              and k.stream = r.stream and k.id = r.id)`.execute(tx);
        const dropped = await sql`delete from snapshot_records
          where account_id = ${scope.accountId} and migration_id = ${scope.migrationId} and run_id <> ${runId}
            and stream in (select value from json_each(${list}))`.execute(tx);
        await tx
          .deleteFrom("snapshot_findings")
          .where("account_id", "=", scope.accountId)
          .where("migration_id", "=", scope.migrationId)
          .where("run_id", "<>", runId)
          .execute();
        return Number(dropped.numAffectedRows ?? 0n);
      });
    },
    async clearStream(scope, stream) {
      await db.transaction().execute(async (tx) => {
        for (const table of ["snapshot_keys", "snapshot_records"] as const) {
          await tx
            .deleteFrom(table)
            .where("account_id", "=", scope.accountId)
            .where("migration_id", "=", scope.migrationId)
            .where("stream", "=", stream)
            .execute();
        }
      });
    },
    async page(scope, stream, afterSeq, limit, seenBy) {
      const rows = await db
        .selectFrom("snapshot_records")
        .select(["seq", "stream", "id", "hash", "fields"])
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .where("stream", "=", stream)
        .where("seq", ">", afterSeq)
        .$if(seenBy !== undefined, (query) => query.where("run_id", "=", seenBy ?? ""))
        .orderBy("seq")
        .limit(limit)
        .execute();
      return rows.map((row) => ({ seq: row.seq, hash: row.hash, record: toRecord(row) }));
    },
    async get(scope, stream, ids) {
      const { rows } = await sql<RecordRow>`select r.seq, r.stream, r.id, r.hash, r.fields
        from json_each(${JSON.stringify(ids)}) as j cross join snapshot_records r
        where r.account_id = ${scope.accountId} and r.migration_id = ${scope.migrationId}
          and r.stream = ${stream} and r.id = j.value order by r.seq`.execute(db);
      return rows.map(toRecord);
    },
    async existing(scope, stream, ids) {
      if (ids.length === 0) return new Set();
      const { rows } = await sql<{ id: string }>`select id from snapshot_records
        where account_id = ${scope.accountId} and migration_id = ${scope.migrationId} and stream = ${stream}
          and id in (select value from json_each(${JSON.stringify(ids)}))`.execute(db);
      return new Set(rows.map((row) => row.id));
    },
    async count(scope, stream, seenBy) {
      const row = await db
        .selectFrom("snapshot_records")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .where("stream", "=", stream)
        .$if(seenBy !== undefined, (query) => query.where("run_id", "=", seenBy ?? ""))
        .executeTakeFirstOrThrow();
      return row.count;
    },
    duplicates: (scope, streams, kind) => countDuplicates(db, scope, { streams, kind }),
    canonical: (scope, input) => canonicalRecords(db, scope, input),
  };
}

async function stageRecords(
  tx: Kysely<Database>,
  scope: Scope,
  runId: string,
  records: readonly StagedRecord[],
): Promise<void> {
  const rows = JSON.stringify(
    records.map(({ record, hash }) => [record.stream, record.id, hash, JSON.stringify(record.fields)]),
  );
  await sql`insert into snapshot_records (account_id, migration_id, stream, id, hash, fields, run_id)
    select ${scope.accountId}, ${scope.migrationId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, ${runId}
    from json_each(${rows}) where true
    on conflict (migration_id, stream, id)
    do update set hash = excluded.hash, fields = excluded.fields, run_id = excluded.run_id`.execute(tx);
  await sql`delete from snapshot_keys where (migration_id, kind, value, stream, id) in (
      select k.migration_id, k.kind, k.value, k.stream, k.id
      from json_each(${rows}) as j cross join snapshot_keys k indexed by snapshot_keys_record
      where k.account_id = ${scope.accountId} and k.migration_id = ${scope.migrationId}
        and k.stream = j.value ->> 0 and k.id = j.value ->> 1)`.execute(tx);
  const keys = records.flatMap(({ record, keys: own }) =>
    own.map((key) => [key.kind, key.value, record.stream, record.id]),
  );
  if (keys.length === 0) return;
  await sql`insert or ignore into snapshot_keys (account_id, migration_id, kind, value, stream, id)
    select ${scope.accountId}, ${scope.migrationId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3
    from json_each(${JSON.stringify(keys)})`.execute(tx);
}

async function saveCheckpoint(
  tx: Kysely<Database>,
  scope: Scope,
  runId: string,
  checkpoint: ReadCheckpoint,
): Promise<void> {
  const values = {
    cursor: checkpoint.cursor,
    done: checkpoint.done,
    total: checkpoint.total,
    finished: checkpoint.finished ? 1 : 0,
  };
  await tx
    .insertInto("read_checkpoints")
    .values({
      account_id: scope.accountId,
      migration_id: scope.migrationId,
      run_id: runId,
      step_id: checkpoint.stepId,
      ...values,
    })
    .onConflict((conflict) => conflict.columns(["run_id", "step_id"]).doUpdateSet(values))
    .execute();
}

/** Hot path: the fields were written by `stage` from a `SourceRecord`, so the shape is ours. */
function toRecord(row: RecordRow): SourceRecord {
  return { stream: row.stream, id: row.id, fields: JSON.parse(row.fields) as Record<string, FieldValue> };
}
