import { compareTexts } from "../canonical.ts";
import type { SeenRecord } from "./record-shapes.ts";

/** Records kept for each shape: a choice for the greedy pass, and little memory. */
const keptPerShape = 3;

/** A record with everything it shows, extremes included. */
export interface Candidate {
  readonly key: string;
  readonly shapes: readonly number[];
  readonly requires: readonly string[];
}

export interface Candidates {
  add(seen: SeenRecord): void;
  /** At most a few for each shape; every shape seen is shown by one of them. The order of `add` does not matter. */
  finish(): readonly Candidate[];
  /** Shapes of a record that was looked at again, such as one that others link to. */
  complete(seen: SeenRecord): Candidate;
}

interface Kept {
  readonly seen: SeenRecord;
  /** Shapes and extremes it is kept for. */
  uses: number;
}

/** Collects, while records stream by, the few from which a sample is chosen. */
export function createCandidates(): Candidates {
  const kept = new Map<string, Kept>();
  const byShape = new Map<number, Kept[]>();
  const extremes = new Map<number, { holder: Kept; size: number }>();

  function keep(entry: Kept): void {
    entry.uses += 1;
    kept.set(entry.seen.key, entry);
  }
  function drop(entry: Kept): void {
    entry.uses -= 1;
    if (entry.uses === 0) kept.delete(entry.seen.key);
  }
  function offer(shape: number, entry: Kept): void {
    const list = byShape.get(shape);
    if (!list) {
      byShape.set(shape, [entry]);
      keep(entry);
      return;
    }
    const worst = list.at(-1);
    if (list.length >= keptPerShape && worst && compare(entry, worst) > 0) return;
    list.push(entry);
    list.sort(compare);
    keep(entry);
    const last = list.length > keptPerShape ? list.pop() : undefined;
    if (last) drop(last);
  }
  function offerExtreme(shape: number, size: number, entry: Kept): void {
    const best = extremes.get(shape);
    if (best && (best.size > size || (best.size === size && compare(entry, best.holder) > 0))) return;
    extremes.set(shape, { holder: entry, size });
    keep(entry);
    if (best) drop(best.holder);
  }
  function complete(seen: SeenRecord): Candidate {
    const held = seen.extremes.filter(({ shape }) => extremes.get(shape)?.holder.seen.key === seen.key);
    const { key, requires } = seen;
    return { key, requires, shapes: [...seen.shapes, ...held.map(({ shape }) => shape)] };
  }

  return {
    complete,
    add(seen) {
      const entry: Kept = { seen, uses: 0 };
      for (const shape of seen.shapes) offer(shape, entry);
      for (const { shape, size } of seen.extremes) offerExtreme(shape, size, entry);
    },
    finish: () => [...kept.values()].sort(compare).map(({ seen }) => complete(seen)),
  };
}

/** Records that show more come first; then by key. */
function compare(left: Kept, right: Kept): number {
  return right.seen.shapes.length - left.seen.shapes.length || compareTexts(left.seen.key, right.seen.key);
}
