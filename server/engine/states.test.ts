import { describe, expect, it } from "vitest";
import { type RunState, runStates } from "../contract/run.ts";
import { activeStates, mayBecome, possibleControls, statesBefore, transitions } from "./states.ts";

const legal = new Set([
  "queued>running",
  "queued>paused",
  "queued>cancelled",
  "running>waiting",
  "running>paused",
  "running>succeeded",
  "running>needs_attention",
  "running>failed",
  "running>cancelled",
  "waiting>running",
  "waiting>paused",
  "waiting>failed",
  "waiting>cancelled",
  "paused>queued",
  "paused>cancelled",
  "failed>queued",
]);

const pairs = runStates.flatMap((from) => runStates.map((to): [RunState, RunState] => [from, to]));

describe("the states of a run", () => {
  it.each(pairs)("%s to %s is legal only when the table says so", (from, to) => {
    expect(mayBecome(from, to)).toBe(legal.has(`${from}>${to}`));
    expect(statesBefore(to).includes(from)).toBe(mayBecome(from, to));
  });

  it("can all be reached from queued", () => {
    const reached = new Set<RunState>(["queued"]);
    for (const state of reached) for (const next of transitions[state]) reached.add(next);
    expect([...reached].sort()).toEqual([...runStates].sort());
  });

  it("always leave an active run a way to its end", () => {
    for (const state of activeStates) expect(mayBecome(state, "cancelled")).toBe(true);
  });

  it("offer a wish once", () => {
    expect(possibleControls({ state: "running", control: null })).toEqual(["pause", "cancel"]);
    expect(possibleControls({ state: "running", control: "pause" })).toEqual(["cancel"]);
    expect(possibleControls({ state: "waiting", control: null })).toEqual(["pause", "resume", "cancel"]);
    expect(possibleControls({ state: "paused", control: null })).toEqual(["resume", "cancel"]);
    expect(possibleControls({ state: "failed", control: null })).toEqual(["resume"]);
    expect(possibleControls({ state: "succeeded", control: null })).toEqual([]);
  });
});
