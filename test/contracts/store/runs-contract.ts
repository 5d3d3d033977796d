import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../../server/store/store.ts";
import { buildRun, openWithMigration, scope } from "./rows.ts";

/** What every store does with runs. */
export function runsContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} store: runs`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await openWithMigration(open);
    });
    afterEach(() => store.close());

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
  });
}
