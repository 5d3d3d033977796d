import { describe, expect, it } from "vitest";
import type { CrashPlan } from "../../test/fakes/crashing.ts";
import {
  createEngineHarness,
  type EngineHarness,
  must,
  shopRecords,
} from "../../test/fakes/engine-harness.ts";
import { toFailure } from "../contract/errors.ts";
import { compareTexts } from "../core/canonical.ts";
import type { SourceRecord } from "../core/records.ts";

/** Every call of a run dies once, each in an account of its own. */
const crashesMs = 90_000;

function withFields(record: SourceRecord, fields: SourceRecord["fields"]): SourceRecord {
  return { ...record, fields: { ...record.fields, ...fields } };
}

/** Imported; then clients have moved, payments changed, one is new and one is gone, and a colleague was at work. */
async function changedOnBothSides(): Promise<EngineHarness> {
  const engine = await createEngineHarness();
  engine.monday.schemaParts = true;
  await engine.plan();
  expect((await engine.run("import")).state).toBe("succeeded");
  const { clients = [], payments = [], ...others } = shopRecords();
  const [first] = payments;
  if (!first) throw new Error("There is no payment");
  engine.source.records = {
    ...others,
    clients: clients.map((record) => withFields(record, { city: `New ${record.id}` })),
    payments: [
      ...payments
        .filter(({ id }) => id !== "9")
        .map((record) => (record.id === "2" ? withFields(record, { amount: "77.00" }) : record)),
      { ...withFields(first, { amount: "5.00" }), id: "10" },
    ],
  };
  const [item] = engine.monday.itemsOf("shop:clients:3");
  if (!item) throw new Error("There is no item");
  item.values = { ...item.values, p_city: { kind: "text", text: "By a colleague" } };
  engine.monday.batches.splice(0);
  return engine;
}

async function outcome(engine: EngineHarness) {
  const { services, admin, scope, monday, store } = engine;
  const { rounds, conflictsOpen, deletedOpen } = must(await services.getDelta(admin, scope));
  const items = monday.items.map(({ id, name, values }) => ({ id, name, values }));
  const { items: asked } = must(await services.listConflicts(admin, { ...scope, limit: 50 }));
  const events = [];
  for (const { id } of items) {
    const ofItem = await store.recordEvents.ofItem(scope.accountId, id, 100);
    events.push(...ofItem.map(({ kind, externalId, body }) => [kind, externalId, JSON.parse(body)]));
  }
  return {
    rounds: rounds.map(({ at: _at, seconds: _seconds, read: _read, ...round }) => round),
    questions: asked.map(({ foundAt: _foundAt, ...question }) => question),
    ...{ conflictsOpen, deletedOpen, items },
    events: events.map((event) => JSON.stringify(withoutCells(event))).sort(compareTexts),
  };
}

/** Raw cells are only there when this try has seen them before they were written. */
function withoutCells([kind, externalId, body]: (string | Record<string, unknown>)[]) {
  const { cells: _, ...rest } = body as Record<string, unknown>;
  return [kind, externalId, rest];
}

describe("a run that picks up late changes", () => {
  it("counts what it found and did, and asks what it may not decide", async () => {
    const engine = await changedOnBothSides();
    const run = await engine.run("delta");
    expect([run.state, run.failure]).toEqual(["needs_attention", null]);
    const { rounds, questions } = await outcome(engine);
    expect(rounds).toMatchObject([
      { trigger: "person", created: 1, conflicts: 1, deletedInSource: 1, failed: 0, final: false },
    ]);
    expect(questions).toMatchObject([
      { kind: "field", externalId: "shop:clients:3", sourceNow: "New 3", mondayNow: "By a colleague" },
      { kind: "deleted", externalId: "shop:payments:9" },
    ]);
    const [item] = engine.monday.itemsOf("shop:clients:3");
    expect(item?.values.p_city).toEqual({ kind: "text", text: "By a colleague" });
    await engine.store.close();
  });

  it(
    "ends the same whatever call it dies after",
    async () => {
      async function deltaDying(death: CrashPlan) {
        const engine = await changedOnBothSides();
        must(await engine.services.startRun(engine.admin, { ...engine.scope, kind: "delta" }));
        const first = await engine.workOnce(death);
        const last = first?.mortal.isDead() ? await engine.workOnce() : first;
        const found = await outcome(engine);
        await engine.store.close();
        return { calls: first?.mortal.calls() ?? 0, state: last?.run.state, ...found };
      }
      const { calls, ...clean } = await deltaDying({ at: 0, when: "before" });
      expect(clean.state).toBe("needs_attention");
      for (let at = 1; at <= calls; at += 1) {
        const { calls: _, ...found } = await deltaDying({ at, when: "after" });
        expect({ at, ...found }).toEqual({ at, ...clean });
      }
    },
    crashesMs,
  );

  it(
    "carries out what people have decided, whatever call it dies after",
    async () => {
      async function decidedDying(death: CrashPlan) {
        const engine = await changedOnBothSides();
        const { services, admin, scope } = engine;
        expect((await engine.run("delta")).state).toBe("needs_attention");
        for (const input of [
          { all: "field", decision: "source" },
          { all: "deleted", decision: "remove" },
        ] as const) {
          expect(must(await services.decideConflicts(admin, { ...scope, ...input })).decided).toBe(1);
        }
        must(await services.startRun(admin, { ...scope, kind: "delta" }));
        const first = await engine.workOnce(death);
        const last = first?.mortal.isDead() ? await engine.workOnce() : first;
        const found = await outcome(engine);
        const left = engine.monday.itemsOf("shop:payments:9").length;
        await engine.store.close();
        return { calls: first?.mortal.calls() ?? 0, state: last?.run.state, left, ...found };
      }
      const { calls, ...clean } = await decidedDying({ at: 0, when: "before" });
      expect([clean.state, clean.left, clean.conflictsOpen, clean.deletedOpen]).toEqual([
        "succeeded",
        0,
        0,
        0,
      ]);
      expect(clean.questions.map(({ state }) => state)).toEqual(["settled", "settled"]);
      expect(clean.rounds[0]).toMatchObject({ cellsWritten: 1, conflicts: 0, deletedInSource: 0 });
      const overwritten = clean.events.filter((event) => event.includes("By a colleague"));
      expect(overwritten).toHaveLength(1);
      for (let at = 1; at <= calls; at += 1) {
        const { calls: _, events: _events, ...found } = await decidedDying({ at, when: "after" });
        const { events: _clean, ...wanted } = clean;
        expect({ at, ...found }).toEqual({ at, ...wanted });
      }
    },
    crashesMs,
  );

  it("removes no item when monday does not tell who has been on it", async () => {
    const engine = await changedOnBothSides();
    const { services, admin, scope, monday } = engine;
    await engine.run("delta");
    must(await services.decideConflicts(admin, { ...scope, all: "deleted", decision: "remove" }));
    monday.activities = null;
    await engine.run("delta");
    expect(monday.itemsOf("shop:payments:9")).toHaveLength(1);
    const { events } = await outcome(engine);
    expect(events.some((event) => event.includes("monday does not tell who has changed it"))).toBe(true);
    await engine.store.close();
  });

  it("asks about no record of a stream the source did not offer", async () => {
    const engine = await changedOnBothSides();
    engine.source.failures.push(toFailure("source.method_missing", { message: "No such method" }));
    await engine.run("delta");
    const { questions } = await outcome(engine);
    const gone = questions.filter(({ kind }) => kind === "deleted");
    expect(gone.map(({ externalId }) => externalId)).toEqual(["shop:payments:9"]);
    await engine.store.close();
  });
});
