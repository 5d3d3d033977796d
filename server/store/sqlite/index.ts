import { mkdirSync } from "node:fs";
import path from "node:path";
import { Kysely, SqliteDialect, sql } from "kysely";
import type { Database } from "../schema.ts";
import type { Store } from "../store.ts";
import { createAuditStore } from "./audit.ts";
import { createBudgetStore } from "./budgets.ts";
import { createConflictStore } from "./conflicts.ts";
import { createConnectionStore } from "./connections.ts";
import { isBusy, openDatabase } from "./database.ts";
import { createDestinationIndexStore } from "./destination-index.ts";
import { createDocumentStore } from "./documents.ts";
import { createFairTurns } from "./fair-turns.ts";
import { createFieldDiffStore } from "./field-diffs.ts";
import { createLedgerStore } from "./ledger.ts";
import { migrate } from "./migrate.ts";
import { createMigrationStore } from "./migrations.ts";
import { createObjectStore } from "./objects.ts";
import { createPlanStore } from "./plans.ts";
import { createRecordEventStore } from "./record-events.ts";
import { createRollbackStore } from "./rollback.ts";
import { createRunStore } from "./runs.ts";
import { createSnapshotStore } from "./snapshot.ts";
import { createVerificationStore } from "./verification.ts";

/**
 * The embedded store: one SQLite file, no service to install. `file` may be `:memory:`.
 * One process owns the file; several servers need PostgreSQL.
 */
export async function openSqliteStore(options: { file: string }): Promise<Store> {
  if (options.file !== ":memory:") mkdirSync(path.dirname(options.file), { recursive: true });
  const { kysely } = openOwned(options.file);
  const db = new Kysely<Database>({
    dialect: new SqliteDialect({ database: kysely }),
    plugins: [createFairTurns()],
  });
  return {
    connections: createConnectionStore(db),
    migrations: createMigrationStore(db),
    runs: createRunStore(db),
    snapshot: createSnapshotStore(db),
    plans: createPlanStore(db),
    ledger: createLedgerStore(db),
    objects: createObjectStore(db),
    destinationIndex: createDestinationIndexStore(db),
    budgets: createBudgetStore(db),
    documents: createDocumentStore(db),
    audit: createAuditStore(db),
    fieldDiffs: createFieldDiffStore(db),
    verification: createVerificationStore(db),
    conflicts: createConflictStore(db),
    recordEvents: createRecordEventStore(db),
    rollback: createRollbackStore(db),
    async ping() {
      await sql`select 1`.execute(db);
    },
    async close() {
      await db.destroy();
    },
  };
}

function openOwned(file: string): ReturnType<typeof openDatabase> {
  try {
    const opened = openDatabase(file);
    migrate(opened.raw);
    return opened;
  } catch (cause) {
    if (!isBusy(cause)) throw cause;
    throw new Error("Another Portage process uses this data directory. Stop it, or set another DATA_DIR.", {
      cause,
    });
  }
}
