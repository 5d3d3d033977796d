import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../../server/store/store.ts";
import { buildRun, connection, migration, openWithMigration, scope } from "./rows.ts";

/** What every store does with connections and migrations. */
export function setupContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} store: connections and migrations`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await openWithMigration(open);
    });
    afterEach(() => store.close());

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
  });
}
