import { describe, expect, it } from "vitest";
import { buildBoard, buildFinding, buildPlan } from "../../../lib/testing/build-plan.ts";
import { isOpen, sortFindings, whyNotGoOn } from "./readiness.ts";

const ready = { plan: buildPlan(), isSaving: false };

describe("sortFindings", () => {
  it("puts what blocks first, open choices before answered ones, remarks last", () => {
    const findings = [
      buildFinding({ id: "info", severity: "info" }),
      buildFinding({ id: "answered", answered: true, count: 900 }),
      buildFinding({ id: "few", count: 2 }),
      buildFinding({ id: "many", count: 50 }),
      buildFinding({ id: "block", severity: "block", count: 1 }),
    ];
    expect(sortFindings(findings).map((finding) => finding.id)).toEqual([
      "block",
      "many",
      "few",
      "answered",
      "info",
    ]);
  });
});

describe("isOpen", () => {
  it("is true for blocks and unanswered choices only", () => {
    expect(isOpen(buildFinding({ severity: "block", answered: true }))).toBe(true);
    expect(isOpen(buildFinding())).toBe(true);
    expect(isOpen(buildFinding({ answered: true }))).toBe(false);
    expect(isOpen(buildFinding({ severity: "info" }))).toBe(false);
    expect(isOpen(buildFinding({ severity: "accept" }))).toBe(false);
  });
});

describe("whyNotGoOn", () => {
  it("leads on from a plan without open questions", () => {
    expect(whyNotGoOn(ready)).toBeNull();
  });

  it.each([
    [{ plan: buildPlan({ openQuestions: 1 }) }, "1 question to answer first."],
    [{ plan: buildPlan({ openQuestions: 3 }) }, "3 questions to answer first."],
    [{ plan: buildPlan({ boards: [buildBoard({ include: false })] }) }, "Every board is left out"],
    [{ isSaving: true }, "Saving your change"],
  ])("says why not for %o", (part, expected) => {
    expect(whyNotGoOn({ ...ready, ...part })).toContain(expected);
  });
});
