import { BATCH_SIZE_MAX, BATCH_SIZE_START, BATCH_SIZE_STEP, REQUEST_COMPLEXITY_MAX } from "../limits.ts";

/** A full batch answered within this makes the next one larger; slower than the second figure makes it smaller. */
const QUICK_MS = 5_000;
const SLOW_MS = 20_000;
/** A batch may cost this part of the minute's complexity, so that pauses stay short. */
const BUDGET_SHARE = 0.25;

export interface Pace {
  readonly complexityPerMinute: number | null;
  readonly complexityPerWrite: number;
  /** Complexity that can be spent now without waiting. */
  readonly room: number | null;
}

/** How many writes the next call should carry. Grows slowly, shrinks at once. */
export interface BatchSizer {
  size(pace: Pace): number;
  answered(operations: number, tookMs: number): void;
  /** `whole`: the call failed as a whole and nobody knows which write did it. */
  failed(why: "slow" | "too_complex" | "whole"): void;
}

/** Writes a call may carry at most on this account, however quickly it answers. */
export function mostPerCall({ complexityPerMinute, complexityPerWrite }: Omit<Pace, "room">): number {
  const budget = Math.min(
    REQUEST_COMPLEXITY_MAX,
    complexityPerMinute === null ? REQUEST_COMPLEXITY_MAX : complexityPerMinute * BUDGET_SHARE,
  );
  const affordable = Math.floor(budget / Math.max(1, complexityPerWrite));
  return Math.max(1, Math.min(BATCH_SIZE_MAX, affordable));
}

export function createBatchSizer(): BatchSizer {
  let wanted = BATCH_SIZE_START;
  return {
    size({ complexityPerMinute, complexityPerWrite, room }) {
      const each = Math.max(1, complexityPerWrite);
      const size = Math.min(wanted, mostPerCall({ complexityPerMinute, complexityPerWrite }));
      // The rest of a minute is used up by a smaller batch instead of being left over.
      const now = room === null ? size : Math.floor(room / each);
      return now >= 1 ? Math.min(size, now) : size;
    },
    answered(operations, tookMs) {
      if (tookMs > SLOW_MS) wanted = Math.max(1, Math.ceil(wanted / 2));
      else if (tookMs < QUICK_MS && operations >= wanted)
        wanted = Math.min(BATCH_SIZE_MAX, wanted + BATCH_SIZE_STEP);
    },
    failed(why) {
      wanted = why === "whole" ? 1 : Math.max(1, Math.floor(wanted / 2));
    },
  };
}
