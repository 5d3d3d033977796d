import { describe, expect, it } from "vitest";
import type { PlanLabel } from "../../../lib/contract.ts";
import { buildColumn } from "../../../lib/testing/build-plan.ts";
import { isOneEditApart, proposeMerges, toMergeEdits } from "./near-duplicates.ts";

function labels(...counts: readonly (readonly [string, number])[]): PlanLabel[] {
  return counts.map(([label, count]) => ({ label, count, color: "done-green", values: [label] }));
}

function proposed(...counts: readonly (readonly [string, number])[]) {
  return proposeMerges(labels(...counts)).map(({ keep, merge, kind }) => ({
    keep: keep.label,
    merge: merge.map((label) => label.label),
    kind,
  }));
}

describe("proposeMerges", () => {
  it("merges labels that differ in case, blanks, accents or punctuation into the most frequent one", () => {
    expect(proposed(["no-show", 2], ["No Show", 40], ["Café", 1], ["cafe", 3])).toEqual([
      { keep: "No Show", merge: ["no-show"], kind: "spelling" },
      { keep: "cafe", merge: ["Café"], kind: "spelling" },
    ]);
  });

  it("proposes labels one letter apart as a possible typing error", () => {
    expect(proposed(["Cancelled", 90], ["Canceled", 4])).toEqual([
      { keep: "Cancelled", merge: ["Canceled"], kind: "similar" },
    ]);
  });

  it.each([
    ["a digit", "Room 1", "Room 2"],
    ["a short word", "Group A", "Group B"],
    ["short words", "Paid", "Said"],
    ["the opposite", "Active", "Inactive"],
    ["a longer number", "Package 10000", "Package 1000"],
  ])("leaves labels alone that differ in %s", (_what, one, other) => {
    expect(proposed([one, 5], [other, 4])).toEqual([]);
  });

  it("uses a label in one proposal only", () => {
    expect(proposed(["Session", 9], ["Sessions", 5], ["session", 3])).toEqual([
      { keep: "Session", merge: ["Sessions", "session"], kind: "similar" },
    ]);
  });

  it("does not compare labels without letters or digits", () => {
    expect(proposed(["?", 2], ["-", 1])).toEqual([]);
  });
});

describe("isOneEditApart", () => {
  it.each([
    ["session", "sesion", true],
    ["session", "sessoin", true],
    ["session", "sessian", true],
    ["session", "session", false],
    ["session", "passion", false],
    ["ab", "abcd", false],
  ])("%s and %s: %s", (one, other, expected) => {
    expect(isOneEditApart(one, other)).toBe(expected);
    expect(isOneEditApart(other, one)).toBe(expected);
  });
});

describe("toMergeEdits", () => {
  it("maps every source value of a merged label", () => {
    const [keep, merged] = labels(["No Show", 40], ["no-show", 2]);
    if (keep === undefined || merged === undefined) throw new Error("two labels expected");
    const proposal = {
      keep,
      merge: [{ ...merged, values: ["no-show", "NO-SHOW"] }],
      kind: "spelling" as const,
    };
    expect(toMergeEdits("sessions", buildColumn({ key: "status" }), proposal)).toEqual([
      { op: "column.map", board: "sessions", column: "status", value: "no-show", label: "No Show" },
      { op: "column.map", board: "sessions", column: "status", value: "NO-SHOW", label: "No Show" },
    ]);
  });
});
