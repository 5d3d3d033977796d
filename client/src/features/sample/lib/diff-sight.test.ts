import { describe, expect, it } from "vitest";
import { isNear, toPages, toSight } from "./diff-sight.ts";

describe("the pages in sight", () => {
  it("are those that hold the rows", () => {
    expect(toSight({ first: 95, last: 118 }, 100)).toEqual({ from: 0, to: 1 });
    expect(toSight({ first: 200, last: 299 }, 100)).toEqual({ from: 2, to: 2 });
    expect(toSight({ first: 0, last: -1 }, 100)).toEqual({ from: 0, to: 0 });
  });

  it("are near when one scrolls on, and far after a jump", () => {
    const sight = { from: 4, to: 5 };
    expect(isNear(sight, { from: 6, to: 6 })).toBe(true);
    expect(isNear(sight, { from: 3, to: 3 })).toBe(true);
    expect(isNear(sight, { from: 7, to: 7 })).toBe(false);
    expect(isNear(sight, { from: 0, to: 2 })).toBe(false);
  });

  it("are loaded before their neighbours, and nothing else is", () => {
    expect(toPages({ from: 4, to: 5 }, 100)).toEqual([4, 5, 6, 3]);
    expect(toPages({ from: 0, to: 0 }, 1)).toEqual([0]);
    expect(toPages({ from: 99, to: 99 }, 100)).toEqual([99, 98]);
  });
});
