import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../server/store/store.ts";
import { ledgerContract } from "./store/ledger-contract.ts";
import {
  buildIntent,
  buildRun,
  buildStaged,
  foreign,
  openWithMigration,
  scope,
  stage,
} from "./store/rows.ts";
import { runsContract } from "./store/runs-contract.ts";
import { setupContract } from "./store/setup-contract.ts";
import { snapshotContract } from "./store/snapshot-contract.ts";

/** What every store must do. Each engine runs it from its own test file. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  setupContract(name, open);
  runsContract(name, open);
  snapshotContract(name, open);
  ledgerContract(name, open);
  describe(`${name} store`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await openWithMigration(open);
    });
    afterEach(() => store.close());

    it("shows nothing of one account to another", async () => {
      await store.runs.insert(buildRun());
      await stage(store, [buildStaged("clients", "1")]);
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
