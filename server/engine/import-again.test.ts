import { describe, expect, it } from "vitest";
import type { CrashPlan } from "../../test/fakes/crashing.ts";
import {
  createEngineHarness,
  type EngineHarness,
  must,
  shopRecords,
} from "../../test/fakes/engine-harness.ts";
import type { WriteOperation } from "../connectors/types.ts";
import { toFailure } from "../contract/errors.ts";
import type { Outcome } from "../contract/records.ts";
import type { SourceRecord } from "../core/records.ts";

const valueRefused = toFailure("monday.value_refused", { message: "Bad value" });
const personRefused = toFailure("monday.person_not_assignable", { message: "Inactive" });

/** Every call of a run dies twice, each time in an account of its own. */
const crashesMs = 90_000;

/** Imported once; then every client has moved and every payment but the first is worth more. */
async function changed(): Promise<EngineHarness> {
  const engine = await createEngineHarness();
  await engine.plan();
  expect((await engine.run("import")).state).toBe("succeeded");
  const { clients = [], payments = [], ...others } = shopRecords();
  engine.source.records = {
    ...others,
    clients: clients.map((record) => withField(record, "city", `New ${record.id}`)),
    payments: payments.map((record) =>
      record.id === "1" ? record : withField(record, "amount", `${record.id}00.25`),
    ),
  };
  await engine.plan();
  engine.monday.batches.splice(0);
  return engine;
}

function withField(record: SourceRecord, field: string, value: string): SourceRecord {
  return { ...record, fields: { ...record.fields, [field]: value } };
}

function sent(engine: EngineHarness): readonly WriteOperation[] {
  return engine.monday.batches.flatMap(({ operations }) => operations);
}

async function rows(engine: EngineHarness, outcome: Outcome) {
  return must(await engine.services.listRecords(engine.admin, { ...engine.scope, limit: 100, outcome }))
    .items;
}

function expectNoDoubles(engine: EngineHarness): void {
  const ids = engine.monday.items.map(({ values }) => JSON.stringify(values.portage_id));
  expect(ids).toHaveLength(14);
  expect(new Set(ids).size).toBe(14);
}

describe("an import of records that have changed", () => {
  it("writes their cells and expects the new sums", async () => {
    const engine = await changed();
    expect((await engine.run("import")).state).toBe("succeeded");
    expect(sent(engine).every(({ kind }) => kind === "update_item")).toBe(true);
    expect(sent(engine).map(({ externalId }) => externalId)).not.toContain("shop:payments:1");
    const result = must(await engine.services.getReconciliation(engine.admin, engine.scope));
    const payments = result.phases.find(({ key }) => key === "payments");
    expect(payments).toMatchObject({ created: 1, updated: 8, addsUp: true });
    expect(payments?.sums[0]).toMatchObject({ source: "4403.10", destination: "4403.10" });
    expectNoDoubles(engine);
  });

  it("leaves alone what a merged record has filled", async () => {
    const engine = await changed();
    expect((await engine.run("import")).state).toBe("succeeded");
    const [item] = engine.monday.itemsOf("shop:clients:1");
    expect(item?.values.p_city).toEqual({ kind: "text", text: "City 4" });
  });

  it("keeps the item of a refused change and tries the change again", async () => {
    const engine = await changed();
    engine.monday.refuseOperation = ({ externalId }) =>
      externalId === "shop:payments:3" ? valueRefused : null;
    expect((await engine.run("import")).state).toBe("needs_attention");
    const [failed] = await rows(engine, "failed");
    const [item] = engine.monday.itemsOf("shop:payments:3");
    expect(failed).toMatchObject({ reasonCode: "monday.value_refused", itemId: item?.id });
    const result = must(await engine.services.getReconciliation(engine.admin, engine.scope));
    expect(result.phases.find(({ key }) => key === "payments")?.differences).toEqual([
      "1 record failed; the reasons are listed below.",
    ]);
    engine.monday.refuseOperation = () => null;
    engine.monday.batches.splice(0);
    expect((await engine.run("import")).state).toBe("succeeded");
    expect(sent(engine).map(({ externalId }) => externalId)).toEqual(["shop:payments:3"]);
    expectNoDoubles(engine);
  });

  it("writes the rest of a change when a person in it is refused", async () => {
    const engine = await changed();
    const clients = engine.source.records.clients ?? [];
    engine.monday.refuseOperation = (operation) =>
      "values" in operation && operation.values.p_owner ? personRefused : null;
    engine.source.records = {
      ...engine.source.records,
      clients: clients.map((record) => (record.id === "3" ? withField(record, "owner", "") : record)),
    };
    await engine.plan();
    expect((await engine.run("import")).state).toBe("succeeded");
    engine.source.records = { ...engine.source.records, clients };
    await engine.plan();
    expect((await engine.run("import")).state).toBe("succeeded");
    const [item] = engine.monday.itemsOf("shop:clients:3");
    expect(item?.values.p_city).toEqual({ kind: "text", text: "New 3" });
    expect(item?.values.p_owner ?? null).toBeNull();
    expect(item?.updates.map(({ body }) => body).join(" ")).toContain("Kim Berg");
    engine.monday.batches.splice(0);
    expect((await engine.run("import")).state).toBe("succeeded");
    expect(sent(engine)).toEqual([]);
  });

  it("stops when a person has to act, and loses no record over it", async () => {
    const engine = await changed();
    const gone = toFailure("monday.column_missing", { message: "No such column" });
    engine.monday.refuseOperation = ({ externalId }) => (externalId === "shop:payments:3" ? gone : null);
    const stopped = await engine.run("import");
    expect([stopped.state, stopped.failure?.code]).toEqual(["failed", "monday.column_missing"]);
    engine.monday.refuseOperation = () => null;
    must(await engine.services.resumeRun(engine.admin, { runId: stopped.id }));
    expect((await engine.workOnce())?.run.state).toBe("succeeded");
    expectNoDoubles(engine);
  });

  it(
    "ends the same whatever call it dies at, before or after its effect",
    async () => {
      async function importDying(death: CrashPlan) {
        const engine = await changed();
        must(await engine.services.startRun(engine.admin, { ...engine.scope, kind: "import" }));
        const first = await engine.workOnce(death);
        const last = first?.mortal.isDead() ? await engine.workOnce() : first;
        expectNoDoubles(engine);
        const items = engine.monday.items.map(({ id, name, values }) => ({ id, name, values }));
        const { phases } = must(await engine.services.getReconciliation(engine.admin, engine.scope));
        await engine.store.close();
        return { calls: first?.mortal.calls() ?? 0, state: last?.run.state, items, phases };
      }
      const { calls, ...clean } = await importDying({ at: 0, when: "before" });
      expect(clean.state).toBe("succeeded");
      for (let at = 1; at <= calls; at += 1) {
        for (const when of ["before", "after"] as const) {
          const { state, items, phases } = await importDying({ at, when });
          expect({ at, when, state, items, phases }).toEqual({ at, when, ...clean });
        }
      }
    },
    crashesMs,
  );
});

describe("an import after items were deleted", () => {
  it(
    "ends the same whatever call it dies at while it makes them anew",
    async () => {
      async function importDying(death: CrashPlan) {
        const engine = await createEngineHarness();
        await engine.plan();
        await engine.run("import");
        const gone = new Set(["shop:clients:2", "shop:clients:3", "shop:payments:1"]);
        const left = engine.monday.items.filter(({ values }) => {
          const origin = values.portage_id;
          return origin?.kind !== "text" || !gone.has(origin.text);
        });
        engine.monday.items.splice(0, engine.monday.items.length, ...left);
        expect((await engine.run("import")).state).toBe("needs_attention");
        expect((await rows(engine, "failed")).map(({ externalId }) => externalId).sort()).toEqual([...gone]);
        must(await engine.services.startRun(engine.admin, { ...engine.scope, kind: "import" }));
        const first = await engine.workOnce(death);
        const last = first?.mortal.isDead() ? await engine.workOnce() : first;
        expectNoDoubles(engine);
        const { phases } = must(await engine.services.getReconciliation(engine.admin, engine.scope));
        await engine.store.close();
        return { calls: first?.mortal.calls() ?? 0, state: last?.run.state, phases };
      }
      const { calls, ...clean } = await importDying({ at: 0, when: "before" });
      expect(clean.state).toBe("succeeded");
      for (let at = 1; at <= calls; at += 1) {
        for (const when of ["before", "after"] as const) {
          const { state, phases } = await importDying({ at, when });
          expect({ at, when, state, addsUp: phases.every(({ addsUp }) => addsUp) }).toEqual({
            ...{ at, when, state: clean.state, addsUp: true },
          });
        }
      }
    },
    crashesMs,
  );
});
