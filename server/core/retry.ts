import type { Failure } from "../contract/errors.ts";
import { assertNever } from "../contract/result.ts";

export type RetryDecision =
  | { readonly action: "wait"; readonly delayMs: number }
  | { readonly action: "stop" }
  | { readonly action: "ask" };

const firstDelayMs = 1_000;
const longestDelayMs = 120_000;

/** Exponential with full jitter above half of the step, so that parallel runs do not meet again. */
function backoffMs(attempt: number, random: number): number {
  const step = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt, 20));
  return Math.round(step / 2 + (step / 2) * random);
}

/**
 * What to do about a failure: wait and go on, give this call or record up, or ask the admin.
 * `attempt` counts from 0 (attempts already made before this failure), `random` is in [0, 1).
 * A failure that names its own waiting time is never retried earlier.
 */
export function decideRetry(
  failure: Failure,
  { attempt, random }: { readonly attempt: number; readonly random: number },
): RetryDecision {
  switch (failure.kind) {
    case "retryable": {
      if (failure.retryAfterMs !== undefined) {
        return { action: "wait", delayMs: failure.retryAfterMs + Math.round(random * 250) };
      }
      return { action: "wait", delayMs: backoffMs(attempt, random) };
    }
    case "needs_user":
      return { action: "ask" };
    case "permanent":
    case "bug":
      return { action: "stop" };
    default:
      return assertNever(failure.kind);
  }
}
