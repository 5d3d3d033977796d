import { describe, expect, it } from "vitest";
import { rollbackContract } from "../../../test/contracts/store/rollback-contract.ts";
import { plansOf } from "../../../test/fakes/query-plans.ts";
import type { Scope } from "../store.ts";
import { openSqliteStore } from "./index.ts";
import { createRecordEventStore } from "./record-events.ts";
import { createRollbackStore } from "./rollback.ts";

rollbackContract("SQLite", () => openSqliteStore({ file: ":memory:" }));

const scope: Scope = { accountId: "a", migrationId: "m" };

describe("statements of a rollback", () => {
  it("reach pages of entries through an index that has them in order", async () => {
    const steps = await plansOf(async (db) => {
      const store = createRollbackStore(db);
      await store.list(scope, { runId: "r", afterSeq: 0, limit: 10 });
      await store.list(scope, { runId: "r", action: "left", afterSeq: 0, limit: 10 });
    });
    expect(steps).toEqual([
      expect.stringMatching(
        /USING INDEX rollback_entries_order \(migration_id=\? AND run_id=\? AND seq>\?\)/,
      ),
      expect.stringMatching(
        /USING INDEX rollback_entries_action \(migration_id=\? AND run_id=\? AND action=\? AND seq>\?\)/,
      ),
    ]);
  });

  it("count the entries of one run only, and read its events through the migration", async () => {
    const counts = await plansOf((db) => createRollbackStore(db).counts(scope, "r"));
    expect(counts[0]).toMatch(/USING INDEX rollback_entries_\w+ \(migration_id=\? AND run_id=\?\)/);
    const events = await plansOf((db) =>
      createRecordEventStore(db).ofRun(scope, { runId: "r", afterSeq: 0, limit: 10 }),
    );
    expect(events).toEqual([
      expect.stringMatching(/USING INDEX record_events_migration \(migration_id=\? AND seq>\?\)/),
    ]);
    const ofItems = await plansOf((db) =>
      createRecordEventStore(db).ofRunItems(scope, { runId: "r", itemIds: ["1"], afterSeq: 0, limit: 10 }),
    );
    expect(ofItems.filter((step) => /record_events/.test(step) || /\be\b/.test(step))).toEqual([
      expect.stringMatching(/USING INDEX record_events_item \(account_id=\? AND item_id=\? AND seq>\?\)/),
    ]);
  });
});
