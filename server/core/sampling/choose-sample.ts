import { compareTexts } from "../canonical.ts";
import type { Candidate } from "./candidates.ts";

export interface ChosenRecord {
  readonly key: string;
  /** Chosen only because another chosen record points to it. */
  readonly isParent: boolean;
  /** Shapes this record is the first of the sample to show. */
  readonly shapes: readonly number[];
}

export interface SampleChoice {
  /** In the order chosen, each record after those it points to. */
  readonly records: readonly ChosenRecord[];
  readonly covered: ReadonlySet<number>;
}

interface Pick {
  readonly candidate: Candidate;
  /** The record and everything it needs, what it needs first. */
  readonly closure: readonly Candidate[];
}

/**
 * The smallest set of records, as far as a greedy choice finds it, that shows every shape; with every record goes
 * what it links to. `target` is the most records the set may have, what they link to included. None of the records
 * is superfluous: without it, or without what it brings along, something would not be shown.
 */
export function chooseSample(input: {
  readonly candidates: readonly Candidate[];
  /** Candidates and everything they need, by key; what is not in it does not exist. */
  readonly known: ReadonlyMap<string, Candidate>;
  readonly target: number;
}): SampleChoice {
  const picks = input.candidates.map((candidate) => ({
    candidate,
    closure: closureOf(candidate, input.known),
  }));
  return tell(withoutSuperfluous(pickGreedily(picks, input.target)));
}

/** A record with what it needs, directly or over others; what is needed comes first. */
export function closureOf(candidate: Candidate, known: ReadonlyMap<string, Candidate>): readonly Candidate[] {
  const seen = new Set<string>();
  const ordered: Candidate[] = [];
  function visit(each: Candidate): void {
    if (seen.has(each.key)) return;
    seen.add(each.key);
    for (const key of each.requires) {
      const needed = known.get(key);
      if (needed) visit(needed);
    }
    ordered.push(each);
  }
  visit(candidate);
  return ordered;
}

function pickGreedily(picks: readonly Pick[], target: number): readonly Pick[] {
  const covered = new Set<number>();
  const taken = new Set<string>();
  const chosen: Pick[] = [];
  let open = [...picks].sort((a, b) => compareTexts(a.candidate.key, b.candidate.key));
  for (;;) {
    let best: { pick: Pick; gain: number; cost: number } | null = null;
    const useful: Pick[] = [];
    for (const pick of open) {
      const fresh = pick.closure.filter(({ key }) => !taken.has(key));
      const gain = countFresh(fresh, covered);
      if (gain === 0) continue;
      useful.push(pick);
      const cost = fresh.length;
      if (taken.size + cost > target) continue;
      if (best === null || gain * best.cost > best.gain * cost) best = { pick, gain, cost };
    }
    if (best === null) return chosen;
    open = useful.filter((pick) => pick !== best.pick);
    chosen.push(best.pick);
    for (const { key, shapes } of best.pick.closure) {
      taken.add(key);
      for (const shape of shapes) covered.add(shape);
    }
  }
}

function countFresh(records: readonly Candidate[], covered: ReadonlySet<number>): number {
  const fresh = new Set<number>();
  for (const { shapes } of records) for (const shape of shapes) if (!covered.has(shape)) fresh.add(shape);
  return fresh.size;
}

/** Later choices may have made an earlier one unnecessary; the newest are tried last. */
function withoutSuperfluous(chosen: readonly Pick[]): readonly Pick[] {
  const records = new Map<string, number>();
  const shapes = new Map<number, number>();
  const count = <K>(map: Map<K, number>, key: K, step: number): number => {
    const now = (map.get(key) ?? 0) + step;
    map.set(key, now);
    return now;
  };
  function add(pick: Pick): void {
    for (const record of pick.closure) {
      if (count(records, record.key, 1) === 1) for (const shape of record.shapes) count(shapes, shape, 1);
    }
  }
  /** True when nothing is lost without it. */
  function remove(pick: Pick): boolean {
    let isSpare = true;
    for (const record of pick.closure) {
      if (count(records, record.key, -1) > 0) continue;
      for (const shape of record.shapes) if (count(shapes, shape, -1) === 0) isSpare = false;
    }
    return isSpare;
  }
  for (const pick of chosen) add(pick);
  return chosen.filter((pick) => {
    if (remove(pick)) return false;
    add(pick);
    return true;
  });
}

function tell(chosen: readonly Pick[]): SampleChoice {
  const own = new Set(chosen.map(({ candidate }) => candidate.key));
  const covered = new Set<number>();
  const records = new Map<string, ChosenRecord>();
  for (const { closure } of chosen) {
    for (const { key, shapes } of closure) {
      if (records.has(key)) continue;
      const fresh = shapes.filter((shape) => !covered.has(shape));
      for (const shape of fresh) covered.add(shape);
      records.set(key, { key, isParent: !own.has(key), shapes: fresh });
    }
  }
  return { records: [...records.values()], covered };
}
