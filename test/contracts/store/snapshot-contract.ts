import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../../server/store/store.ts";
import { buildStaged, openWithMigration, scope, stage } from "./rows.ts";

/** What every store does with the snapshot. */
export function snapshotContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} store: the snapshot`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await openWithMigration(open);
    });
    afterEach(() => store.close());

    it("replaces a staged record in place and keeps its order", async () => {
      await stage(store, [buildStaged("clients", "1"), buildStaged("clients", "2")]);
      await stage(store, [buildStaged("clients", "1", { city: "Paris" })]);
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
      await stage(
        store,
        [buildStaged("clients", "1", {}, "a@b.c"), buildStaged("clients", "2", {}, "a@b.c")],
        "r1",
      );
      await stage(store, [buildStaged("clients", "2", {}, "a@b.c")], "r2");
      expect(await store.snapshot.dropUnseen(scope, "r2", ["clients"])).toBe(1);
      expect(await store.snapshot.existing(scope, "clients", ["1", "2"])).toEqual(new Set(["2"]));
      expect(await store.snapshot.duplicates(scope, ["clients"], "email")).toEqual({ groups: 0, records: 0 });
    });

    it("shows a run that is still reading only what it has read itself", async () => {
      await stage(store, [buildStaged("clients", "1"), buildStaged("clients", "2")], "r1");
      await stage(store, [buildStaged("clients", "2")], "r2");
      const page = await store.snapshot.page(scope, "clients", 0, 10, "r2");
      expect(page.map(({ record }) => record.id)).toEqual(["2"]);
      expect(await store.snapshot.count(scope, "clients", "r2")).toBe(1);
      expect(await store.snapshot.count(scope, "clients")).toBe(2);
    });

    it("finds the earliest record that shares a key, by stream order first", async () => {
      await stage(store, [
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
  });
}
