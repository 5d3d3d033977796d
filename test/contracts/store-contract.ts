import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type {
  ConnectionRow,
  DoneWrite,
  IntendedWrite,
  MigrationRow,
  RunRow,
  Scope,
  StagedRecord,
  Store,
} from "../../server/store/store.ts";

const scope: Scope = { accountId: "a1", migrationId: "m1" };
const foreign: Scope = { accountId: "a2", migrationId: "m1" };

const connection: ConnectionRow = {
  id: "c1",
  accountId: "a1",
  source: "bizstim",
  createdAt: 1,
  sealedCredentials: "v1.x",
  view: {
    id: "c1",
    source: "bizstim",
    title: "Bizstim",
    createdAt: "2026-01-01T00:00:00.000Z",
    account: {
      label: "key 1a2b",
      planText: "Enterprise",
      counts: [],
      callsLeftText: "",
      base: { calls: 1, hours: 0 },
      options: [],
    },
  },
};

const migration: MigrationRow = {
  id: "m1",
  accountId: "a1",
  slug: "brightpath",
  name: "Brightpath",
  connectionId: "c1",
  source: "bizstim",
  destination: { kind: "monday", workspaceId: null, contactsBoardId: null },
  createdAt: 1,
  createdBy: "u1",
};

function buildRun(overrides: Partial<RunRow> = {}): RunRow {
  return {
    id: "r1",
    accountId: "a1",
    migrationId: "m1",
    kind: "discover",
    state: "queued",
    options: {},
    requestedBy: "u1",
    createdAt: 1,
    startedAt: null,
    endedAt: null,
    waiting: null,
    phases: [],
    failure: null,
    control: null,
    sourceCalls: 0,
    destinationCalls: 0,
    leaseOwner: null,
    leaseUntil: null,
    ...overrides,
  };
}

function buildStaged(
  stream: string,
  id: string,
  fields: Record<string, string> = {},
  email?: string,
): StagedRecord {
  return {
    record: { stream, id, fields },
    hash: `${id}:${JSON.stringify(fields)}`,
    keys: email === undefined ? [] : [{ kind: "email", value: email }],
  };
}

function buildIntent(externalId: string, overrides: Partial<IntendedWrite> = {}): IntendedWrite {
  return {
    phase: "clients",
    externalId,
    stream: "clients",
    runId: "r1",
    name: "Olivia",
    boardId: "b1",
    payloadHash: "h1",
    idempotencyKey: "k1",
    intendedAt: 5,
    operation: "{}",
    before: null,
    notes: [],
    ...overrides,
  };
}

function buildDone(externalId: string): DoneWrite {
  return {
    phase: "clients",
    externalId,
    outcome: "created",
    reasonCode: null,
    reason: null,
    itemId: `item-${externalId}`,
    doneAt: 6,
  };
}

/** What every store must do. Each engine runs it from its own test file. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} store`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      await store.connections.insert(connection);
      await store.migrations.insert(migration);
    });
    afterEach(async () => {
      await store.close();
    });

    async function stage(records: readonly StagedRecord[], runId = "r1"): Promise<void> {
      await store.snapshot.stage(scope, { runId, records, checkpoint: null, findings: [] });
    }

    it("shows nothing of one account to another", async () => {
      await store.runs.insert(buildRun());
      await stage([buildStaged("clients", "1")]);
      await store.ledger.commit(scope, { intended: [buildIntent("bizstim:clients:1")] });
      await store.objects.save(scope, {
        kind: "board",
        key: "clients",
        id: "b1",
        created: true,
        detail: null,
      });

      expect(await store.connections.get("a2", "c1")).toBeNull();
      expect(await store.connections.list("a2")).toEqual([]);
      expect(await store.connections.remove("a2", "c1")).toBe("missing");
      expect(await store.migrations.get(foreign)).toBeNull();
      expect(await store.migrations.list("a2", { after: null, limit: 10 })).toEqual([]);
      expect(await store.migrations.remove(foreign)).toBe("missing");
      expect(await store.runs.get("a2", "r1")).toBeNull();
      expect(await store.runs.transition("a2", "r1", ["queued"], { state: "cancelled" })).toBe(false);
      expect(await store.snapshot.count(foreign, "clients")).toBe(0);
      expect(await store.ledger.counts(foreign)).toEqual([]);
      expect(await store.objects.list(foreign)).toEqual([]);
    });

    it("returns rows as they were given", async () => {
      await store.runs.insert(buildRun({ waiting: { reason: "limit", code: "source.throttled", until: 9 } }));
      expect(await store.connections.get("a1", "c1")).toEqual(connection);
      expect(await store.migrations.get(scope)).toEqual(migration);
      expect(await store.runs.get("a1", "r1")).toEqual(
        buildRun({ waiting: { reason: "limit", code: "source.throttled", until: 9 } }),
      );
    });

    it("replaces the credentials of one connection and leaves the rest of it", async () => {
      const view = { ...connection.view, title: "Checked again" };
      const change = { sealedCredentials: "sealed anew", view };
      expect(await store.connections.update("a2", "c1", change)).toBe(false);
      expect(await store.connections.update("a1", "missing", change)).toBe(false);
      expect(await store.connections.get("a1", "c1")).toEqual(connection);
      expect(await store.connections.update("a1", "c1", change)).toBe(true);
      expect(await store.connections.get("a1", "c1")).toEqual({ ...connection, ...change });
    });

    it("keeps a connection that a migration uses", async () => {
      expect(await store.connections.remove("a1", "c1")).toBe("in_use");
      expect(await store.migrations.remove(scope)).toBe("removed");
      expect(await store.connections.remove("a1", "c1")).toBe("removed");
    });

    it("allows one active run per migration", async () => {
      expect(await store.runs.insert(buildRun())).toBe(true);
      expect(await store.runs.insert(buildRun({ id: "r2" }))).toBe(false);
      await store.runs.transition("a1", "r1", ["queued"], { state: "failed", endedAt: 3 });
      expect(await store.runs.insert(buildRun({ id: "r2" }))).toBe(true);
      expect(await store.runs.transition("a1", "r1", ["failed"], { state: "queued" })).toBe(false);
      expect(await store.migrations.remove(scope)).toBe("in_use");
    });

    it("counts runs by state over all accounts", async () => {
      expect(await store.runs.countByState()).toEqual(new Map());
      await store.runs.insert(buildRun());
      await store.runs.transition("a1", "r1", ["queued"], { state: "failed", endedAt: 3 });
      await store.runs.insert(buildRun({ id: "r2" }));
      expect(await store.runs.countByState()).toEqual(
        new Map([
          ["failed", 1],
          ["queued", 1],
        ]),
      );
    });

    it("leases a run to one worker until the lease expires", async () => {
      await store.runs.insert(buildRun());
      const first = await store.runs.claim({ owner: "w1", now: 100, leaseMs: 50 });
      expect(first?.leaseOwner).toBe("w1");
      expect(await store.runs.claim({ owner: "w2", now: 120, leaseMs: 50 })).toBeNull();
      expect((await store.runs.claim({ owner: "w2", now: 151, leaseMs: 50 }))?.leaseOwner).toBe("w2");
      expect(await store.runs.transition("a1", "r1", ["queued"], { state: "running" }, "w1")).toBe(false);
      expect(await store.runs.transition("a1", "r1", ["queued"], { state: "running" }, "w2")).toBe(true);
    });

    it("hands interrupted runs out at once after leases were released", async () => {
      await store.runs.insert(buildRun());
      await store.runs.claim({ owner: "w1", now: 100, leaseMs: 50 });
      await store.runs.releaseLeases();
      expect((await store.runs.claim({ owner: "w2", now: 101, leaseMs: 50 }))?.leaseOwner).toBe("w2");
    });

    it("replaces a staged record in place and keeps its order", async () => {
      await stage([buildStaged("clients", "1"), buildStaged("clients", "2")]);
      await stage([buildStaged("clients", "1", { city: "Paris" })]);
      const page = await store.snapshot.page(scope, "clients", 0, 10);
      expect(page.map((row) => [row.record.id, row.record.fields])).toEqual([
        ["1", { city: "Paris" }],
        ["2", {}],
      ]);
      const rest = await store.snapshot.page(scope, "clients", page[0]?.seq ?? 0, 10);
      expect(rest.map((row) => row.record.id)).toEqual(["2"]);
    });

    it("stages a page together with its checkpoint and findings", async () => {
      const finding = { code: "wrong_total", stream: "clients", title: "t", detail: "d", count: 1 };
      const checkpoint = { stepId: "clients", cursor: "{}", done: 1, total: 2, finished: false };
      await store.snapshot.stage(scope, {
        runId: "r1",
        records: [buildStaged("clients", "1")],
        checkpoint,
        findings: [finding],
      });
      expect(await store.snapshot.checkpoints(scope, "r1")).toEqual([checkpoint]);
      expect(await store.snapshot.findings(scope)).toEqual([finding]);
    });

    it("drops what a later run did not see, with its keys", async () => {
      await stage([buildStaged("clients", "1", {}, "a@b.c"), buildStaged("clients", "2", {}, "a@b.c")], "r1");
      await stage([buildStaged("clients", "2", {}, "a@b.c")], "r2");
      expect(await store.snapshot.dropUnseen(scope, "r2", ["clients"])).toBe(1);
      expect(await store.snapshot.existing(scope, "clients", ["1", "2"])).toEqual(new Set(["2"]));
      expect(await store.snapshot.duplicates(scope, ["clients"], "email")).toEqual({ groups: 0, records: 0 });
    });

    it("shows a run that is still reading only what it has read itself", async () => {
      await stage([buildStaged("clients", "1"), buildStaged("clients", "2")], "r1");
      await stage([buildStaged("clients", "2")], "r2");
      const page = await store.snapshot.page(scope, "clients", 0, 10, "r2");
      expect(page.map(({ record }) => record.id)).toEqual(["2"]);
      expect(await store.snapshot.count(scope, "clients", "r2")).toBe(1);
      expect(await store.snapshot.count(scope, "clients")).toBe(2);
    });

    it("finds the earliest record that shares a key, by stream order first", async () => {
      await stage([
        buildStaged("staff", "9", {}, "x@y.z"),
        buildStaged("practitioners", "1", {}, "x@y.z"),
        buildStaged("practitioners", "2", {}, "x@y.z"),
        buildStaged("practitioners", "3", {}, "other@y.z"),
      ]);
      const streams = ["practitioners", "staff"];
      const canonical = (stream: string, ids: string[]) =>
        store.snapshot.canonical(scope, { streams, kind: "email", stream, ids });
      expect(await canonical("staff", ["9"])).toEqual(new Map([["9", { stream: "practitioners", id: "1" }]]));
      expect(await canonical("practitioners", ["1", "2", "3"])).toEqual(
        new Map([["2", { stream: "practitioners", id: "1" }]]),
      );
      expect(await store.snapshot.duplicates(scope, streams, "email")).toEqual({ groups: 1, records: 3 });
    });

    it("finds what landed on an item over all migrations of the account, and of no other", async () => {
      await store.migrations.insert({ ...migration, id: "m2" });
      const landOn = async (migrationId: string, externalId: string, itemId: string) => {
        const done = { outcome: "created" as const, reasonCode: null, reason: null, doneAt: 7 };
        const own = { accountId: "a1", migrationId };
        await store.ledger.commit(own, { intended: [buildIntent(externalId)] });
        await store.ledger.commit(own, { done: [{ ...done, phase: "clients", externalId, itemId }] });
      };
      await landOn("m1", "bizstim:clients:1", "9007199254740993");
      await landOn("m2", "bizstim:clients:8", "9007199254740993");
      await landOn("m1", "bizstim:clients:2", "77");
      await store.ledger.commit(scope, { intended: [buildIntent("bizstim:clients:3")] });
      const found = await store.ledger.byItems("a1", ["9007199254740993"], 10);
      expect(found.map((row) => [row.migrationId, row.externalId])).toEqual([
        ["m1", "bizstim:clients:1"],
        ["m2", "bizstim:clients:8"],
      ]);
      expect(await store.ledger.byItems("a1", ["77", "9007199254740993"], 2)).toHaveLength(2);
      expect(await store.ledger.byItems("a2", ["77"], 10)).toEqual([]);
      expect(await store.ledger.byItems("a1", [], 10)).toEqual([]);
    });

    it("keeps one ledger row per record and phase through intent, outcome and retry", async () => {
      const externalId = "bizstim:clients:1";
      await store.ledger.commit(scope, { intended: [buildIntent(externalId)] });
      expect(await store.ledger.unfinished(scope, "clients", 10)).toHaveLength(1);
      await store.ledger
        .commit(scope, {
          done: [
            {
              phase: "clients",
              externalId,
              outcome: "created",
              reasonCode: null,
              reason: null,
              itemId: "9007199254740993",
              doneAt: 7,
            },
          ],
          intended: [buildIntent("bizstim:clients:2")],
          mark: { runId: "r1", key: "load:clients", value: "12" },
        })
        .catch((error: unknown) => {
          // A mark needs its run; without one the whole commit must have been undone.
          expect(String(error)).toMatch(/FOREIGN KEY/i);
        });
      expect(await store.ledger.unfinished(scope, "clients", 10)).toHaveLength(1);

      await store.runs.insert(buildRun());
      await store.ledger.commit(scope, {
        done: [
          {
            phase: "clients",
            externalId,
            outcome: "created",
            reasonCode: null,
            reason: null,
            itemId: "9007199254740993",
            doneAt: 7,
          },
        ],
        mark: { runId: "r1", key: "load:clients", value: "12" },
      });
      const row = (await store.ledger.rows(scope, "clients", [externalId])).get(externalId);
      expect(row).toMatchObject({
        state: "done",
        outcome: "created",
        itemId: "9007199254740993",
        intendedAt: 5,
      });
      expect(await store.ledger.itemIds(scope, ["clients"], [externalId])).toEqual(
        new Map([[externalId, "9007199254740993"]]),
      );
      expect(await store.runs.marks("a1", "r1")).toEqual(new Map([["load:clients", "12"]]));
    });

    it("withdraws an intent, never an outcome", async () => {
      const keys = ["bizstim:clients:1", "bizstim:clients:2"];
      await store.ledger.commit(scope, { intended: keys.map((externalId) => buildIntent(externalId)) });
      const [first = "", second = ""] = keys;
      const done = { reasonCode: null, reason: null, itemId: "9", doneAt: 7 };
      await store.ledger.commit(scope, {
        done: [{ phase: "clients", externalId: second, outcome: "created", ...done }],
        withdrawn: keys.map((externalId) => ({ phase: "clients", externalId })),
      });
      const left = await store.ledger.rows(scope, "clients", [first, second]);
      expect([...left.keys()]).toEqual([second]);
    });

    it("lists, counts and groups outcomes, and opens failed records again", async () => {
      const settled = (externalId: string, outcome: "failed" | "skipped") => ({
        phase: "clients",
        externalId,
        stream: "clients",
        runId: "r1",
        name: "n",
        boardId: null,
        itemId: null,
        outcome,
        reasonCode: "x.y",
        reason: "Because",
        doneAt: 1,
        notes: [{ code: "n", column: null, text: "t" }],
      });
      await store.ledger.commit(scope, {
        settled: [settled("1", "failed"), settled("2", "failed"), settled("3", "skipped")],
      });
      expect(await store.ledger.reasons(scope)).toEqual([
        { outcome: "failed", code: "x.y", text: "Because", count: 2 },
        { outcome: "skipped", code: "x.y", text: "Because", count: 1 },
      ]);
      const [first, ...others] = await store.ledger.list(scope, { outcome: "failed", afterSeq: 0, limit: 1 });
      expect(await store.ledger.total(scope, { outcome: "failed" })).toBe(2);
      expect(others).toEqual([]);
      expect(first?.notes).toEqual([{ code: "n", column: null, text: "t" }]);
      expect(await store.ledger.reopenFailed(scope)).toBe(2);
      expect(await store.ledger.total(scope, {})).toBe(1);
    });

    it("revises finished records and keeps what else is known of them", async () => {
      await store.ledger.commit(scope, { intended: [buildIntent("1"), buildIntent("2")] });
      await store.ledger.commit(scope, { done: [buildDone("1")] });
      const revised = {
        phase: "clients",
        runId: "r2",
        name: "New",
        outcome: "updated" as const,
        payloadHash: "h2",
        operation: "{}",
        notes: [],
        doneAt: 9,
      };
      await store.ledger.commit(scope, {
        revised: ["1", "2", "3"].map((externalId) => ({ ...revised, externalId })),
      });
      const rows = await store.ledger.rows(scope, "clients", ["1", "2", "3"]);
      const before = { boardId: buildIntent("1").boardId, itemId: buildDone("1").itemId, state: "done" };
      expect(rows.get("1")).toMatchObject({ ...revised, ...before });
      expect(rows.get("2")).toMatchObject({ state: "intended", payloadHash: buildIntent("2").payloadHash });
      expect(rows.has("3")).toBe(false);
    });

    it("opens failed records by what became of their items", async () => {
      const ids = ["kept", "gone", "gone_change", "refused"];
      const kind = (id: string) => (id === "gone_change" ? "update_item" : "create_item");
      await store.ledger.commit(scope, {
        intended: ids.map((id) => ({ ...buildIntent(id), operation: JSON.stringify({ kind: kind(id) }) })),
      });
      const failed = ids.map((id) => ({
        ...buildDone(id),
        outcome: "failed" as const,
        reasonCode: id.startsWith("gone") ? "item_gone" : "x.y",
        itemId: id === "kept" ? "77" : null,
      }));
      await store.ledger.commit(scope, { done: failed });
      expect(await store.ledger.reopenFailed(scope)).toBe(4);
      const rows = await store.ledger.rows(scope, "clients", ids);
      expect([...rows.keys()].sort()).toEqual(["gone", "kept"]);
      expect(rows.get("kept")).toMatchObject({ state: "done", outcome: "updated", itemId: "77" });
      expect(rows.get("gone")).toMatchObject({ state: "intended", outcome: null, itemId: null });
      expect(rows.get("gone")?.idempotencyKey).not.toBe(buildIntent("gone").idempotencyKey);
    });

    it("remembers objects made in the destination and the index of items found there", async () => {
      await store.objects.save(scope, {
        kind: "board",
        key: "clients",
        id: "b1",
        created: true,
        detail: null,
      });
      await store.objects.save(scope, {
        kind: "board",
        key: "clients",
        id: "b2",
        created: true,
        detail: "{}",
      });
      expect(await store.objects.list(scope)).toEqual([
        { kind: "board", key: "clients", id: "b2", created: true, detail: "{}" },
      ]);
      await store.destinationIndex.put(scope, "b2", [
        { key: "a@b.c", itemId: "10", value: "{}" },
        { key: "a@b.c", itemId: "9", value: "{}" },
      ]);
      const found = await store.destinationIndex.find(scope, "b2", ["a@b.c", "none@b.c"]);
      expect(found.get("a@b.c")?.map((entry) => entry.itemId)).toEqual(["9", "10"]);
      await store.destinationIndex.clear(scope, "b2");
      expect((await store.destinationIndex.find(scope, "b2", ["a@b.c"])).size).toBe(0);
    });

    it("grants calls of a fixed window and opens the next one when it is over", async () => {
      const take = (now: number) => store.budgets.take({ bucket: "k", limit: 2, windowMs: 100, now });
      expect((await take(0)).granted).toBe(true);
      expect((await take(50)).granted).toBe(true);
      expect(await take(99)).toEqual({ used: 2, windowStart: 0, granted: false });
      expect(await take(100)).toEqual({ used: 1, windowStart: 100, granted: true });
      await store.budgets.exhaust({ bucket: "k", windowMs: 100, now: 120 });
      expect((await take(150)).granted).toBe(false);
    });
  });
}
