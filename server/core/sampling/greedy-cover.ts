import { compareTexts } from "../canonical.ts";
import type { Candidate } from "./candidates.ts";

/** The records that, one after the other, show most of what is not shown yet. Stops when everything is. */
export function greedyCover(candidates: readonly Candidate[], atMost: number): readonly Candidate[] {
  const covered = new Set<number>();
  const bounds = candidates.map((candidate) => ({ candidate, gain: candidate.shapes.length }));
  const picked: Candidate[] = [];
  while (picked.length < atMost) {
    const best = takeBest(bounds, covered);
    if (best === null) break;
    picked.push(best);
    for (const shape of best.shapes) covered.add(shape);
  }
  return picked;
}

interface Bound {
  readonly candidate: Candidate;
  /** What it would have added when last asked; it can only have become less. */
  gain: number;
}

function takeBest(bounds: Bound[], covered: ReadonlySet<number>): Candidate | null {
  let best: Bound | null = null;
  bounds.sort((a, b) => b.gain - a.gain || compareTexts(a.candidate.key, b.candidate.key));
  for (const bound of bounds) {
    if (best && bound.gain < best.gain) break;
    bound.gain = bound.candidate.shapes.reduce((sum, shape) => sum + (covered.has(shape) ? 0 : 1), 0);
    if (bound.gain > 0 && (best === null || isBetter(bound, best))) best = bound;
  }
  return best?.candidate ?? null;
}

function isBetter(left: Bound, right: Bound): boolean {
  return left.gain > right.gain || (left.gain === right.gain && left.candidate.key < right.candidate.key);
}
