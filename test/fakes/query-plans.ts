import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { Kysely, SqliteDialect } from "kysely";
import type { Database } from "../../server/store/schema.ts";
import { openDatabase } from "../../server/store/sqlite/database.ts";
import { migrate } from "../../server/store/sqlite/migrate.ts";

/** How SQLite would carry out each data statement the work makes against an empty store, step by step. */
export async function plansOf(work: (db: Kysely<Database>) => Promise<unknown>): Promise<string[]> {
  const { kysely, raw } = openDatabase(":memory:");
  migrate(raw);
  const statements: string[] = [];
  const db = new Kysely<Database>({
    dialect: new SqliteDialect({ database: kysely }),
    log: (event) => {
      statements.push(event.query.sql);
    },
  });
  await work(db);
  const plans = statements
    .filter((text) => /^\s*(with|select|update|delete|insert)/i.test(text))
    .flatMap((text) => planOf(raw, text));
  await db.destroy();
  return plans;
}

/** The steps of one statement, as the database would take them by what it knows of its tables. */
export function planOf(
  raw: DatabaseSync,
  statement: string,
  parameters: readonly SQLInputValue[] = [],
): string[] {
  return raw
    .prepare(`explain query plan ${statement}`)
    .all(...parameters)
    .map((row) => String(row.detail));
}
