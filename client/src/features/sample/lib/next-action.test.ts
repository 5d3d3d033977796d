import { describe, expect, it } from "vitest";
import { buildApproval } from "../../../lib/testing/build-approval.ts";
import { buildPlan } from "../../../lib/testing/build-plan.ts";
import { buildNoSample, buildSample, buildSignOff } from "../testing/build-sample.ts";
import { type Standing, toNextAction } from "./next-action.ts";

const all = new Set(["skips", "lossy"]);

function standing(part: Partial<Standing> = {}): Standing {
  return {
    isAdmin: true,
    activeRun: null,
    plan: buildPlan(),
    sample: buildSample(),
    signOff: buildSignOff(),
    accepted: new Set(),
    withoutSample: false,
    ...part,
  };
}

const none = { sample: buildNoSample(), signOff: buildSignOff({ sample: null }) };

describe("toNextAction", () => {
  it("begins with a sample", () => {
    expect(toNextAction(standing(none))).toEqual({ kind: "run", again: false, reason: null });
  });

  it("says why no sample can be run", () => {
    const open = toNextAction(standing({ ...none, plan: buildPlan({ openQuestions: 2 }) }));
    expect(open).toMatchObject({ kind: "run", reason: "2 questions of the plan to answer first." });
    const busy = toNextAction(standing({ ...none, activeRun: { kind: "discover" } }));
    expect(busy).toMatchObject({ kind: "run", reason: "A run is under way." });
  });

  it("asks for another sample when the plan was changed", () => {
    const stale = standing({
      sample: buildSample({ state: "stale" }),
      signOff: buildSignOff({ sample: null }),
    });
    expect(toNextAction(stale)).toEqual({ kind: "run", again: true, reason: null });
  });

  it("goes on to the sign-off without a sample only when that was said", () => {
    expect(toNextAction(standing({ ...none, withoutSample: true, accepted: all }))).toEqual({
      kind: "approve",
      reason: null,
    });
  });

  it("holds the approval back until every class is accepted and nothing blocks", () => {
    expect(toNextAction(standing())).toEqual({
      kind: "approve",
      reason: "2 classes of records to accept first.",
    });
    expect(toNextAction(standing({ accepted: new Set(["skips"]) }))).toMatchObject({
      reason: "1 class of records to accept first.",
    });
    const blockers = [{ code: "x", text: "The test workspace is gone.", remedy: "Run a sample." }];
    expect(toNextAction(standing({ accepted: all, signOff: buildSignOff({ blockers }) }))).toMatchObject({
      reason: "The test workspace is gone.",
    });
    expect(toNextAction(standing({ accepted: all }))).toEqual({ kind: "approve", reason: null });
  });

  it("leads to the import when this plan is approved", () => {
    expect(toNextAction(standing({ plan: buildPlan({ approval: buildApproval() }) }))).toEqual({
      kind: "import",
      reason: null,
    });
    expect(
      toNextAction(standing({ plan: buildPlan({ approval: buildApproval({ current: false }) }) })).kind,
    ).toBe("approve");
  });

  it("offers nothing while the sample runs, and nothing to viewers", () => {
    expect(toNextAction(standing({ activeRun: { kind: "sample" } }))).toEqual({ kind: "none" });
    expect(toNextAction(standing({ isAdmin: false }))).toEqual({ kind: "none" });
  });
});
