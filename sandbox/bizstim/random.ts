/** A small repeatable source of chance: the same seed and place always give the same row. */
export interface Chance {
  /** A number in [0, 1). */
  next(): number;
  /** An integer in [0, limit). */
  below(limit: number): number;
  /** An integer in [from, to], both included. */
  between(from: number, to: number): number;
  /** True with the given probability. */
  happens(probability: number): boolean;
  pick<T>(choices: readonly [T, ...T[]]): T;
}

/** mulberry32 (public-domain algorithm by Tommy Ettinger): 32 bits of state, good enough for believable rows. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Chance for one row: `salt` keeps the streams apart, `index` the rows. No state is shared between rows. */
export function chanceAt(seed: number, salt: number, index: number): Chance {
  const next = mulberry32(
    Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35),
  );
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    between: (from, to) => from + below(to - from + 1),
    happens: (probability) => next() < probability,
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
  };
}
