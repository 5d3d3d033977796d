import type { DatabaseSync } from "node:sqlite";
import { initial } from "../migrations/001-initial.ts";
import { ledgerByItem } from "../migrations/002-ledger-by-item.ts";
import { trust } from "../migrations/003-trust.ts";
import { fieldDiffsByColumn } from "../migrations/004-field-diffs-by-column.ts";
import { ledgerOrder } from "../migrations/005-ledger-order.ts";

/** In order; a number never changes its meaning once released. */
const migrations: readonly (readonly string[])[] = [
  initial,
  ledgerByItem,
  trust,
  fieldDiffsByColumn,
  ledgerOrder,
];

/**
 * Brings the schema up to date. Forward only; safe when two processes start at once (the second waits for the
 * write lock and finds nothing to do); refuses a schema newer than this program.
 */
export function migrate(database: DatabaseSync): void {
  database.exec("begin immediate");
  try {
    database.exec("create table if not exists portage_schema (version integer not null)");
    const row = database.prepare("select max(version) as version from portage_schema").get();
    const current = Number(row?.version ?? 0);
    if (current > migrations.length) {
      throw new Error(
        `The database has schema version ${current}; this version of Portage knows ${migrations.length}. Start a newer Portage.`,
      );
    }
    for (const [index, statements] of migrations.entries()) {
      if (index < current) continue;
      for (const statement of statements) database.exec(statement);
      database.prepare("insert into portage_schema (version) values (?)").run(index + 1);
    }
    database.exec("commit");
  } catch (error) {
    if (database.isTransaction) database.exec("rollback");
    throw error;
  }
}
