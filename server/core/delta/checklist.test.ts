import { describe, expect, it } from "vitest";
import type { DeltaRound } from "../../contract/delta.ts";
import { type ChecklistFacts, isTicked, toChecklist } from "./checklist.ts";

const at = "2026-11-21T10:00:00.000Z";
const later = "2026-11-21T11:00:00.000Z";
const final = { at, final: true } as DeltaRound;

function buildFacts(overrides: Partial<ChecklistFacts> = {}): ChecklistFacts {
  return {
    ...{ window: { ticks: {}, rounds: [] }, conflictsOpen: 0, conflictsDecided: 0, verified: null },
    sourceTitle: "Bizstim",
    ...overrides,
  };
}

function doneOf(facts: ChecklistFacts): string[] {
  return toChecklist(facts).flatMap(({ key, done }) => (done ? [key] : []));
}

describe("the cutover checklist", () => {
  it("starts with nothing done and names the source", () => {
    const entries = toChecklist(buildFacts());
    expect(entries.filter(({ done }) => done)).toEqual([]);
    expect(entries.map(({ title }) => title)).toContain("Freeze Bizstim");
    expect(entries.map(({ kind, key }) => (kind === "tick") === isTicked(key))).not.toContain(false);
  });

  it("shows who has ticked what", () => {
    const ticks = { announced: { by: "u1", at: Date.parse(at) } };
    const [first] = toChecklist(buildFacts({ window: { ticks, rounds: [] } }));
    expect(first).toMatchObject({ key: "announced", done: true, by: "u1", at });
  });

  it("sees the final round and that nothing waits for an answer", () => {
    const window = { ticks: {}, rounds: [final] };
    expect(doneOf(buildFacts({ window }))).toEqual(["final_delta", "conflicts_decided"]);
    expect(doneOf(buildFacts({ window, conflictsOpen: 1 }))).toEqual(["final_delta"]);
    expect(doneOf(buildFacts({ window, conflictsDecided: 1 }))).toEqual(["final_delta"]);
  });

  it("takes only a clean verification after the final round", () => {
    const window = { ticks: {}, rounds: [final] };
    const isVerified = (verified: ChecklistFacts["verified"]) =>
      doneOf(buildFacts({ window, verified })).includes("verified");
    expect(isVerified({ at: later, open: 0 })).toBe(true);
    expect(isVerified({ at: later, open: 2 })).toBe(false);
    expect(isVerified({ at: "2026-11-21T09:00:00.000Z", open: 0 })).toBe(false);
    expect(doneOf(buildFacts({ verified: { at: later, open: 0 } }))).toEqual([]);
  });
});
