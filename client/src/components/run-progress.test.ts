import { describe, expect, it } from "vitest";
import { buildRun } from "../lib/testing/builders.ts";
import { runPercent } from "./run-progress.ts";

const phase = buildRun().phases[0];

describe("runPercent", () => {
  it("weighs phases by their records", () => {
    if (phase === undefined) throw new Error("the builder makes one phase");
    const phases = [
      { ...phase, state: "done" as const, done: 100, total: 100 },
      { ...phase, key: "read:sessions", done: 0, total: 300 },
    ];
    expect(runPercent({ state: "running", phases })).toBe(25);
  });

  it("does not take the phases it knows for the whole", () => {
    if (phase === undefined) throw new Error("the builder makes one phase");
    const phases = [
      { ...phase, state: "done" as const, done: 14, total: 14 },
      { ...phase, key: "read:sessions", state: "pending" as const, done: 0, total: null },
      { ...phase, key: "read:payments", state: "pending" as const, done: 0, total: null },
      { ...phase, key: "inventory", state: "pending" as const, done: 0, total: null },
    ];
    expect(runPercent({ state: "running", phases })).toBe(25);
  });

  it("does not say 100 before the run is over", () => {
    expect(runPercent(buildRun({ phases: [] }))).toBe(0);
    if (phase === undefined) throw new Error("the builder makes one phase");
    expect(runPercent(buildRun({ phases: [{ ...phase, state: "done" }] }))).toBe(99);
    expect(runPercent(buildRun({ state: "succeeded" }))).toBe(100);
  });
});
