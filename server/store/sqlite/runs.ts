import { type Kysely, sql } from "kysely";
import { z } from "zod";
import { failureViewSchema, runKinds, runPhaseSchema, runStates } from "../../contract/run.ts";
import type { Database } from "../schema.ts";
import type { RunPatch, RunRow, RunStore } from "../store.ts";
import { isUniqueViolation } from "./database.ts";
import { saveRunMark } from "./run-marks.ts";

const waitingSchema = z.strictObject({ reason: z.string(), code: z.string(), until: z.number().nullable() });
const stateSchema = z.enum(runStates);
const activeStates = ["queued", "running", "waiting", "paused"] as const;

export function createRunStore(db: Kysely<Database>): RunStore {
  return {
    async insert(row) {
      try {
        await db.insertInto("runs").values(toRow(row)).execute();
        return true;
      } catch (error) {
        if (isUniqueViolation(error)) return false;
        throw error;
      }
    },
    async get(accountId, runId) {
      const row = await db
        .selectFrom("runs")
        .selectAll()
        .where("account_id", "=", accountId)
        .where("id", "=", runId)
        .executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    async list(scope, limit, kind) {
      const ofMigration = db
        .selectFrom("runs")
        .selectAll()
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId);
      const wanted = kind === undefined ? ofMigration : ofMigration.where("kind", "=", kind);
      const rows = await wanted.orderBy("id", "desc").limit(limit).execute();
      return rows.map(fromRow);
    },
    async active(scope) {
      const row = await db
        .selectFrom("runs")
        .selectAll()
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .where("state", "in", activeStates)
        .executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    async claim({ owner, now, leaseMs }) {
      // The account is not known here on purpose: the worker serves all of them, each run within its own scope.
      const { rows } = await sql<Database["runs"]>`
        update runs set lease_owner = ${owner}, lease_until = ${now + leaseMs}
        where id = (
          select id from runs
          where state in ('queued', 'running', 'waiting') and (lease_until is null or lease_until <= ${now})
          order by id limit 1
        )
        returning *`.execute(db);
      const [row] = rows;
      return row ? fromRow(row) : null;
    },
    async releaseLeases() {
      await db
        .updateTable("runs")
        .set({ lease_owner: null, lease_until: null })
        .where("lease_owner", "is not", null)
        .execute();
    },
    async transition(accountId, runId, from, patch, owner) {
      let query = db
        .updateTable("runs")
        .set(toPatch(patch))
        .where("account_id", "=", accountId)
        .where("id", "=", runId)
        .where("state", "in", [...from]);
      if (owner !== undefined) query = query.where("lease_owner", "=", owner);
      try {
        const result = await query.executeTakeFirst();
        return result.numUpdatedRows > 0n;
      } catch (error) {
        // Resuming while another run of the migration is active.
        if (isUniqueViolation(error)) return false;
        throw error;
      }
    },
    async countByState() {
      const rows = await db
        .selectFrom("runs")
        .select(["state", (query) => query.fn.countAll<number>().as("count")])
        .groupBy("state")
        .execute();
      return new Map(rows.map((row) => [stateSchema.parse(row.state), Number(row.count)]));
    },
    async mark(accountId, runId, key, value) {
      await saveRunMark(db, accountId, { runId, key, value });
    },
    async marks(accountId, runId) {
      const rows = await db
        .selectFrom("run_marks")
        .select(["key", "value"])
        .where("account_id", "=", accountId)
        .where("run_id", "=", runId)
        .execute();
      return new Map(rows.map((row) => [row.key, row.value]));
    },
  };
}

function toRow(row: RunRow): Database["runs"] {
  return {
    id: row.id,
    account_id: row.accountId,
    migration_id: row.migrationId,
    kind: row.kind,
    state: row.state,
    options: JSON.stringify(row.options),
    requested_by: row.requestedBy,
    created_at: row.createdAt,
    started_at: row.startedAt,
    ended_at: row.endedAt,
    waiting: toJson(row.waiting),
    phases: JSON.stringify(row.phases),
    failure: toJson(row.failure),
    control: row.control,
    source_calls: row.sourceCalls,
    destination_calls: row.destinationCalls,
    lease_owner: row.leaseOwner,
    lease_until: row.leaseUntil,
  };
}

function toPatch(patch: RunPatch): Partial<Database["runs"]> {
  return {
    ...(patch.state === undefined ? {} : { state: patch.state }),
    ...(patch.startedAt === undefined ? {} : { started_at: patch.startedAt }),
    ...(patch.endedAt === undefined ? {} : { ended_at: patch.endedAt }),
    ...(patch.waiting === undefined ? {} : { waiting: toJson(patch.waiting) }),
    ...(patch.phases === undefined ? {} : { phases: JSON.stringify(patch.phases) }),
    ...(patch.failure === undefined ? {} : { failure: toJson(patch.failure) }),
    ...(patch.control === undefined ? {} : { control: patch.control }),
    ...(patch.sourceCalls === undefined ? {} : { source_calls: patch.sourceCalls }),
    ...(patch.destinationCalls === undefined ? {} : { destination_calls: patch.destinationCalls }),
    ...(patch.leaseOwner === undefined ? {} : { lease_owner: patch.leaseOwner }),
    ...(patch.leaseUntil === undefined ? {} : { lease_until: patch.leaseUntil }),
  };
}

function fromRow(row: Database["runs"]): RunRow {
  return {
    id: row.id,
    accountId: row.account_id,
    migrationId: row.migration_id,
    kind: z.enum(runKinds).parse(row.kind),
    state: stateSchema.parse(row.state),
    options: z.record(z.string(), z.unknown()).parse(JSON.parse(row.options)),
    requestedBy: row.requested_by,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    waiting: row.waiting === null ? null : waitingSchema.parse(JSON.parse(row.waiting)),
    phases: z.array(runPhaseSchema).parse(JSON.parse(row.phases)),
    failure: row.failure === null ? null : failureViewSchema.parse(JSON.parse(row.failure)),
    control: z.enum(["pause", "cancel"]).nullable().parse(row.control),
    sourceCalls: row.source_calls,
    destinationCalls: row.destination_calls,
    leaseOwner: row.lease_owner,
    leaseUntil: row.lease_until,
  };
}

function toJson(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
