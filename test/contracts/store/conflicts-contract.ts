import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ConflictRow, Store } from "../../../server/store/store.ts";
import { foreign, scope } from "./rows.ts";

function buildConflict(overrides: Partial<ConflictRow> = {}): ConflictRow {
  return {
    id: "c1",
    kind: "field",
    phase: "clients",
    externalId: "shop:clients:1",
    itemId: "100",
    columnKey: "city",
    state: "open",
    decision: null,
    decidedBy: null,
    foundAt: 1,
    decidedAt: null,
    runId: "r1",
    body: "{}",
    ...overrides,
  };
}

const deleted = buildConflict({ id: "d1", kind: "deleted", columnKey: null, externalId: "shop:clients:2" });
const bySource = { ids: ["c1"], kind: "field", decision: "source", by: "u1", at: 5 } as const;

/** What every store of conflicts does. */
export function conflictStoreContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} conflicts`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    it("are found by record, by id and by item, of their account alone", async () => {
      await store.conflicts.put(scope, [buildConflict(), deleted]);
      const one = [buildConflict()];
      expect(await store.conflicts.ofRecords(scope, "clients", ["shop:clients:1", "x"])).toEqual(one);
      expect(await store.conflicts.ofRecords(scope, "payments", ["shop:clients:1"])).toEqual([]);
      expect(await store.conflicts.get(scope, ["c1"])).toEqual(one);
      expect(await store.conflicts.ofItem("a1", "100", 1)).toEqual(one);
      expect(await store.conflicts.ofRecords(foreign, "clients", ["shop:clients:1"])).toEqual([]);
      expect(await store.conflicts.get(foreign, ["c1"])).toEqual([]);
      expect(await store.conflicts.ofItem("a2", "100", 9)).toEqual([]);
      expect(await store.conflicts.count(foreign, {})).toBe(0);
    });

    it("found again take the new contents and keep their decision", async () => {
      await store.conflicts.put(scope, [buildConflict()]);
      await store.conflicts.decide(scope, bySource);
      await store.conflicts.put(scope, [buildConflict({ body: '{"b":1}', runId: "r2", foundAt: 9 })]);
      expect(await store.conflicts.get(scope, ["c1"])).toEqual([
        buildConflict({
          ...{ body: '{"b":1}', state: "decided", decision: "source", decidedBy: "u1", decidedAt: 5 },
        }),
      ]);
    });

    it("found again after they were settled are open once more", async () => {
      await store.conflicts.put(scope, [buildConflict()]);
      await store.conflicts.decide(scope, bySource);
      await store.conflicts.settle(scope, ["c1"]);
      expect(await store.conflicts.get(scope, ["c1"])).toMatchObject([
        { state: "settled", decision: "source" },
      ]);
      const again = buildConflict({ runId: "r2", foundAt: 9 });
      await store.conflicts.put(scope, [again]);
      expect(await store.conflicts.get(scope, ["c1"])).toEqual([again]);
    });

    it("are decided by id, or all open ones of a kind", async () => {
      const second = buildConflict({ id: "c2", columnKey: "phone" });
      await store.conflicts.put(scope, [buildConflict(), second, deleted]);
      expect(await store.conflicts.decide(scope, { ...bySource, ids: ["c1", "d1", "x"] })).toBe(1);
      expect(await store.conflicts.decide(scope, { ...bySource, ids: null, decision: "monday" })).toBe(1);
      const [first, other, gone] = await store.conflicts.get(scope, ["c1", "c2", "d1"]);
      expect([first?.decision, other?.decision, gone?.decision]).toEqual(["source", "monday", null]);
      expect(await store.conflicts.decide(scope, { ...bySource, decision: "monday" })).toBe(1);
      await store.conflicts.settle(scope, ["c1"]);
      expect(await store.conflicts.decide(scope, bySource)).toBe(0);
      expect(await store.conflicts.decide(foreign, { ...bySource, ids: null })).toBe(0);
    });

    it("are listed and counted by kind and state, in the order they were found", async () => {
      await store.conflicts.put(scope, [buildConflict(), buildConflict({ id: "c2" }), deleted]);
      const page = await store.conflicts.list(scope, { kind: "field" }, { afterSeq: 0, limit: 1 });
      expect(page.map(({ id }) => id)).toEqual(["c1"]);
      const rest = { afterSeq: page[0]?.seq ?? 0, limit: 9 };
      expect((await store.conflicts.list(scope, { state: "open" }, rest)).map(({ id }) => id)).toEqual([
        "c2",
        "d1",
      ]);
      expect(await store.conflicts.count(scope, {})).toBe(3);
      expect(await store.conflicts.count(scope, { kind: "deleted", state: "open" })).toBe(1);
      await store.conflicts.clear(foreign);
      expect(await store.conflicts.count(scope, {})).toBe(3);
      await store.conflicts.clear(scope);
      expect(await store.conflicts.count(scope, {})).toBe(0);
    });

    it("do nothing for an empty batch", async () => {
      await store.conflicts.put(scope, []);
      await store.conflicts.settle(scope, []);
      expect(await store.conflicts.get(scope, [])).toEqual([]);
      expect(await store.conflicts.ofRecords(scope, "clients", [])).toEqual([]);
    });
  });
}
