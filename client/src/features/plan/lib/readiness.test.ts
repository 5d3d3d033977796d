import { describe, expect, it } from "vitest";
import { buildBoard, buildFinding, buildPlan } from "../testing/build-plan.ts";
import { isAsPlanned, isOpen, sortFindings, toAcceptance, whyNotStart } from "./readiness.ts";

const ready = { plan: buildPlan(), isAdmin: true, isSaving: false, isRunning: false };

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
  });
});

describe("isAsPlanned", () => {
  it("knows the answer the plan already has", () => {
    const plan = buildPlan({ currency: "EUR" });
    expect(isAsPlanned(plan, [{ op: "currency", code: "EUR" }])).toBe(true);
    expect(isAsPlanned(plan, [{ op: "currency", code: "USD" }])).toBe(false);
    expect(isAsPlanned(plan, [])).toBe(false);
  });

  it("claims no answer whose effect only the server knows", () => {
    const edits = [{ op: "board.target", board: "contacts", boardId: null }] as const;
    expect(isAsPlanned(buildPlan(), edits)).toBe(false);
  });
});

describe("whyNotStart", () => {
  it("lets an admin start a plan without open questions", () => {
    expect(whyNotStart(ready)).toBeNull();
  });

  it.each([
    [{ isAdmin: false }, "Only an account admin"],
    [{ isRunning: true }, "A run is under way"],
    [{ plan: buildPlan({ openQuestions: 1 }) }, "1 question to answer first."],
    [{ plan: buildPlan({ openQuestions: 3 }) }, "3 questions to answer first."],
    [{ plan: buildPlan({ boards: [buildBoard({ include: false })] }) }, "Every board is left out"],
    [{ isSaving: true }, "Saving your change"],
  ])("says why not for %o", (part, expected) => {
    expect(whyNotStart({ ...ready, ...part })).toContain(expected);
  });
});

describe("toAcceptance", () => {
  it("counts only what will be written", () => {
    const plan = buildPlan({
      boards: [
        buildBoard({ records: 120, items: 118 }),
        buildBoard({ key: "sessions", include: false, records: 900, items: 900 }),
      ],
      findings: [buildFinding({ answered: true }), buildFinding({ id: "open" })],
    });
    expect(toAcceptance(plan)).toMatchObject({
      records: 120,
      items: 118,
      leftOut: [{ key: "sessions" }],
      accepted: [{ id: "currency" }],
      peopleWithoutUser: 1,
      notMoving: 1,
    });
  });
});
