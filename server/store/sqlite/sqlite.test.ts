import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { storeContract } from "../../../test/contracts/store-contract.ts";
import { FailureError } from "../../contract/errors.ts";
import { initial } from "../migrations/001-initial.ts";
import { openDatabase } from "./database.ts";
import { openSqliteStore } from "./index.ts";
import { migrate } from "./migrate.ts";

storeContract("SQLite", () => openSqliteStore({ file: ":memory:" }));

describe("SQLite store file", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), "portage-store-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it("keeps everything across a restart", async () => {
    const file = path.join(directory, "portage.db");
    const first = await openSqliteStore({ file });
    await first.budgets.take({ bucket: "k", limit: 5, windowMs: 100, now: 1 });
    await first.close();
    const second = await openSqliteStore({ file });
    expect(await second.budgets.read("k")).toEqual({ used: 1, windowStart: 1 });
    await second.close();
  });

  it("lets others have a turn during a long row of queries", async () => {
    const store = await openSqliteStore({ file: path.join(directory, "busy.db") });
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const startedAt = performance.now();
    while (performance.now() - startedAt < 100) await store.ping();
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
    await store.close();
  });

  it("belongs to one process at a time", async () => {
    const file = path.join(directory, "owned.db");
    const store = await openSqliteStore({ file });
    const second = new DatabaseSync(file, { timeout: 0 });
    expect(() => second.prepare("select * from budgets").all()).toThrow(/locked/);
    second.close();
    await store.close();
  });

  it("brings a file of the first version up to date and keeps what is in it", () => {
    const raw = new DatabaseSync(path.join(directory, "first.db"));
    raw.exec("create table portage_schema (version integer not null); insert into portage_schema values (1)");
    for (const statement of initial) raw.exec(statement);
    raw.exec("insert into budgets (bucket, used, window_start) values ('k', 5, 1)");
    migrate(raw);
    expect(raw.prepare("select used from budgets").get()).toEqual({ used: 5 });
    const indexes = raw.prepare("select name from sqlite_master where type = 'index'").all();
    expect(indexes).toContainEqual({ name: "ledger_item" });
    raw.close();
  });

  it("refuses a schema newer than the program", () => {
    const raw = new DatabaseSync(path.join(directory, "newer.db"));
    migrate(raw);
    raw.exec("insert into portage_schema (version) values (999)");
    expect(() => migrate(raw)).toThrow(/Start a newer Portage/);
    raw.close();
  });

  it("reports a full disk as a failure one can wait on, and loses nothing that was committed", async () => {
    const { kysely, raw } = openDatabase(path.join(directory, "full.db"));
    raw.exec("create table t (text text)");
    kysely.prepare("insert into t values ('kept')").run([]);
    raw.exec(`pragma max_page_count = ${Number(raw.prepare("pragma page_count").get()?.page_count) + 2}`);
    const insert = kysely.prepare("insert into t values (?)");
    const fill = () => {
      for (let i = 0; i < 100; i += 1) insert.run(["x".repeat(4000)]);
    };
    expect(fill).toThrow(FailureError);
    try {
      fill();
    } catch (error) {
      expect(error instanceof FailureError && error.failure.code).toBe("store.disk_full");
    }
    expect(raw.prepare("select text from t limit 1").get()).toEqual({ text: "kept" });
    raw.close();
  });
});
