import { describe, expect, it } from "vitest";
import type { Plan } from "../../../lib/contract.ts";
import { createFormat } from "../../../lib/format.ts";
import { buildPhase, buildRun } from "../testing/build-run.ts";
import {
  isUnfinished,
  toCancelSentences,
  toHeadline,
  toPhaseGroups,
  toStartKind,
  toTitle,
  toUsableBoards,
} from "./import-words.ts";

const format = createFormat({ country: "US" });

describe("toHeadline", () => {
  it("names the phase in hand", () => {
    expect(toHeadline(buildRun())).toBe("Writing Clients.");
    expect(toHeadline(buildRun({ phases: [] }))).toBe("The import is under way.");
  });

  it("says how a run ended", () => {
    expect(toHeadline(buildRun({ state: "needs_attention" }))).toContain("need a look");
    expect(toHeadline(buildRun({ state: "failed" }))).toContain("safe");
  });
});

describe("toCancelSentences", () => {
  it("counts what stays and what would not be moved, failed and skipped records apart", () => {
    const run = buildRun({ phases: [buildPhase({ done: 1_040, total: 3_000, failed: 30, skipped: 10 })] });
    expect(toCancelSentences(run, format).slice(0, 2)).toEqual([
      "1,000 records already written stay in monday.",
      "1,960 records would not be moved.",
    ]);
  });

  it("says so when nothing has been written", () => {
    const run = buildRun({ phases: [buildPhase({ state: "pending", done: 0, total: 12 })] });
    expect(toCancelSentences(run, format)[0]).toBe("Nothing has been written yet.");
  });
});

describe("toUsableBoards", () => {
  it("lists boards whose records are all written", () => {
    expect(toUsableBoards(buildRun())).toEqual(["Practitioners"]);
  });

  it("counts texts written as updates as a part of their board", () => {
    const updates = buildPhase({ key: "load:clients.updates", title: "Clients: updates", state: "done" });
    expect(toUsableBoards(buildRun({ phases: [updates] }))).toEqual([]);
  });
});

describe("toPhaseGroups", () => {
  it("tells preparing, writing and checking apart", () => {
    const groups = toPhaseGroups(buildRun());
    expect(groups.map(({ title, phases }) => `${title}: ${phases.length}`)).toEqual([
      "Preparing your boards: 1",
      "Writing the records: 2",
      "Reading everything back to check it: 1",
    ]);
  });

  it("leaves out texts a board does not have", () => {
    const empty = buildPhase({ key: "load:services.updates", total: 0, done: 0 });
    expect(toPhaseGroups(buildRun({ phases: [empty] }))).toEqual([]);
  });
});

describe("toTitle", () => {
  it("does not call a paused import under way", () => {
    expect(toTitle(buildRun())).toBe("Your import is under way");
    expect(toTitle(buildRun({ state: "paused" }))).toBe("Your import is paused");
    expect(toTitle(buildRun({ state: "succeeded" }))).toBe("Import");
  });
});

describe("isUnfinished", () => {
  it("is true only for runs that ended early", () => {
    expect((["failed", "cancelled"] as const).every((state) => isUnfinished(buildRun({ state })))).toBe(true);
    expect(
      (["running", "paused", "succeeded"] as const).some((state) => isUnfinished(buildRun({ state }))),
    ).toBe(false);
  });
});

describe("toStartKind", () => {
  const approval: NonNullable<Plan["approval"]> = {
    hash: "hash-1",
    by: "500",
    byName: "Dana Admin",
    at: "2026-11-20T08:00:00Z",
    current: true,
    accepted: [],
    sample: null,
  };
  const done = buildRun({ state: "succeeded" });

  it.each([
    ["not_approved", done, null],
    ["not_approved", done, { ...approval, current: false }],
    ["new_plan", done, { ...approval, at: "2026-11-20T10:00:00Z" }],
    ["again", done, approval],
    ["go_on", buildRun({ state: "cancelled" }), approval],
  ] as const)("is %s", (kind, run, given) => {
    expect(toStartKind(run, { approval: given })).toBe(kind);
  });
});
