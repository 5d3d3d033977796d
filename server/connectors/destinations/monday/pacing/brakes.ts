import type { Failure, FailureCode } from "../../../../contract/errors.ts";
import { RATE_WINDOW_MS } from "../limits.ts";

type Operation = "query" | "mutation";

/** A wait that is due, and the limit behind it. */
export interface Delay {
  readonly ms: number;
  readonly code: FailureCode;
}

export interface Brakes {
  /** How a call ended; a limit that was hit anyway lets nobody go on before monday said so. */
  learn(operation: Operation, failure: Failure): void;
  /** Waits in force for calls of this kind. */
  delays(operation: Operation): readonly Delay[];
  /** By how much the concurrent calls are to be divided. */
  crowding(): number;
}

/** How long crowding lowers our own concurrency. */
const CROWDED_MS = 30_000;
const CROWDING_MAX = 64;
const JITTER_MS = 250;

export function createBrakes(deps: { readonly now: () => number; readonly random: () => number }): Brakes {
  let blocks: { code: FailureCode; untilMs: number; operation: Operation | null }[] = [];
  let crowded = { divisor: 1, untilMs: 0 };

  return {
    learn(operation, failure) {
      const untilMs = deps.now() + (failure.retryAfterMs ?? RATE_WINDOW_MS) + deps.random() * JITTER_MS;
      switch (failure.code) {
        case "monday.rate_limited":
        case "monday.daily_limit":
        case "monday.blocked":
          blocks.push({ code: failure.code, untilMs, operation: null });
          return;
        case "monday.complexity_exceeded":
          blocks.push({ code: failure.code, untilMs, operation });
          return;
        case "monday.concurrency_exceeded": {
          const divisor = Math.min(crowded.divisor * 2, CROWDING_MAX);
          crowded = { divisor, untilMs: deps.now() + CROWDED_MS };
          blocks.push({ code: failure.code, untilMs, operation: null });
          return;
        }
        default:
          if (crowded.untilMs <= deps.now()) crowded = { divisor: 1, untilMs: 0 };
      }
    },
    delays(operation) {
      const now = deps.now();
      blocks = blocks.filter((block) => block.untilMs > now);
      return blocks
        .filter((block) => block.operation === null || block.operation === operation)
        .map((block) => ({ ms: block.untilMs - now, code: block.code }));
    },
    crowding: () => (crowded.untilMs > deps.now() ? crowded.divisor : 1),
  };
}
