/** Amounts spent within the last `spanMs`, kept in slices so that memory does not grow with the number of calls. */
export interface SlidingWindow {
  used(nowMs: number): number;
  /** Books an amount; a negative one corrects an estimate that was too high. */
  add(nowMs: number, amount: number): void;
  /** Milliseconds until `amount` more fits under `limit`; 0 when it fits now. */
  waitFor(nowMs: number, amount: number, limit: number): number;
}

const SLICES = 60;

/** A slice counts until its last instant has left the span, so the sum is never too low. */
export function createSlidingWindow(spanMs: number): SlidingWindow {
  const sliceMs = spanMs / SLICES;
  /** Newest last; at most one more than `SLICES`. */
  let slices: { endsAtMs: number; amount: number }[] = [];

  function drop(nowMs: number): void {
    while (slices[0] && slices[0].endsAtMs + spanMs <= nowMs) slices.shift();
  }

  function used(nowMs: number): number {
    drop(nowMs);
    return slices.reduce((sum, slice) => sum + slice.amount, 0);
  }

  return {
    used,
    add(nowMs, amount) {
      drop(nowMs);
      const newest = slices.at(-1);
      if (newest && nowMs < newest.endsAtMs) newest.amount += amount;
      else slices = [...slices, { endsAtMs: nowMs + sliceMs, amount }];
    },
    waitFor(nowMs, amount, limit) {
      let sum = used(nowMs);
      if (sum <= 0 || sum + amount <= limit) return 0;
      for (const slice of slices) {
        sum -= slice.amount;
        // More than the whole limit: let it through alone, monday will say if it is too much.
        if (sum <= 0 || sum + amount <= limit) return Math.max(1, slice.endsAtMs + spanMs - nowMs);
      }
      return spanMs;
    },
  };
}
