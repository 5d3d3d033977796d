import { describe, expect, it } from "vitest";
import { createEngineHarness, type EngineHarness, must } from "../../test/fakes/engine-harness.ts";
import { foreverMs } from "../../test/fakes/quick-clock.ts";
import { FailureError, toFailure } from "../contract/errors.ts";
import type { RunKind } from "../contract/run.ts";
import { createWorker } from "./worker.ts";

const throttled = toFailure("source.throttled", { message: "401", retryAfterMs: 3_600_000 });
const keyDead = toFailure("source.key_dead", { message: "401" });
const diskFull = new FailureError(toFailure("store.disk_full", { message: "SQLITE_FULL" }));

async function started(kind: RunKind): Promise<{ engine: EngineHarness; runId: string }> {
  const engine = await createEngineHarness();
  if (kind === "import") await engine.plan();
  const run = must(await engine.services.startRun(engine.admin, { ...engine.scope, kind }));
  return { engine, runId: run.id };
}

/** Calls `wish` when the run shows its first progress, as a person would in the middle of it. */
function inTheMiddle(engine: EngineHarness, wish: () => Promise<unknown>): Promise<unknown> {
  return new Promise((resolve) => {
    const unsubscribe = engine.deps.events.subscribeAll(() => {
      if (engine.monday.batches.length < 3) return;
      unsubscribe();
      resolve(wish());
    });
  });
}

describe("a discover run", () => {
  it("waits for the source's hour and goes on after the last page", async () => {
    const { engine } = await started("discover");
    engine.source.failures.push(throttled);
    const before = engine.clock.now();
    expect((await engine.workOnce())?.run.state).toBe("succeeded");
    expect(engine.clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
    expect(engine.source.pages).toBe(6);
  });

  it("stops for a dead key, keeps what was read and goes on from there", async () => {
    const { engine, runId } = await started("discover");
    const pages = engine.source.pages;
    engine.source.failures.push(keyDead);
    const stopped = await engine.workOnce();
    expect([stopped?.run.state, stopped?.run.failure?.code]).toEqual(["failed", "source.key_dead"]);
    must(await engine.services.resumeRun(engine.admin, { runId }));
    expect((await engine.workOnce())?.run.state).toBe("succeeded");
    expect(engine.source.pages - pages).toBe(6);
  });

  it("drops records the source no longer has and keeps edits that still apply", async () => {
    const engine = await createEngineHarness();
    await engine.plan();
    engine.source.records = { ...engine.source.records, payments: [] };
    await engine.run("discover");
    expect(await engine.store.snapshot.count(engine.scope, "payments")).toBe(0);
    const { edits } = await engine.store.plans.get(engine.scope);
    expect(edits).toEqual([]);
    const inventory = must(await engine.services.getInventory(engine.admin, engine.scope));
    expect(inventory.records).toBe(6);
  });

  it("ends the same whatever call it dies at", async () => {
    const clean = await createEngineHarness();
    await clean.run("discover");
    const expected = (await clean.store.plans.get(clean.scope)).plan?.hash;
    for (let at = 1; at < 30; at += 1) {
      const { engine } = await started("discover");
      await engine.workOnce({ at, when: at % 2 === 0 ? "before" : "after" });
      const again = await engine.workOnce();
      if (again) expect(again.run.state).toBe("succeeded");
      expect((await engine.store.plans.get(engine.scope)).plan?.hash).toBe(expected);
      await engine.store.close();
    }
  });
});

describe("a run", () => {
  it("pauses at a safe point and goes on where it stood", async () => {
    const { engine, runId } = await started("import");
    const wish = inTheMiddle(engine, () => engine.services.pauseRun(engine.admin, { runId }));
    expect((await engine.workOnce())?.run.state).toBe("paused");
    await wish;
    expect(await engine.workOnce()).toBeNull();
    must(await engine.services.resumeRun(engine.admin, { runId }));
    expect((await engine.workOnce())?.run.state).toBe("succeeded");
    expect(engine.monday.items).toHaveLength(14);
  });

  it("is cancelled for good", async () => {
    const { engine, runId } = await started("import");
    const wish = inTheMiddle(engine, () => engine.services.cancelRun(engine.admin, { runId }));
    const worked = await engine.workOnce();
    await wish;
    expect([worked?.run.state, worked?.run.endedAt === null]).toEqual(["cancelled", false]);
    const resumed = await engine.services.resumeRun(engine.admin, { runId });
    expect(resumed).toMatchObject({ ok: false, error: { code: "run.illegal_transition" } });
  });

  it("is paused and cancelled at once while nobody works on it", async () => {
    const { engine, runId } = await started("import");
    expect(must(await engine.services.pauseRun(engine.admin, { runId })).state).toBe("paused");
    expect(must(await engine.services.cancelRun(engine.admin, { runId })).state).toBe("cancelled");
  });

  it.each(["pause", "cancel"] as const)("ends a wait of years at once when asked to %s", async (wish) => {
    const { engine, runId } = await started("import");
    const failure = toFailure("monday.daily_limit", { message: "429", retryAfterMs: foreverMs });
    engine.monday.mishaps.push({ kind: "refuse", failure });
    const seen = new Set<string>();
    const unsubscribe = engine.deps.events.subscribeAll(() => void look());
    async function look(): Promise<void> {
      const { state } = must(await engine.services.getRun(engine.admin, { runId }));
      if (state !== "waiting" || seen.has(state)) return;
      seen.add(state);
      const ask = wish === "pause" ? engine.services.pauseRun : engine.services.cancelRun;
      must(await ask(engine.admin, { runId }));
    }
    const before = engine.clock.now();
    const worked = await engine.workOnce();
    unsubscribe();
    expect([...seen, worked?.run.state]).toEqual(["waiting", wish === "pause" ? "paused" : "cancelled"]);
    expect(engine.clock.now() - before).toBeLessThan(60_000);
    if (wish === "cancel") return;
    must(await engine.services.resumeRun(engine.admin, { runId }));
    expect((await engine.workOnce())?.run.state).toBe("succeeded");
    expect(engine.monday.items).toHaveLength(14);
  });

  it("goes on after a failure only by an approved plan, and then by the newest", async () => {
    const { engine, runId } = await started("import");
    const gone = toFailure("monday.board_missing", { message: "No such board" });
    engine.monday.answerOf = ({ boardId }) =>
      boardId === "board-payments" ? { kind: "refused", error: gone } : null;
    expect((await engine.workOnce())?.run.failure?.code).toBe("monday.board_missing");
    const { hash } = must(await engine.services.getPlan(engine.admin, engine.scope));
    const leaveOut = { op: "board.include" as const, board: "payments", include: false };
    const edit = { ...engine.scope, hash, edits: [leaveOut], signal: new AbortController().signal };
    must(await engine.services.editPlan(engine.admin, edit));
    must(await engine.services.resumeRun(engine.admin, { runId }));
    expect((await engine.workOnce())?.run.failure?.code).toBe("plan.not_approved");
    await engine.approve();
    must(await engine.services.resumeRun(engine.admin, { runId }));
    const ended = await engine.workOnce();
    expect(ended?.run.state).toBe("succeeded");
    expect(ended?.run.phases.map(({ key }) => key)).not.toContain("load:payments");
    const result = must(await engine.services.getReconciliation(engine.admin, engine.scope));
    expect([result.addsUp, result.phases.map(({ key }) => key)]).toEqual([true, ["team", "clients"]]);
  });

  it("waits while the disk is full and loses nothing", async () => {
    const { engine } = await started("import");
    let commits = 0;
    const { commit } = engine.store.ledger;
    Object.assign(engine.store.ledger, {
      commit: async (...input: Parameters<typeof commit>) => {
        commits += 1;
        if (commits % 7 >= 3) throw diskFull;
        return commit(...input);
      },
    });
    expect((await engine.workOnce())?.run.state).toBe("succeeded");
    expect(engine.monday.items).toHaveLength(14);
  });

  it("fails with our own fault on a bug, which is logged once with the run", async () => {
    const { engine, runId } = await started("import");
    Object.assign(engine.store.objects, { list: () => Promise.reject(new TypeError("broken")) });
    const worked = await engine.workOnce();
    expect([worked?.run.state, worked?.run.failure?.code]).toEqual(["failed", "internal.bug"]);
    const errors = engine.logged.filter((line) => line.level === "error");
    expect(errors.map((line) => line.fields)).toMatchObject([{ event: "run.bug", runId }]);
  });

  it("does not start on a plan that is no longer the approved one", async () => {
    const { engine } = await started("import");
    const plan = must(await engine.services.getPlan(engine.admin, engine.scope));
    await engine.store.plans.save(engine.scope, {
      expectedHash: plan.hash,
      edits: [],
      plan: { ...plan, hash: "another" },
    });
    const worked = await engine.workOnce();
    expect([worked?.run.state, worked?.run.failure?.code]).toEqual(["failed", "plan.not_approved"]);
    expect(engine.monday.batches).toEqual([]);
  });
});

describe("a worker", () => {
  /** Real ticks of the event loop, so that a worker and a test can take turns. */
  async function until(isTrue: () => Promise<boolean>): Promise<void> {
    for (let turn = 0; turn < 2_000; turn += 1) {
      if (await isTrue()) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
    throw new Error("It never came true");
  }

  const times = { leaseMs: 60_000, heartbeatMs: 1e12, pollMs: 1 };

  /** Holds the first call of the import until it is let go. */
  function holdWrites(engine: EngineHarness): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    engine.monday.hold = promise;
    return resolve;
  }

  const hasWritten = (engine: EngineHarness) => async () => engine.monday.batches.length > 0;
  const hasSucceeded = (engine: EngineHarness, runId: string) => async () =>
    (await engine.store.runs.get("account-1", runId))?.state === "succeeded";

  it("takes up a run whose worker is gone as soon as its lease has ended", async () => {
    const { engine, runId } = await started("import");
    const now = engine.clock.now();
    await engine.store.runs.claim({ owner: "gone", now, leaseMs: 50 });
    const worker = createWorker(engine.deps, times);
    worker.start();
    await until(hasSucceeded(engine, runId));
    expect(engine.clock.now() - now).toBeGreaterThanOrEqual(50);
    await worker.stop();
  });

  it("lets a call finish when it stops and gives its run back, so that the next worker goes on at once", async () => {
    const { engine, runId } = await started("import");
    const letGo = holdWrites(engine);
    const worker = createWorker(engine.deps, times);
    worker.start();
    await until(hasWritten(engine));
    const stopped = worker.stop();
    letGo();
    await stopped;
    const row = await engine.store.runs.get("account-1", runId);
    expect([row?.state, row?.leaseOwner]).toEqual(["running", null]);
    expect(await engine.store.ledger.unfinished(engine.scope, "team", 10)).toEqual([]);
    const next = createWorker(engine.deps, times);
    next.start();
    await until(hasSucceeded(engine, runId));
    await next.stop();
    expect(engine.monday.items).toHaveLength(14);
  });

  it("lets a run go when another worker has taken it over", async () => {
    const { engine, runId } = await started("import");
    const letGo = holdWrites(engine);
    const worker = createWorker(engine.deps, times);
    worker.start();
    await until(hasWritten(engine));
    await engine.store.runs.transition("account-1", runId, ["running", "waiting"], { leaseOwner: "other" });
    engine.deps.events.publish("account-1", runId);
    letGo();
    await until(async () =>
      engine.logged.some((line) => "event" in line.fields && line.fields.event === "run.lease_lost"),
    );
    expect((await engine.store.runs.get("account-1", runId))?.leaseOwner).toBe("other");
    await worker.stop();
  });
});
