import { describe, expect, it } from "vitest";
import { createFormat } from "../../../lib/format.ts";
import { buildRun } from "../../../lib/testing/builders.ts";
import { buildNoSample, buildSample } from "../testing/build-sample.ts";
import { toFirstWish, toSampleOptions } from "./choice.ts";
import {
  toCoverageSentence,
  toFooterNote,
  toHeadline,
  toPhaseGroups,
  toPlaceSentence,
  toVerdictMeanings,
} from "./words.ts";

const format = createFormat({ country: "US", timeFormat: "24H", timeZone: "UTC" });

describe("toCoverageSentence", () => {
  it("says how much a few records show", () => {
    expect(toCoverageSentence(buildSample(), format)).toBe("118 records cover 410 of 412 value shapes");
  });

  it("speaks of all records for a rehearsal", () => {
    const view = buildSample({ rehearsal: true, landing: "test_workspace", workspaceName: "Portage test" });
    expect(toCoverageSentence(view, format)).toBe("Full rehearsal: 12,481 records in the test workspace");
    expect(toPlaceSentence(view, false)).toContain("“Portage test”");
  });
});

describe("toPlaceSentence", () => {
  it("names the mark of the sample until the import has taken it away", () => {
    expect(toPlaceSentence(buildSample(), false)).toContain("marked in the column “Portage sample”");
    expect(toPlaceSentence(buildSample(), true)).toBe(
      "They are on your real boards, part of the import now.",
    );
  });
});

describe("what a verdict means", () => {
  const counts = { same: 0, converted: 0, lossy: 0, wrong: 0 };
  const withLossy = (columns: Readonly<Record<string, number>>) => {
    const lossy = Object.values(columns).reduce((sum, count) => sum + count, 0);
    const [board] = buildSample().boards;
    if (board === undefined) throw new Error("the sample has no board");
    return {
      counts: { ...counts, lossy },
      boards: [
        {
          ...board,
          columns: Object.entries(columns).map(([column, count]) => ({
            column,
            title: column,
            counts: { ...counts, lossy: count },
          })),
        },
      ],
    };
  };

  it("tells fields without a column from values that fit only in part", () => {
    const view = withLossy({ "field:fax": 1200, "field:age": 34, notes: 6, "record:merged": 1 });
    expect(toVerdictMeanings(view, "lossy", format)).toEqual([
      "1,234 have no column in the plan",
      "1 record without an item of its own",
      "6 fit only in part",
    ]);
  });

  it("speaks only of what there is", () => {
    expect(toVerdictMeanings(withLossy({ "field:fax": 1 }), "lossy", format)).toEqual([
      "1 has no column in the plan",
    ]);
    expect(toVerdictMeanings(withLossy({ notes: 2 }), "lossy", format)).toEqual([
      "a part of it does not fit",
    ]);
    expect(toVerdictMeanings(withLossy({}), "same", format)).toEqual(["arrived as it is in the source"]);
  });
});

describe("runs of this screen", () => {
  it("tells a sample from its removal", () => {
    expect(toHeadline(buildRun({ kind: "sample" }))).toBe("The sample is under way.");
    expect(toHeadline(buildRun({ kind: "rollback" }))).toBe("The sample is being removed.");
  });

  it("groups phases by what they do", () => {
    const [phase] = buildRun().phases;
    if (phase === undefined) throw new Error("the run has no phase");
    const run = buildRun({
      kind: "sample",
      phases: [
        { ...phase, key: "compare:clients", kind: "compare" },
        { ...phase, key: "choose", kind: "choose" },
        { ...phase, key: "load:clients", kind: "load" },
      ],
    });
    expect(toPhaseGroups(run).map(({ title }) => title)).toEqual([
      "Choosing the records",
      "Writing the sample",
      "Comparing field by field",
    ]);
    expect(toPhaseGroups({ ...run, kind: "rollback" }).map(({ title }) => title)).toEqual([
      "Making sure that it is gone",
    ]);
  });
});

describe("toFooterNote", () => {
  it("says how long the chosen kind takes", () => {
    const input = {
      next: { kind: "run", again: false, reason: null },
      view: buildNoSample(),
      plan: { approval: null },
    } as const;
    expect(toFooterNote({ ...input, wish: { kind: "boards", target: 100 } }, format)).toContain("2 minutes");
    expect(toFooterNote({ ...input, wish: { kind: "rehearsal", target: 100 } }, format)).toContain("1 hour");
  });
});

describe("the wish", () => {
  it("begins with what the last sample was and becomes its options", () => {
    expect(toFirstWish(buildSample({ target: 120 }), false)).toEqual({ kind: "boards", target: 150 });
    expect(toFirstWish(buildSample({ rehearsal: true }), false)).toMatchObject({ kind: "rehearsal" });
    expect(toFirstWish(buildSample(), true).kind).toBe("test_workspace");
    expect(toSampleOptions({ kind: "boards", target: 75 })).toEqual({
      landing: "boards",
      rehearsal: false,
      target: 75,
    });
    expect(toSampleOptions({ kind: "rehearsal", target: 75 })).toEqual({
      landing: "test_workspace",
      rehearsal: true,
    });
  });
});
