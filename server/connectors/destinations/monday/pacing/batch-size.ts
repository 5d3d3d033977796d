import { BATCH_SIZE_MAX, BATCH_SIZE_START, REQUEST_COMPLEXITY_MAX } from "../limits.ts";

/** A full batch answered within this makes the next one larger; slower than the second figure makes it smaller. */
const QUICK_MS = 5_000;
const SLOW_MS = 20_000;
const STEP = 5;
/** A batch may cost this part of the minute's complexity, so that pauses stay short. */
const BUDGET_SHARE = 0.25;

/** How many writes the next call should carry. Grows slowly, shrinks at once. */
export interface BatchSizer {
  size(pace: { complexityPerMinute: number | null; complexityPerWrite: number }): number;
  answered(operations: number, tookMs: number): void;
  /** `whole`: the call failed as a whole and nobody knows which write did it. */
  failed(why: "slow" | "too_complex" | "whole"): void;
}

export function createBatchSizer(): BatchSizer {
  let wanted = BATCH_SIZE_START;
  return {
    size({ complexityPerMinute, complexityPerWrite }) {
      const budget = Math.min(
        REQUEST_COMPLEXITY_MAX,
        complexityPerMinute === null ? REQUEST_COMPLEXITY_MAX : complexityPerMinute * BUDGET_SHARE,
      );
      const affordable = Math.floor(budget / Math.max(1, complexityPerWrite));
      return Math.max(1, Math.min(wanted, affordable));
    },
    answered(operations, tookMs) {
      if (tookMs > SLOW_MS) wanted = Math.max(1, Math.ceil(wanted / 2));
      else if (tookMs < QUICK_MS && operations >= wanted) wanted = Math.min(BATCH_SIZE_MAX, wanted + STEP);
    },
    failed(why) {
      wanted = why === "whole" ? 1 : Math.max(1, Math.floor(wanted / 2));
    },
  };
}
