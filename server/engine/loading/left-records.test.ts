import { describe, expect, it } from "vitest";
import { buildFacts } from "../../../test/builders/facts.ts";
import {
  createEngineHarness,
  type EngineHarness,
  must,
  shopRecords,
} from "../../../test/fakes/engine-harness.ts";

/** Payments in three parts of three records, clients in two. */
async function imported(): Promise<EngineHarness> {
  const limits = { ...buildFacts().limits, itemsPerBoard: 4 };
  const engine = await createEngineHarness({ facts: { limits } });
  engine.monday.schemaParts = true;
  await engine.plan();
  expect((await engine.run("import")).state).toBe("succeeded");
  return engine;
}

async function phases(engine: EngineHarness) {
  const result = must(await engine.services.getReconciliation(engine.admin, engine.scope));
  return (
    result?.phases.filter(({ streams, key }) => streams.includes("payments") && !key.endsWith(".updates")) ??
    []
  );
}

/** The source as the shop has it, without these payments, and with these at the end. */
function withPayments(
  engine: EngineHarness,
  change: { without: readonly string[]; added: readonly string[] },
): void {
  const { payments = [], ...others } = shopRecords();
  const [first] = payments;
  if (!first) throw new Error("There is no payment");
  const added = change.added.map((id) => ({ ...first, id }));
  const stay = payments.filter(({ id }) => !change.without.includes(id));
  engine.source.records = { ...others, payments: [...stay, ...added] };
}

describe("records deleted in the source of a board in parts", () => {
  it("are out of the count of the part that holds them; the others stay where they are", async () => {
    const engine = await imported();
    withPayments(engine, { without: ["2", "5"], added: [] });
    const run = await engine.run("delta");
    expect([run.state, run.failure]).toEqual(["needs_attention", null]);
    expect(await phases(engine)).toMatchObject([
      { key: "payments", inSnapshot: 2, expected: 2, found: 2, pending: 0, differences: [] },
      { key: "payments-2", inSnapshot: 2, expected: 2, found: 2, pending: 0, differences: [] },
      { key: "payments-3", inSnapshot: 3, expected: 3, found: 3, pending: 0, differences: [] },
    ]);
    const asked = must(
      await engine.services.listConflicts(engine.admin, { ...engine.scope, limit: 50 }),
    ).items;
    expect(asked.map(({ kind, externalId }) => [kind, externalId])).toEqual([
      ["deleted", "shop:payments:2"],
      ["deleted", "shop:payments:5"],
    ]);
    expect(engine.monday.itemsOf("shop:payments:2")).toHaveLength(1);
    await engine.store.close();
  });

  it("balance when others are new, and again when their items are removed", async () => {
    const engine = await imported();
    const { services, admin, scope } = engine;
    withPayments(engine, { without: ["1", "2", "3", "7"], added: ["10", "11"] });
    expect((await engine.run("delta")).state).toBe("needs_attention");
    for (const phase of await phases(engine)) expect([phase.key, phase.differences]).toEqual([phase.key, []]);
    const found = (await phases(engine)).reduce((sum, phase) => sum + (phase.found ?? 0), 0);
    expect(found).toBe(7);
    must(await services.decideConflicts(admin, { ...scope, all: "deleted", decision: "remove" }));
    const run = await engine.run("delta");
    expect([run.state, run.failure]).toEqual(["succeeded", null]);
    expect(engine.monday.itemsOf("shop:payments:2")).toHaveLength(0);
    await engine.store.close();
  });

  it("are no part of the sums and links a verification expects", async () => {
    const engine = await imported();
    withPayments(engine, { without: ["2", "5"], added: [] });
    expect((await engine.run("delta")).failure).toBeNull();
    const run = await engine.run("verify");
    expect([run.state, run.failure]).toEqual(["succeeded", null]);
    const { latest } = must(await engine.services.getVerification(engine.admin, engine.scope));
    const sums = latest?.sums.filter(({ board }) => board.startsWith("payments")) ?? [];
    expect(sums.length).toBeGreaterThan(0);
    for (const sum of sums) expect([sum.board, sum.destination]).toEqual([sum.board, sum.source]);
    await engine.store.close();
  });
});
