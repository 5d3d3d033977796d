import { describe, expect, it } from "vitest";
import type { RunPhase } from "../contract/run.ts";
import { createProgress } from "./progress.ts";

function setUp(initial: readonly RunPhase[] = []) {
  let now = 0;
  const saved: (readonly RunPhase[])[] = [];
  const progress = createProgress(
    {
      now: () => now,
      save: async (phases) => {
        saved.push(phases);
      },
    },
    initial,
  );
  function at(ms: number): void {
    now = ms;
  }
  return { progress, saved, at };
}

const load = { key: "load:clients", kind: "load" as const, title: "Clients" };

describe("the progress of a run", () => {
  it("is saved once a second, and at once when a phase begins or ends", async () => {
    const { progress, saved, at } = setUp();
    await progress.plan([{ ...load, total: 100 }]);
    await progress.change(load.key, { state: "active" });
    for (let ms = 100; ms <= 900; ms += 100) {
      at(ms);
      await progress.change(load.key, { add: { done: 1 } });
    }
    expect(saved).toHaveLength(2);
    at(1_000);
    await progress.change(load.key, { add: { done: 1, failed: 1 } });
    expect(saved.at(-1)?.[0]).toMatchObject({ done: 10, failed: 1 });
    await progress.change(load.key, { state: "done" });
    expect(saved).toHaveLength(4);
  });

  it("measures the pace over the last minute and the time left from it", async () => {
    const { progress, at } = setUp();
    await progress.plan([{ ...load, total: 1_000, seconds: 60 }]);
    expect(progress.phases()[0]).toMatchObject({ ratePerSecond: null, etaSeconds: 60 });
    await progress.change(load.key, { state: "active" });
    for (let second = 1; second <= 10; second += 1) {
      at(second * 1_000);
      await progress.change(load.key, { add: { done: 5 } });
    }
    expect(progress.phases()[0]).toMatchObject({ ratePerSecond: 5, etaSeconds: 190 });
    at(200_000);
    await progress.change(load.key, { add: { done: 1 } });
    expect(progress.phases()[0]?.ratePerSecond).toBeNull();
  });

  it("goes on with what an earlier life of the run had reached", async () => {
    const before = setUp();
    await before.progress.plan([load]);
    await before.progress.change(load.key, { done: 7, state: "done" });
    const after = setUp(before.progress.phases());
    await after.progress.plan([load, { ...load, key: "load:payments" }]);
    expect(after.progress.isDone(load.key)).toBe(true);
    expect(after.progress.phases().map((phase) => phase.done)).toEqual([7, 0]);
  });
});
