import { describe, expect, it } from "vitest";
import { plansOf } from "../../../test/fakes/query-plans.ts";
import type { Scope } from "../store.ts";
import { createLedgerStore } from "./ledger.ts";
import { createSnapshotStore } from "./snapshot.ts";

const scope: Scope = { accountId: "a", migrationId: "m" };

/** Steps that touch every row of a table, or every row of a migration in a table with a finer key. */
const wholesale =
  /^SCAN (snapshot|ledger|k\b|r\b|l\b)|USING [\w ]*(PRIMARY KEY|INDEX ledger_key) \(migration_id=\?\)$|INDEX ledger_item \(account_id=\?( AND item_id>\?)?\)$/;

describe("statements of a batch", () => {
  const record = {
    record: { stream: "clients", id: "1", fields: {} },
    hash: "h",
    keys: [{ kind: "email", value: "a" }],
  };

  it("reach staged records and keys through an index", async () => {
    const plans = await plansOf(async (db) => {
      const snapshot = createSnapshotStore(db);
      await snapshot.stage(scope, { runId: "r", records: [record], checkpoint: null, findings: [] });
      await snapshot.get(scope, "clients", ["1"]);
      await snapshot.existing(scope, "clients", ["1"]);
      await snapshot.page(scope, "clients", 0, 10);
      await snapshot.canonical(scope, { streams: ["clients"], kind: "email", stream: "clients", ids: ["1"] });
    });
    expect(plans.length).toBeGreaterThan(5);
    expect(plans.filter((step) => wholesale.test(step))).toEqual([]);
  });

  it("reach ledger rows through an index", async () => {
    const plans = await plansOf(async (db) => {
      const ledger = createLedgerStore(db);
      const key = { phase: "clients", externalId: "bizstim:clients:1" };
      const outcome = {
        ...key,
        outcome: "created" as const,
        reasonCode: null,
        reason: null,
        itemId: "1",
        doneAt: 1,
      };
      await ledger.commit(scope, { done: [outcome] });
      await ledger.rows(scope, "clients", [key.externalId]);
      await ledger.itemIds(scope, ["clients"], [key.externalId]);
      await ledger.unfinished(scope, "clients", 10);
    });
    expect(plans.length).toBeGreaterThan(3);
    expect(plans.filter((step) => wholesale.test(step))).toEqual([]);
  });

  it("page through a phase, and count what runs were the first to reach, in an index", async () => {
    const plans = await plansOf(async (db) => {
      const ledger = createLedgerStore(db);
      await ledger.list(scope, { phase: "clients", afterSeq: 0, limit: 10 });
      await ledger.list(scope, { phase: "clients", startsWith: "shop:clients:1#", afterSeq: 0, limit: 10 });
      await ledger.countsByFirstRun(scope, ["r"]);
    });
    expect(plans.filter((step) => /ledger/.test(step))).toEqual([
      "SEARCH ledger USING INDEX ledger_order (migration_id=? AND phase=? AND seq>?)",
      "SEARCH ledger USING INDEX ledger_key (migration_id=? AND phase=? AND external_id>? AND external_id<?)",
      "SEARCH l USING COVERING INDEX ledger_first_run (migration_id=? AND first_run_id=?)",
    ]);
  });

  it("find what landed on an item through an index of items", async () => {
    const plans = await plansOf((db) => createLedgerStore(db).byItems("a", ["1", "2"], 10));
    expect(plans.filter((step) => /ledger/.test(step))).toEqual([
      "SEARCH ledger USING INDEX ledger_item (account_id=? AND item_id=?)",
    ]);
  });
});
