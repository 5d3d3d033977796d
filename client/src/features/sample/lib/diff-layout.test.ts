import { describe, expect, it } from "vitest";
import { buildDiffRow, buildDiffRows } from "../testing/build-sample.ts";
import { entryAt, groupAt, hasMapping, needsMore, toLayout } from "./diff-layout.ts";

describe("toLayout", () => {
  it("lays a heading before the rows of each field and keeps room for rows to come", () => {
    const layout = toLayout(buildDiffRows(4), 10);
    const kinds = Array.from({ length: layout.count }, (_, place) => entryAt(layout, place).kind);
    expect(kinds).toEqual([
      "group",
      "row",
      "row",
      "group",
      "row",
      "row",
      ...Array.from({ length: 6 }, () => "pending"),
    ]);
    expect(entryAt(layout, 4)).toMatchObject({ kind: "row", index: 2, row: { column: "paid" } });
    expect(entryAt(layout, 11)).toEqual({ kind: "pending", index: 9 });
  });

  it("names the field of any place", () => {
    const layout = toLayout(buildDiffRows(4), 4);
    expect([0, 2, 3, 5].map((place) => groupAt(layout, place)?.columnTitle)).toEqual([
      "Email",
      "Email",
      "Paid in total",
      "Paid in total",
    ]);
    expect(groupAt(toLayout([], 0), 0)).toBeNull();
  });

  it("is empty without rows", () => {
    expect(toLayout([], 0).count).toBe(0);
  });
});

describe("needsMore", () => {
  it("asks for rows when those in sight come near the end of what is loaded", () => {
    const layout = toLayout(buildDiffRows(500), 2000);
    expect(needsMore(layout, 20, 300)).toBe(false);
    expect(needsMore(layout, 220, 300)).toBe(true);
    expect(needsMore(layout, 1900, 300)).toBe(true);
  });
});

describe("the plan's side of a row", () => {
  it("finds a mapping for columns only", () => {
    expect(hasMapping(buildDiffRow())).toBe(true);
    expect(hasMapping(buildDiffRow({ column: "name" }))).toBe(false);
    expect(hasMapping(buildDiffRow({ column: "field:fax" }))).toBe(false);
  });
});
