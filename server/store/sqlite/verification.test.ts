import { Kysely, SqliteDialect } from "kysely";
import { describe, expect, it } from "vitest";
import { verificationContract } from "../../../test/contracts/store/verification-contract.ts";
import type { Database } from "../schema.ts";
import type { Scope } from "../store.ts";
import { openDatabase } from "./database.ts";
import { openSqliteStore } from "./index.ts";
import { migrate } from "./migrate.ts";
import { createVerificationStore } from "./verification.ts";

verificationContract("SQLite", () => openSqliteStore({ file: ":memory:" }));

const scope: Scope = { accountId: "a", migrationId: "m" };

/** How SQLite would carry out the statements the work makes. */
async function plansOf(work: (store: ReturnType<typeof createVerificationStore>) => Promise<unknown>) {
  const { kysely, raw } = openDatabase(":memory:");
  migrate(raw);
  const statements: string[] = [];
  const db = new Kysely<Database>({
    dialect: new SqliteDialect({ database: kysely }),
    log: (event) => {
      statements.push(event.query.sql);
    },
  });
  await work(createVerificationStore(db));
  const plans = statements.flatMap((text) =>
    raw
      .prepare(`explain query plan ${text}`)
      .all()
      .map((row) => String(row.detail)),
  );
  await db.destroy();
  return plans.filter((step) => !/json_each|j VIRTUAL|TEMP B-TREE|SUBQUERY/.test(step));
}

describe("statements of a verification", () => {
  it("reach unseen records through the phase and their marks one by one", async () => {
    const steps = await plansOf((store) =>
      store.unseen(scope, { runId: "r", phase: "clients", afterSeq: 0, limit: 10 }),
    );
    expect(steps).toEqual([
      "SEARCH l USING INDEX ledger_key (migration_id=? AND phase=?)",
      "SEARCH v USING PRIMARY KEY (migration_id=? AND phase=? AND external_id=?)",
    ]);
  });

  it("walk over marks by external id", async () => {
    const steps = await plansOf((store) =>
      store.seen(scope, { runId: "r", phase: "clients", after: "", limit: 10 }),
    );
    expect(steps).toEqual([
      "SEARCH verified_records USING PRIMARY KEY (migration_id=? AND phase=? AND external_id>?)",
    ]);
  });

  it("reach named differences by their ids, and an item's through the item", async () => {
    const steps = await plansOf(async (store) => {
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
    const steps = await plansOf((store) =>
      store.differences(scope, { state: "open" }, { afterSeq: 5, limit: 10 }),
    );
    expect(steps).toEqual(["SEARCH d USING INDEX differences_state (migration_id=? AND state=? AND seq>?)"]);
  });
});
