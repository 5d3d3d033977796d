import type { Clock } from "../../server/engine/deps.ts";

/** Sleeps this long never end by themselves in a quick clock: heartbeats of a test that has no need of them. */
export const foreverMs = 1e12;

export interface QuickClock extends Clock {
  advance(ms: number): void;
  /** Sleeps so far, for tests that ask how long a run waited. */
  readonly slept: readonly number[];
}

/** A clock whose sleeps pass at once: time jumps forward by what was slept. */
export function createQuickClock(startAt = Date.UTC(2026, 10, 21, 9)): QuickClock {
  let now = startAt;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    advance(ms) {
      now += ms;
    },
    sleep(ms, signal) {
      return new Promise((resolve) => {
        if (signal.aborted) return resolve();
        if (ms >= foreverMs) {
          signal.addEventListener("abort", () => resolve(), { once: true });
          return;
        }
        slept.push(ms);
        now += ms;
        setImmediate(resolve);
      });
    },
  };
}
