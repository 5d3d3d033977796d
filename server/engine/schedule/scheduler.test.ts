import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEngineHarness, type EngineHarness, must } from "../../../test/fakes/engine-harness.ts";
import { scheduleActor } from "./actor.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";

const hourMs = 3_600_000;

let engine: EngineHarness;
let scheduler: Scheduler;
beforeEach(async () => {
  engine = await createEngineHarness();
  engine.monday.schemaParts = true;
  await engine.plan();
  expect((await engine.run("import")).state).toBe("succeeded");
  scheduler = createScheduler(engine.deps);
});
afterEach(() => engine.store.close());

async function runs() {
  const all = await engine.store.runs.list(engine.scope, 100);
  return all.filter(({ requestedBy }) => requestedBy === scheduleActor).map(({ kind }) => kind);
}

describe("the scheduler", () => {
  it("starts nothing before it is due, and each due run once", async () => {
    await scheduler.wake();
    expect(await runs()).toEqual([]);
    engine.clock.advance(3 * hourMs);
    await Promise.all([scheduler.wake(), createScheduler(engine.deps).wake()]);
    await scheduler.wake();
    expect(await runs()).toEqual(["delta"]);
  });

  it("goes on for the others when one window cannot be looked at", async () => {
    engine.clock.advance(3 * hourMs);
    const documents = engine.deps.store.documents;
    const broken = {
      ...engine.deps,
      store: {
        ...engine.deps.store,
        documents: {
          ...documents,
          due: async () => [{ accountId: "broken", migrationId: "broken" }, engine.scope],
          get: (async (scope, kind) => {
            if (scope.accountId === "broken") throw new Error("This one cannot be read");
            return documents.get(scope, kind);
          }) as typeof documents.get,
        },
      },
    };
    await createScheduler(broken).wake();
    expect(await runs()).toEqual(["delta"]);
    expect(engine.logged).toContainEqual({
      level: "error",
      fields: expect.objectContaining({ event: "schedule.failed", migrationId: "broken" }),
    });
  });

  it("lives through a store that does not answer", async () => {
    const due = () => Promise.reject(new Error("Disk full"));
    const { store } = engine.deps;
    const broken = { ...engine.deps, store: { ...store, documents: { ...store.documents, due } } };
    await createScheduler(broken).wake();
    expect(engine.logged).toContainEqual({
      level: "warn",
      fields: expect.objectContaining({ event: "schedule.failed" }),
    });
  });

  it("does not read by a plan nobody has approved, and says why", async () => {
    const { plan } = await engine.store.plans.get(engine.scope);
    const edits = [{ op: "board.rename" as const, board: "payments", title: "Money" }];
    const edit = { ...engine.scope, hash: plan?.hash ?? "", edits, signal: new AbortController().signal };
    must(await engine.services.editPlan(engine.admin, edit));
    engine.clock.advance(3 * hourMs);
    await scheduler.wake();
    expect(await runs()).toEqual([]);
    const view = must(await engine.services.getDelta(engine.admin, engine.scope));
    expect(view).toMatchObject({ state: "stopped", stopped: { code: "plan.not_approved" } });
  });

  it("verifies every day for three days, also after the window has closed", async () => {
    must(await engine.services.changeDelta(engine.admin, { ...engine.scope, state: "closed" }));
    for (let day = 1; day <= 5; day += 1) {
      engine.clock.advance(24 * hourMs + 30_000);
      await scheduler.wake();
      await engine.workOnce();
    }
    expect(await runs()).toEqual(["verify", "verify", "verify"]);
  });

  it("starts and stops", async () => {
    scheduler.start();
    scheduler.start();
    await scheduler.stop();
    await scheduler.stop();
  });
});
