import { describe, expect, it } from "vitest";
import { verificationContract } from "../../../test/contracts/store/verification-contract.ts";
import { plansOf } from "../../../test/fakes/query-plans.ts";
import type { Scope, VerificationStore } from "../store.ts";
import { openSqliteStore } from "./index.ts";
import { createVerificationStore } from "./verification.ts";

verificationContract("SQLite", () => openSqliteStore({ file: ":memory:" }));

const scope: Scope = { accountId: "a", migrationId: "m" };

/** The steps that reach a table of the store; those over the parameters and for sorting are left out. */
async function stepsOf(work: (store: VerificationStore) => Promise<unknown>) {
  const steps = await plansOf((db) => work(createVerificationStore(db)));
  return steps.filter((step) => !/json_each|j VIRTUAL|TEMP B-TREE|SUBQUERY/.test(step));
}

describe("statements of a verification", () => {
  it("reach unseen records through the phase and their marks one by one", async () => {
    const steps = await stepsOf((store) =>
      store.unseen(scope, { runId: "r", phase: "clients", afterSeq: 0, limit: 10 }),
    );
    expect(steps).toEqual([
      "SEARCH l USING INDEX ledger_key (migration_id=? AND phase=?)",
      "SEARCH v USING PRIMARY KEY (migration_id=? AND phase=? AND external_id=?)",
    ]);
  });

  it("walk over marks by external id", async () => {
    const steps = await stepsOf((store) =>
      store.seen(scope, { runId: "r", phase: "clients", after: "", limit: 10 }),
    );
    expect(steps).toEqual([
      "SEARCH verified_records USING PRIMARY KEY (migration_id=? AND phase=? AND external_id>?)",
    ]);
  });

  it("reach named differences by their ids, and an item's through the item", async () => {
    const steps = await stepsOf(async (store) => {
      await store.differences(scope, { ids: ["1", "2"], state: "open" }, { afterSeq: 0, limit: 10 });
      await store.setState(scope, ["1"], "accepted");
      await store.ofItem("a", "1", 10);
    });
    const ofDifferences = steps.filter((step) => /differences|\bx\b|\bd\b/.test(step));
    expect(ofDifferences.filter((step) => step.startsWith("SCAN"))).toEqual([]);
    expect(ofDifferences.join("\n")).toContain("INDEX differences_id (migration_id=? AND id=?)");
    expect(ofDifferences.join("\n")).toContain("INDEX differences_item (account_id=? AND item_id=?)");
  });

  it("page through open differences in the order of an index", async () => {
    const steps = await stepsOf((store) =>
      store.differences(scope, { state: "open" }, { afterSeq: 5, limit: 10 }),
    );
    expect(steps).toEqual(["SEARCH d USING INDEX differences_state (migration_id=? AND state=? AND seq>?)"]);
  });
});
