import { describe, expect, it } from "vitest";
import { createBatchSizer, type Pace } from "./batch-size.ts";

const pace = (overrides: Partial<Pace> = {}): Pace => ({
  complexityPerMinute: null,
  complexityPerWrite: 10_000,
  room: null,
  ...overrides,
});

describe("createBatchSizer", () => {
  it("starts at 20 and grows to 50 while full batches are answered quickly", () => {
    const sizer = createBatchSizer();
    expect(sizer.size(pace())).toBe(20);
    sizer.answered(5, 100);
    expect(sizer.size(pace())).toBe(20);
    for (let batch = 0; batch < 20; batch++) sizer.answered(sizer.size(pace()), 100);
    expect(sizer.size(pace())).toBe(50);
  });

  it("halves on slow answers and on calls that were too complex", () => {
    const sizer = createBatchSizer();
    sizer.answered(20, 30_000);
    expect(sizer.size(pace())).toBe(10);
    sizer.failed("too_complex");
    expect(sizer.size(pace())).toBe(5);
  });

  it("sends one by one when nobody knows which write failed", () => {
    const sizer = createBatchSizer();
    sizer.failed("whole");
    expect(sizer.size(pace())).toBe(1);
  });

  it("spends at most a quarter of a minute's complexity, and never more than one call may", () => {
    const sizer = createBatchSizer();
    expect(sizer.size(pace({ complexityPerMinute: 400_000 }))).toBe(10);
    expect(sizer.size(pace({ complexityPerWrite: 1_000_000 }))).toBe(5);
    expect(sizer.size(pace({ complexityPerWrite: 9_000_000 }))).toBe(1);
  });

  it("uses up what is left of a minute with a smaller batch", () => {
    const sizer = createBatchSizer();
    expect(sizer.size(pace({ room: 70_000 }))).toBe(7);
    expect(sizer.size(pace({ room: 9_000 }))).toBe(20);
  });
});
