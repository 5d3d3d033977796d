import { describe, expect, it } from "vitest";
import { buildInventory } from "../../../test/builders/inventory.ts";
import { buildTestPlan } from "../../../test/builders/plan.ts";
import type { Reconciliation } from "../../contract/records.ts";
import type { RunKind, RunState } from "../../contract/run.ts";
import { type StepState, toReached, toStep } from "./migration-step.ts";

const run = (kind: RunKind, state: RunState = "succeeded") => ({ kind, state });
const discovered = run("discover");

function stateOf(part: { openQuestions?: number; approved?: boolean; addsUp?: boolean } = {}): StepState {
  const plan = { ...buildTestPlan(), openQuestions: part.openQuestions ?? 0 };
  const approval = {
    hash: plan.hash,
    by: "7",
    byName: "Ana Ruiz",
    at: 0,
    accepted: [],
    sample: null,
  };
  const reconciliation: Reconciliation | null =
    part.addsUp === undefined
      ? null
      : {
          migrationId: "m1",
          runId: null,
          addsUp: part.addsUp,
          at: "2026-11-21T10:00:00Z",
          phases: [],
          reasons: [],
        };
  return {
    inventory: buildInventory([]),
    plan,
    approval: part.approved === true ? approval : null,
    reconciliation,
  };
}

describe("toStep", () => {
  it("stays at the plan while it has open questions, then goes to the sample", () => {
    expect(toStep([discovered], stateOf({ openQuestions: 1 }))).toEqual({
      step: "plan",
      stepText: "The plan has an open question.",
    });
    expect(toStep([discovered], stateOf()).step).toBe("sample");
  });

  it.each([
    ["running", "The sample is under way."],
    ["failed", "The sample needs you before it can go on."],
    ["succeeded", "The sample is ready; the plan waits for your sign-off."],
  ] as const)("tells of a sample that is %s", (state, stepText) => {
    expect(toStep([run("sample", state), discovered], stateOf())).toEqual({ step: "sample", stepText });
  });

  it("goes to the import once exactly this plan is approved, with or without a sample", () => {
    const approved = stateOf({ approved: true });
    expect(toStep([discovered], approved).step).toBe("import");
    expect(toStep([run("sample"), discovered], approved).step).toBe("import");
    expect(toStep([run("rollback"), run("sample"), discovered], approved).step).toBe("import");
  });

  it("shows a sample run while it is under way, also for a plan that is approved", () => {
    expect(toStep([run("sample", "running"), discovered], stateOf({ approved: true })).step).toBe("sample");
  });

  it.each(["verify", "delta", "sample"] as const)(
    "keeps to the result of the import after a %s run",
    (kind) => {
      const state = stateOf({ approved: true, addsUp: true });
      expect(toStep([run(kind), run("import"), discovered], state)).toEqual({
        step: "verify",
        stepText: "Everything has arrived and adds up.",
      });
    },
  );

  it("stays at the result while a rollback is under way and after one of a part", () => {
    const state = stateOf({ approved: true, addsUp: true });
    expect(toStep([run("rollback", "running"), run("import"), discovered], state)).toEqual({
      step: "verify",
      stepText: "The rollback is under way.",
    });
    expect(toStep([run("rollback"), run("import"), discovered], state).step).toBe("verify");
  });

  it("starts over at the sample when the whole import was taken back", () => {
    expect(toStep([run("rollback"), run("import"), discovered], stateOf())).toEqual({
      step: "sample",
      stepText: "The plan is ready for a sample.",
    });
  });

  it("stays at an import that has not ended, and leaves one that was cancelled", () => {
    const state = stateOf({ approved: true });
    expect(toStep([run("import", "failed"), discovered], state)).toEqual({
      step: "import",
      stepText: "The import needs you before it can go on.",
    });
    expect(toStep([run("import", "cancelled"), discovered], state).stepText).toBe(
      "The plan is approved; the import can start.",
    );
  });

  it("goes back to reading while the source is read anew", () => {
    expect(toStep([run("discover", "running"), discovered], stateOf())).toEqual({
      step: "discover",
      stepText: "Reading the source is under way.",
    });
  });
});

describe("toReached", () => {
  it("keeps later steps open while an earlier one is done again", () => {
    const runs = [run("discover", "running"), run("import", "needs_attention"), discovered];
    expect(toReached("discover", runs, stateOf())).toBe("verify");
  });

  it("keeps the sample open after the plan was changed", () => {
    expect(toReached("plan", [run("sample"), discovered], stateOf({ openQuestions: 1 }))).toBe("sample");
  });

  it("keeps the import open when the plan was changed after its approval", () => {
    const state = stateOf({ approved: true });
    expect(toReached("sample", [discovered], state)).toBe("import");
    expect(toReached("sample", [discovered], stateOf())).toBe("sample");
  });

  it("opens the plan only after a discover that succeeded", () => {
    expect(toReached("discover", [run("discover", "failed")], stateOf())).toBe("discover");
    expect(toReached("discover", [run("discover", "running"), discovered], stateOf())).toBe("plan");
  });

  it("opens the result only after an import that has ended", () => {
    expect(toReached("import", [run("import", "paused"), discovered], stateOf())).toBe("import");
  });
});
