import { describe, expect, it } from "vitest";
import { createFormat } from "../../../lib/format.ts";
import { buildPhase, buildRun } from "../testing/build-run.ts";
import { isUnfinished, toCancelSentences, toHeadline, toUsableBoards } from "./import-words.ts";

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
});

describe("isUnfinished", () => {
  it("is true only for runs that ended early", () => {
    expect((["failed", "cancelled"] as const).every((state) => isUnfinished(buildRun({ state })))).toBe(true);
    expect(
      (["running", "paused", "succeeded"] as const).some((state) => isUnfinished(buildRun({ state }))),
    ).toBe(false);
  });
});
