import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type {
  RecordEvent,
  RollbackEntryRow,
  Scope,
  SettledRecord,
  Store,
} from "../../../server/store/store.ts";
import { foreign, scope } from "./rows.ts";

const otherMigration: Scope = { accountId: "a1", migrationId: "m2" };

function entry(number: number, overrides: Partial<RollbackEntryRow> = {}): RollbackEntryRow {
  return {
    runId: "r1",
    kind: "item",
    key: `bizstim:clients:${number}`,
    phase: "clients",
    name: `Client ${number}`,
    destinationId: String(100 + number),
    board: "clients",
    action: "removed",
    state: "intended",
    code: null,
    reason: null,
    proven: null,
    at: 1,
    before: null,
    ...overrides,
  };
}

function event(number: number, overrides: Partial<RecordEvent> = {}): RecordEvent {
  return {
    phase: "clients",
    externalId: `bizstim:clients:${number}`,
    itemId: String(100 + number),
    runId: "r1",
    at: number,
    kind: "changed",
    body: "{}",
    ...overrides,
  };
}

function settled(phase: string, externalId: string, runId: string): SettledRecord {
  return {
    ...{
      phase,
      externalId,
      stream: "clients",
      runId,
      name: externalId,
      outcome: "created",
      itemId: externalId,
    },
    ...{ boardId: "9", reasonCode: null, reason: null, notes: [], doneAt: 1 },
  };
}

/** What the engine relies on of a store that keeps what rollbacks did. */
export function rollbackContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: entries of rollbacks`, () => {
    let store: Store;
    const list = (input: Partial<Parameters<Store["rollback"]["list"]>[1]> = {}, of = scope) =>
      store.rollback.list(of, { runId: "r1", afterSeq: 0, limit: 100, ...input });

    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    it("keeps entries in their order and replaces one of the same thing in its place", async () => {
      await store.rollback.put(scope, [entry(1), entry(2)]);
      const restored = { action: "restored", state: "done", before: "{}", proven: true } as const;
      await store.rollback.put(scope, [entry(1, restored)]);
      const rows = await list();
      expect(rows.map(({ key, action }) => [key, action])).toEqual([
        ["bizstim:clients:1", "restored"],
        ["bizstim:clients:2", "removed"],
      ]);
      expect(rows[0]).toMatchObject({ ...entry(1, restored) });
    });

    it("keeps things of the same key apart by kind and by what they were in the destination", async () => {
      await store.rollback.put(scope, [
        entry(1),
        entry(1, { destinationId: "999" }),
        entry(1, { kind: "update" }),
      ]);
      expect(await list()).toHaveLength(3);
    });

    it("pages, and lists by action and by kind", async () => {
      await store.rollback.put(scope, [
        entry(1),
        entry(2, { action: "left", code: "touched_item", reason: "The name was changed." }),
        entry(3, { kind: "board", key: "clients" }),
      ]);
      const [first] = await list({ limit: 1 });
      expect((await list({ afterSeq: first?.seq ?? 0 })).map(({ name }) => name)).toEqual([
        "Client 2",
        "Client 3",
      ]);
      expect((await list({ action: "left" })).map(({ code }) => code)).toEqual(["touched_item"]);
      expect((await list({ kind: "board" })).map(({ key }) => key)).toEqual(["clients"]);
    });

    it("counts by kind, action, state, code and proof", async () => {
      await store.rollback.put(scope, [
        entry(1, { proven: true, state: "done" }),
        entry(2, { proven: false, state: "done" }),
        entry(3),
        entry(4),
      ]);
      const counts = await store.rollback.counts(scope, "r1");
      const common = { kind: "item", action: "removed", code: null };
      expect(counts).toHaveLength(3);
      expect(counts).toContainEqual({ ...common, state: "intended", proven: null, count: 2 });
      expect(counts).toContainEqual({ ...common, state: "done", proven: true, count: 1 });
      expect(counts).toContainEqual({ ...common, state: "done", proven: false, count: 1 });
    });

    it("shows nothing of other runs, migrations and accounts", async () => {
      await store.rollback.put(scope, [entry(1)]);
      expect(await list({ runId: "r2" })).toEqual([]);
      expect(await list({}, otherMigration)).toEqual([]);
      expect(await list({}, foreign)).toEqual([]);
      await store.rollback.put(foreign, [entry(1, { name: "Stranger" })]);
      expect((await list()).map(({ name: title }) => title)).toEqual(["Client 1"]);
      expect(await store.rollback.counts(foreign, "r1")).toEqual([]);
    });

    it("counts what runs were the first to reach, whichever wrote it last", async () => {
      const commit = (phase: string, id: string, runId: string, of = scope) =>
        store.ledger.commit(of, { settled: [settled(phase, id, runId)] });
      for (const id of ["1", "2", "10"]) await commit("clients", id, "r1");
      await commit("test.clients", "1", "r1");
      await commit("clients", "3", "r2");
      await commit("clients", "1", "r1", otherMigration);
      const { stream: _stream, boardId: _boardId, ...row } = settled("clients", "2", "r2");
      const revised = { ...row, notes: [], payloadHash: "h", operation: null };
      await store.ledger.commit(scope, { revised: [revised] });
      const counts = await store.ledger.countsByFirstRun(scope, ["r1", "r1"]);
      expect(counts.toSorted((a, b) => a.phase.localeCompare(b.phase))).toEqual([
        { phase: "clients", count: 3 },
        { phase: "test.clients", count: 1 },
      ]);
      expect(await store.ledger.countsByFirstRun(foreign, ["r1"])).toEqual([]);
      expect(await store.ledger.countsByFirstRun(scope, [])).toEqual([]);
    });

    it("lists rows whose ids begin so, page by page", async () => {
      const rows = ["2", "1", "10", "1#a", "1#b"].map((id) => settled("clients", id, "r1"));
      await store.ledger.commit(scope, { settled: rows });
      const begun = async (startsWith: string, afterSeq = 0) =>
        store.ledger.list(scope, { phase: "clients", startsWith, afterSeq, limit: 2 });
      const first = await begun("1");
      expect(first.map(({ externalId }) => externalId)).toEqual(["1", "10"]);
      const rest = await begun("1", first.at(-1)?.seq ?? 0);
      expect(rest.map(({ externalId }) => externalId)).toEqual(["1#a", "1#b"]);
      expect((await begun("1#")).map(({ externalId }) => externalId)).toEqual(["1#a", "1#b"]);
      expect(await store.ledger.total(scope, { phase: "clients", startsWith: "1" })).toBe(4);
    });

    it("lists what one run noted about records, in its order", async () => {
      const events = [event(1), event(2, { runId: "r2" }), event(3)];
      await store.ledger.commit(scope, { events });
      const seen = await store.recordEvents.ofRun(scope, { runId: "r1", afterSeq: 0, limit: 10 });
      expect(seen.map(({ at }) => at)).toEqual([1, 3]);
      const next = await store.recordEvents.ofRun(scope, {
        runId: "r1",
        afterSeq: seen[0]?.seq ?? 0,
        limit: 10,
      });
      expect(next.map(({ at }) => at)).toEqual([3]);
      const strangers = { runId: "r1", afterSeq: 0, limit: 10 };
      expect(await store.recordEvents.ofRun(foreign, strangers)).toEqual([]);
    });

    it("lists what one run noted about some items, however far apart", async () => {
      const events = [
        ...[event(1, { itemId: "a" }), event(2, { itemId: "b" }), event(3, { itemId: "c" })],
        ...[event(4, { itemId: "a", runId: "r2" }), event(5, { itemId: "b" }), event(6, { itemId: "a" })],
      ];
      await store.ledger.commit(scope, { events });
      const page = { runId: "r1", itemIds: ["a", "b", "a"], afterSeq: 0, limit: 3 };
      const seen = await store.recordEvents.ofRunItems(scope, page);
      expect(seen.map(({ at }) => at)).toEqual([1, 2, 5]);
      const afterSeq = seen.at(-1)?.seq ?? 0;
      const next = await store.recordEvents.ofRunItems(scope, { ...page, afterSeq });
      expect(next.map(({ at }) => at)).toEqual([6]);
      expect(await store.recordEvents.ofRunItems(foreign, page)).toEqual([]);
      expect(await store.recordEvents.ofRunItems(scope, { ...page, itemIds: [] })).toEqual([]);
    });
  });
}
