import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DiffGroup } from "../../../lib/contract.ts";
import { buildDiffRow, buildDiffRows, toGroups } from "../testing/build-sample.ts";
import { type DiffEntry, entryAt, groupAt, hasMapping, rowsBetween, toLayout } from "./diff-layout.ts";

const everything = Number.POSITIVE_INFINITY;

function buildGroup(place: number, count: number): DiffGroup {
  const board = `board-${Math.floor(place / 3)}`;
  return { board, boardTitle: board, column: `c-${place}`, columnTitle: `C ${place}`, count };
}

/** What the server would list: every row of every group, in the order of the groups. */
const counts = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 });

function entries(groups: readonly DiffGroup[], most = everything): readonly DiffEntry[] {
  const layout = toLayout(groups, most);
  return Array.from({ length: layout.count }, (_, place) => entryAt(layout, () => undefined, place));
}

describe("toLayout", () => {
  it("lays a heading before the rows of each field, and tells rows that are not loaded", () => {
    const rows = buildDiffRows(4);
    const layout = toLayout(toGroups(rows), everything);
    const rowAt = (index: number) => (index < 3 ? rows[index] : undefined);
    const kinds = Array.from({ length: layout.count }, (_, place) => entryAt(layout, rowAt, place).kind);
    expect(kinds).toEqual(["group", "row", "row", "group", "row", "pending"]);
    expect(entryAt(layout, rowAt, 4)).toMatchObject({ kind: "row", index: 2, row: { column: "paid" } });
    expect(entryAt(layout, rowAt, 5)).toEqual({ kind: "pending", index: 3 });
    expect(toLayout([], everything)).toEqual({ groups: [], rows: 0, count: 0 });
    expect(groupAt(toLayout([], everything), 0)).toBeNull();
  });

  it("puts every row into exactly one group, in the order of the server", () => {
    fc.assert(
      fc.property(counts, (sizes) => {
        const groups = sizes.map((count, place) => buildGroup(place, count));
        const layout = toLayout(groups, everything);
        const served = groups.flatMap(({ column, count }) => Array.from({ length: count }, () => column));
        const laid = entries(groups).flatMap((entry, place) =>
          entry.kind === "group" ? [] : [{ index: entry.index, column: groupAt(layout, place)?.column }],
        );
        expect(laid).toEqual(served.map((column, index) => ({ index, column })));
        for (const group of layout.groups) expect(served[group.firstRow]).toBe(group.column);
      }),
    );
  });

  it("names the rows between any two places", () => {
    fc.assert(
      fc.property(counts, fc.nat(60), fc.nat(60), (sizes, from, length) => {
        const groups = sizes.map((count, place) => buildGroup(place, count));
        const shown = entries(groups).slice(from, from + length + 1);
        const indexes = shown.flatMap((entry) => (entry.kind === "group" ? [] : [entry.index]));
        fc.pre(indexes.length > 0);
        const layout = toLayout(groups, everything);
        const { first, last } = rowsBetween(layout, from, from + shown.length - 1);
        expect([first, last]).toEqual([indexes[0], indexes.at(-1)]);
      }),
    );
  });

  it("ends a list that is too long for a page within a group", () => {
    const groups = [buildGroup(0, 4), buildGroup(1, 4), buildGroup(2, 4)];
    const layout = toLayout(groups, 6);
    expect(layout).toMatchObject({ rows: 6, count: 8 });
    expect(layout.groups.map(({ at, firstRow, count }) => [at, firstRow, count])).toEqual([
      [0, 0, 4],
      [5, 4, 2],
    ]);
  });
});

describe("the plan's side of a row", () => {
  it("finds a mapping for columns only", () => {
    expect(hasMapping(buildDiffRow())).toBe(true);
    expect(hasMapping(buildDiffRow({ column: "name" }))).toBe(false);
    expect(hasMapping(buildDiffRow({ column: "field:fax" }))).toBe(false);
  });
});
