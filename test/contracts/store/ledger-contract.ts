import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../../server/store/store.ts";
import { buildDone, buildIntent, buildRun, migration, openWithMigration, scope } from "./rows.ts";

/** What every store does with the ledger. */
export function ledgerContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} store: the ledger`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await openWithMigration(open);
    });
    afterEach(() => store.close());

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
      const done = { ...buildDone(externalId), itemId: "9007199254740993", doneAt: 7 };
      await store.ledger.commit(scope, { intended: [buildIntent(externalId)] });
      expect(await store.ledger.unfinished(scope, "clients", 10)).toHaveLength(1);
      await store.ledger
        .commit(scope, {
          done: [done],
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
        done: [done],
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
  });
}
