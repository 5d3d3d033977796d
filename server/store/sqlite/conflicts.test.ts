import { describe, expect, it } from "vitest";
import { conflictStoreContract } from "../../../test/contracts/store/conflicts-contract.ts";
import { plansOf } from "../../../test/fakes/query-plans.ts";
import { createConflictStore } from "./conflicts.ts";
import { openSqliteStore } from "./index.ts";

conflictStoreContract("SQLite", () => openSqliteStore({ file: ":memory:" }));

describe("statements about conflicts", () => {
  it("reach their rows through an index", async () => {
    const plans = await plansOf(async (db) => {
      const conflicts = createConflictStore(db);
      const scope = { accountId: "a", migrationId: "m" };
      await conflicts.ofRecords(scope, "clients", ["1"]);
      await conflicts.settle(scope, ["1"]);
      await conflicts.get(scope, ["1"]);
      await conflicts.ofItem("a", "1", 1);
      await conflicts.list(scope, { state: "open" }, { afterSeq: 0, limit: 1 });
      await conflicts.count(scope, { state: "open" });
      const decision = { kind: "field", decision: "source", by: "u", at: 1 } as const;
      await conflicts.decide(scope, { ...decision, ids: ["1"] });
    });
    expect(plans.filter((step) => /^SCAN (c\b|conflicts)/.test(step))).toEqual([]);
    expect(plans.filter((step) => /INDEX conflicts_\w+ \(migration_id=\?\)$/.test(step))).toEqual([]);
  });
});
