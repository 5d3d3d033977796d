import type { Failure } from "../contract/errors.ts";
import { FailureError } from "../contract/errors.ts";
import type { Result } from "../contract/result.ts";
import { decideRetry } from "../core/retry.ts";
import type { RunRow } from "../store/store.ts";
import type { EngineDeps } from "./deps.ts";
import { stopIfInterrupted } from "./interruption.ts";
import { pause } from "./lease.ts";

/** Shorter waits are not worth a change of the screen. */
const announceFromMs = 2_000;

export interface Waiting {
  /**
   * Waits as long as the failure asks for, the run showing as waiting. Throws the failure when waiting does not
   * help, and the interruption when the run is asked to stop meanwhile.
   */
  after(failure: Failure, attempt: number): Promise<void>;
  /** Waits a fixed time for a reason of our own, in the words of `failure`. */
  forMs(ms: number, failure: Failure): Promise<void>;
  /** Calls until it succeeds; retryable failures wait, all others are thrown as `FailureError`. */
  until<T>(call: () => Promise<Result<T>>): Promise<T>;
  /** A person asked to go on now: ends every wait. */
  goOn(): void;
  /** True while at least one wait is announced. */
  isAnnounced(): boolean;
  /** The same waits, which end also when `signal` aborts. */
  stoppedBy(signal: AbortSignal): Waiting;
}

interface Shared {
  readonly wakers: Set<AbortController>;
  announced: number;
}

type WaitingDeps = Pick<EngineDeps, "clock" | "random">;

interface WaitingOptions {
  readonly signal: AbortSignal;
  readonly show: (waiting: RunRow["waiting"]) => Promise<void>;
}

/** Waits of one run. Several boards may wait at a time: the run shows as waiting until the last goes on. */
export function createWaiting(deps: WaitingDeps, options: WaitingOptions): Waiting {
  return waitingWith(deps, options, { wakers: new Set(), announced: 0 });
}

function waitingWith(deps: WaitingDeps, options: WaitingOptions, shared: Shared): Waiting {
  async function sleep(ms: number): Promise<void> {
    const waker = new AbortController();
    const signal = AbortSignal.any([waker.signal, options.signal]);
    shared.wakers.add(waker);
    try {
      await pause(deps.clock.sleep(ms, signal), signal);
    } finally {
      shared.wakers.delete(waker);
    }
  }

  async function sleepAnnounced(ms: number, failure: Failure): Promise<void> {
    shared.announced += 1;
    try {
      await options.show({ reason: failure.userMessage, code: failure.code, until: deps.clock.now() + ms });
      await sleep(ms);
    } finally {
      shared.announced -= 1;
    }
    if (shared.announced === 0 && !options.signal.aborted) await options.show(null);
  }

  async function forMs(ms: number, failure: Failure): Promise<void> {
    stopIfInterrupted(options.signal);
    await (ms < announceFromMs ? sleep(ms) : sleepAnnounced(ms, failure));
    stopIfInterrupted(options.signal);
  }

  async function after(failure: Failure, attempt: number): Promise<void> {
    const decision = decideRetry(failure, { attempt, random: deps.random() });
    if (decision.action !== "wait") throw new FailureError(failure);
    await forMs(decision.delayMs, failure);
  }

  return {
    after,
    forMs,
    async until(call) {
      for (let attempt = 0; ; attempt += 1) {
        stopIfInterrupted(options.signal);
        const result = await call();
        if (result.ok) return result.value;
        await after(result.error, attempt);
      }
    },
    goOn() {
      for (const waker of shared.wakers) waker.abort();
    },
    isAnnounced: () => shared.announced > 0,
    stoppedBy: (signal) =>
      waitingWith(deps, { ...options, signal: AbortSignal.any([options.signal, signal]) }, shared),
  };
}
