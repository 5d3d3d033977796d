import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { SqliteDatabase, SqliteStatement } from "kysely";
import { FailureError, toFailure } from "../../contract/errors.ts";

/** SQLite's primary result codes we tell apart (sqlite.org/rescode.html). */
const sqliteFull = 13;
const sqliteIoError = 10;

/** Statements kept prepared: Kysely produces the same text for the same shape of query. */
const statementCacheSize = 400;

/**
 * Opens a database file through Node's own SQLite and dresses it for Kysely.
 *
 * WAL with `synchronous=FULL`: a committed transaction survives a power cut, which the exactly-once rule needs
 * (an intent must be durable before the request leaves).
 */
export function openDatabase(file: string): { kysely: SqliteDatabase; raw: DatabaseSync } {
  const raw = guarded(() => new DatabaseSync(file));
  // One process owns the file (index.ts); the lock makes that a fact instead of a hope.
  raw.exec("pragma locking_mode = exclusive");
  raw.exec("pragma busy_timeout = 5000");
  raw.exec("pragma journal_mode = wal");
  raw.exec("pragma synchronous = full");
  raw.exec("pragma foreign_keys = on");
  raw.exec("pragma cache_size = -8000");
  const statements = new Map<string, SqliteStatement>();
  return {
    raw,
    kysely: {
      prepare(sql) {
        const known = statements.get(sql);
        if (known) return known;
        const made = toStatement(raw, sql);
        if (statements.size >= statementCacheSize) {
          const [oldest] = statements.keys();
          if (oldest !== undefined) statements.delete(oldest);
        }
        statements.set(sql, made);
        return made;
      },
      close() {
        statements.clear();
        raw.close();
      },
    },
  };
}

function toStatement(raw: DatabaseSync, sql: string): SqliteStatement {
  if (/^rollback$/i.test(sql.trim())) return rollbackStatement(raw, sql);
  const statement = guarded(() => raw.prepare(sql));
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => guarded(() => statement.all(...toInputs(parameters))),
    run: (parameters) => guarded(() => statement.run(...toInputs(parameters))),
    iterate: (parameters) => iterate(statement, parameters),
  };
}

/** A full disk ends the transaction by itself; rolling back then would hide the real error behind a second one. */
function rollbackStatement(raw: DatabaseSync, sql: string): SqliteStatement {
  const none = { changes: 0, lastInsertRowid: 0 };
  return {
    reader: false,
    all: () => [],
    run: () => {
      if (!raw.isTransaction) return none;
      raw.exec(sql);
      return none;
    },
    iterate: () => [][Symbol.iterator](),
  };
}

function iterate(statement: StatementSync, parameters: readonly unknown[]): IterableIterator<unknown> {
  return guarded(() => statement.iterate(...toInputs(parameters)));
}

function toInputs(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((parameter) => {
    if (typeof parameter === "boolean") return parameter ? 1 : 0;
    if (parameter === undefined) return null;
    // Kysely types parameters as unknown; everything else we pass is a text, a number or null.
    return parameter as SQLInputValue;
  });
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw toStorageError(cause);
  }
}

/** Full disks and broken files become failures the engine can wait on; everything else stays what it is (a bug). */
function toStorageError(cause: unknown): unknown {
  const code =
    typeof cause === "object" && cause !== null && "errcode" in cause ? Number(cause.errcode) & 0xff : 0;
  if (code === sqliteFull) {
    return new FailureError(toFailure("store.disk_full", { message: "SQLite reports a full disk", cause }));
  }
  if (code === sqliteIoError) {
    return new FailureError(
      toFailure("store.unavailable", { message: "SQLite reports an I/O error", cause }),
    );
  }
  return cause;
}

/** True when another process holds the file (SQLITE_BUSY = 5). */
export function isBusy(error: unknown): boolean {
  return (
    typeof error === "object" && error !== null && "errcode" in error && (Number(error.errcode) & 0xff) === 5
  );
}

/** True for a violated unique index or primary key. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && /UNIQUE constraint failed/.test(error.message);
}
