import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Candidate } from "./candidates.ts";
import { chooseSample, closureOf } from "./choose-sample.ts";
import { greedyCover } from "./greedy-cover.ts";

/** Records with random shapes; each may need earlier ones, so that nothing needs itself. */
const worlds = fc
  .array(
    fc.record({
      shapes: fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 8 }),
      requires: fc.array(fc.nat({ max: 40 }), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((records) =>
    records.map(
      ({ shapes, requires }, index): Candidate => ({
        key: `clients\n${index}`,
        shapes,
        requires: requires.filter((other) => other < index).map((other) => `clients\n${other}`),
      }),
    ),
  );

function choose(candidates: readonly Candidate[], target: number) {
  return chooseSample({ candidates, known: new Map(candidates.map((each) => [each.key, each])), target });
}

function shapesOf(candidates: readonly Candidate[]): Set<number> {
  return new Set(candidates.flatMap(({ shapes }) => shapes));
}

describe("the choice of a sample", () => {
  it("shows every shape when the target allows it", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { covered, records } = choose(world, world.length);
        expect([...covered].sort()).toEqual([...shapesOf(world)].sort());
        const chosen = new Set(records.map(({ key }) => key));
        expect([...shapesOf(world.filter(({ key }) => chosen.has(key)))].sort()).toEqual([...covered].sort());
      }),
    );
  });

  it("never holds more records than the target", () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 20 }), (world, target) => {
        expect(choose(world, target).records.length).toBeLessThanOrEqual(target);
      }),
    );
  });

  it("brings along what its records link to, first", () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 40 }), (world, target) => {
        const before = new Set<string>();
        for (const { key } of choose(world, target).records) {
          const record = world.find((each) => each.key === key);
          for (const needed of record?.requires ?? []) expect(before.has(needed)).toBe(true);
          before.add(key);
        }
      }),
    );
  });

  it("holds no record that could be left out", () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 40 }), (world, target) => {
        const { records, covered } = choose(world, target);
        const known = new Map(world.map((each) => [each.key, each]));
        const chosen = records.filter(({ isParent }) => !isParent).flatMap(({ key }) => known.get(key) ?? []);
        for (const one of chosen) {
          const others = chosen.filter((each) => each !== one).flatMap((each) => closureOf(each, known));
          expect(shapesOf(others).size).toBeLessThan(covered.size);
        }
      }),
    );
  });

  it("does not depend on the order of the records", () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 40 }), fc.nat(), (world, target, turn) => {
        const at = turn % world.length;
        const turned = [...world.slice(at), ...world.slice(0, at)].reverse();
        expect(choose(turned, target)).toEqual(choose(world, target));
      }),
    );
  });

  it("needs no more records than taking each shape by itself would", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const picked = greedyCover(world, world.length);
        expect([...shapesOf(picked)].sort()).toEqual([...shapesOf(world)].sort());
        expect(picked.length).toBeLessThanOrEqual(shapesOf(world).size);
      }),
    );
  });

  it("tells which shapes each record was taken for", () => {
    const known = [
      { key: "team\n1", shapes: [1], requires: [] },
      { key: "clients\n1", shapes: [2, 3], requires: ["team\n1"] },
      { key: "clients\n2", shapes: [3], requires: [] },
    ];
    expect(choose(known, 10).records).toEqual([
      { key: "team\n1", isParent: true, shapes: [1] },
      { key: "clients\n1", isParent: false, shapes: [2, 3] },
    ]);
  });
});
