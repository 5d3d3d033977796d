import { Kysely, SqliteDialect } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { planOf } from "../../../test/fakes/query-plans.ts";
import type { Database } from "../schema.ts";
import type { FieldDiffFilter, FieldDiffRow, Scope, Store } from "../store.ts";
import { openDatabase } from "./database.ts";
import { countRows, listPage, listRecords } from "./field-diffs.ts";
import { openSqliteStore } from "./index.ts";
import { migrate } from "./migrate.ts";

const scope: Scope = { accountId: "a", migrationId: "m" };

function buildRow(part: Partial<FieldDiffRow> = {}): FieldDiffRow {
  return {
    board: "clients",
    stream: "clients",
    externalId: "shop:clients:1",
    columnKey: "email",
    name: "Client 1",
    itemId: "100",
    columnTitle: "Email",
    position: 3,
    source: "a@x.example",
    transformation: "Keeps the first address.",
    written: "a@x.example",
    readBack: "a@x.example",
    verdict: "same",
    reason: null,
    changed: false,
    ...part,
  };
}

let store: Store;
beforeEach(async () => {
  store = await openSqliteStore({ file: ":memory:" });
});
afterEach(() => store.close());

/** Every row of a filter, page by page. */
async function walk(filter: FieldDiffFilter, limit: number) {
  const all: (FieldDiffRow & { seq: number })[] = [];
  for (let after: string | null = null; ; ) {
    const page = await store.fieldDiffs.list(scope, filter, { after, limit });
    all.push(...page);
    const last = page.at(-1);
    if (!last) return all;
    after = last.cursor;
  }
}

describe("the field diffs of a sample", () => {
  it("come back as they were put, grouped by board and column", async () => {
    const rows = ["1", "2", "3"].flatMap((id) => [
      buildRow({ externalId: `shop:clients:${id}`, columnKey: "city", columnTitle: "City", position: 7 }),
      buildRow({ externalId: `shop:clients:${id}`, itemId: null, reason: "Why.", changed: true }),
    ]);
    await store.fieldDiffs.put(scope, [...rows, buildRow({ board: "accounts", position: 9 })]);
    const found = await walk({}, 2);
    expect(
      found.map(({ board, columnKey, externalId }) => `${board} ${columnKey} ${externalId.at(-1)}`),
    ).toEqual([
      "accounts email 1",
      "clients email 1",
      "clients email 2",
      "clients email 3",
      "clients city 1",
      "clients city 2",
      "clients city 3",
    ]);
    expect(found[1]).toMatchObject(rows[1] ?? {});
  });

  it("keep each column together where columns share a place, in any walk and at any offset", async () => {
    const keys = ["field:fax", "field:phone", "name"] as const;
    const rows = Array.from({ length: 24 }, (_, index) =>
      buildRow({
        board: index % 4 === 0 ? "1.2" : "clients",
        externalId: `shop:clients:${Math.floor(index / 3)}`,
        columnKey: keys[index % 3] ?? "name",
        columnTitle: keys[index % 3] ?? "name",
        position: index % 3 === 2 ? 1 : 20_000,
        verdict: index % 5 === 0 ? "lossy" : "same",
        changed: index % 2 === 0,
      }),
    );
    await store.fieldDiffs.put(scope, rows);
    const filters: readonly FieldDiffFilter[] = [
      {},
      { board: "clients" },
      { board: "clients", column: "field:fax" },
      { verdict: "same" },
      { changed: true },
      { changed: true, verdict: "same" },
      { changed: false },
    ];
    for (const filter of filters) {
      const all = await walk(filter, 5);
      const counts = await store.fieldDiffs.counts(scope, filter);
      const groups = Map.groupBy(counts, ({ board, column }) => `${board} ${column}`);
      const expected = [...groups].flatMap(([group, parts]) =>
        Array.from({ length: parts.reduce((sum, { count }) => sum + count, 0) }, () => group),
      );
      expect(all.map(({ board, columnKey }) => `${board} ${columnKey}`)).toEqual(expected);
      for (const offset of [0, 1, 4, all.length - 1, all.length]) {
        const page = await store.fieldDiffs.list(scope, filter, { after: null, offset, limit: 3 });
        expect(page).toEqual(all.slice(offset, offset + 3));
      }
    }
  });

  it("replace a row of the same record and column, which keeps its place", async () => {
    await store.fieldDiffs.put(scope, [buildRow(), buildRow({ externalId: "shop:clients:2" })]);
    await store.fieldDiffs.put(scope, [buildRow({ verdict: "wrong", changed: true })]);
    const found = await walk({}, 10);
    expect(found.map(({ externalId, verdict }) => [externalId, verdict])).toEqual([
      ["shop:clients:1", "wrong"],
      ["shop:clients:2", "same"],
    ]);
  });

  it("are filtered, counted, removed and cleared", async () => {
    await store.fieldDiffs.put(scope, [
      buildRow({ verdict: "lossy" }),
      buildRow({ externalId: "shop:clients:2", changed: true }),
      buildRow({ externalId: "shop:clients:2", columnKey: "city", columnTitle: "City", position: 1 }),
    ]);
    expect(await walk({ verdict: "lossy" }, 10)).toHaveLength(1);
    expect(await walk({ changed: true }, 10)).toHaveLength(1);
    expect(await walk({ column: "city", board: "clients", stream: "clients" }, 10)).toHaveLength(1);
    expect(await walk({ stream: "payments" }, 10)).toHaveLength(0);
    const cell = { board: "clients", column: "email", title: "Email", position: 3, count: 1 };
    expect(await store.fieldDiffs.counts(scope, { column: "email" })).toEqual([
      { ...cell, verdict: "lossy" },
      { ...cell, verdict: "same" },
    ]);
    const [first] = await store.fieldDiffs.ofRecords(scope, "clients", ["shop:clients:1", "shop:clients:9"]);
    expect(first).toEqual(buildRow({ verdict: "lossy" }));
    await store.fieldDiffs.remove(scope, [buildRow()]);
    expect(await store.fieldDiffs.ofRecords(scope, "clients", ["shop:clients:1"])).toEqual([]);
    await store.fieldDiffs.clear(scope);
    expect(await walk({}, 10)).toEqual([]);
  });

  it("list their records once, page by page", async () => {
    const rows = ["3", "1", "2"].flatMap((id) => [
      buildRow({ externalId: `shop:clients:${id}` }),
      buildRow({ externalId: `shop:clients:${id}`, columnKey: "city" }),
    ]);
    await store.fieldDiffs.put(scope, rows);
    const first = await store.fieldDiffs.records(scope, { after: null, limit: 2 });
    const after = first.map(({ board, externalId }) => `${board}\n${externalId}`).at(-1) ?? null;
    const second = await store.fieldDiffs.records(scope, { after, limit: 2 });
    expect([...first, ...second].map(({ externalId }) => externalId.at(-1))).toEqual(["1", "2", "3"]);
  });

  it("belong to one migration of one account", async () => {
    await store.fieldDiffs.put(scope, [buildRow()]);
    for (const other of [
      { accountId: "b", migrationId: "m" },
      { accountId: "a", migrationId: "n" },
    ]) {
      expect(await store.fieldDiffs.list(other, {}, { after: null, limit: 5 })).toEqual([]);
      expect(await store.fieldDiffs.counts(other, {})).toEqual([]);
      expect(await store.fieldDiffs.records(other, { after: null, limit: 5 })).toEqual([]);
      expect(await store.fieldDiffs.ofRecords(other, "clients", ["shop:clients:1"])).toEqual([]);
      await store.fieldDiffs.remove(other, [buildRow()]);
      await store.fieldDiffs.clear(other);
    }
    expect(await walk({}, 5)).toHaveLength(1);
  });
});

describe("statements over thousands of field diffs", () => {
  it("read an index in order, without sorting", async () => {
    const { kysely, raw } = openDatabase(":memory:");
    migrate(raw);
    const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: kysely }) });
    const insert =
      raw.prepare(`insert into field_diffs (account_id, migration_id, board, stream, external_id, column_key,
      name, column_title, position, source, transformation, written, read_back, verdict, changed)
      values ('a', 'm', ?, 's', ?, ?, 'n', 't', ?, '', '', '', '', ?, ?)`);
    for (let row = 0; row < 4_000; row += 1) {
      const verdict = row % 500 === 0 ? "wrong" : "same";
      insert.run(
        `board-${row % 4}`,
        `id-${row}`,
        `c-${row % 20}`,
        row % 20,
        verdict,
        row % 700 === 0 ? 1 : 0,
      );
    }
    raw.exec("analyze");
    const place = { after: "3.40.7.board-1c-3", limit: 200 };
    const far = { after: null, offset: 900, limit: 200 };
    const statements = [
      listPage(scope, {}, place),
      listPage(scope, { verdict: "wrong" }, place),
      listPage(scope, { changed: true }, place),
      listPage(scope, { board: "board-1", column: "c-1" }, place),
      listPage(scope, {}, far),
      listPage(scope, { board: "board-1", column: "c-1", verdict: "same" }, far),
      countRows(scope, {}),
      countRows(scope, { verdict: "wrong", stream: "s", changed: false }),
      listRecords(scope, { after: "board-1\nid-4", limit: 100 }),
    ].map((statement) => statement.compile(db));
    for (const { sql, parameters } of statements) {
      const steps = planOf(raw, sql, parameters.map(String));
      expect({ sql, steps: steps.filter((step) => /^SCAN|SUBQUERY/.test(step)) }).toEqual({ sql, steps: [] });
      if (/group by/.test(sql)) continue;
      expect(steps.filter((step) => /TEMP B-TREE/.test(step))).toEqual([]);
    }
    await db.destroy();
  });
});
