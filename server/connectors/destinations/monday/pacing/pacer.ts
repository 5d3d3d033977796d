import { type Failure, type FailureCode, toFailure } from "../../../../contract/errors.ts";
import { untilAborted } from "../api/deadline.ts";
import type { RateReadings } from "../api/rate-limit-headers.ts";
import { CREATE_BOARD_PER_MINUTE, RATE_WINDOW_MS } from "../limits.ts";
import { createBrakes, type Delay } from "./brakes.ts";
import { createBudgetsLeft, usable } from "./budgets-left.ts";
import { createSlidingWindow } from "./sliding-window.ts";

/**
 * The call budget of one monday account, shared by everything that talks to it.
 *
 * Every call asks for a turn first. A turn is given when the requests, the complexity and the concurrency the
 * account's headers allow are there; otherwise the caller waits, or is told how long it would have to. The budgets
 * are counted over a sliding minute, which holds for whatever minute monday counts, and corrected by what each
 * answer says is left (other programs use the same account). No figure of a plan is written down here: until the
 * first answer, one call at a time goes out.
 */
export interface Pacer {
  acquire(request: TurnRequest, signal: AbortSignal): Promise<Turn | Failure>;
  /** Ceilings as the headers gave them; null while unknown. */
  limits(): AccountLimits;
  /** Complexity writes may still spend without waiting; null while no ceiling is known. */
  room(): number | null;
}

export interface AccountLimits {
  readonly requestsPerMinute: number | null;
  readonly concurrent: number | null;
  readonly complexityPerMinute: number | null;
}

export interface TurnRequest {
  readonly operation: "query" | "mutation";
  readonly complexity: number;
  /** Set for `create_board`, which has a budget of its own. */
  readonly createsBoard: boolean;
  /** Waits longer than this come back as a failure with `retryAfterMs`. */
  readonly maxWaitMs: number;
}

export interface Turn {
  readonly granted: true;
  /** Must be called once, whatever happened. */
  done(report: TurnReport): void;
}

export interface TurnReport {
  readonly rates: RateReadings | null;
  /** Complexity monday charged, when it said so. */
  readonly complexity: number | null;
  readonly failure: Failure | null;
}

export interface PacerDeps {
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
}

/** Calls travel: two sent a little over a minute apart may arrive within one. */
const TRAVEL_MS = 1_000;
/** Part of the concurrent calls we take. */
const CONCURRENCY_SHARE = 0.8;
/** Concurrent calls before monday named a ceiling: none beside the first, then few. */
const CONCURRENCY_FIRST = 1;
const CONCURRENCY_UNNAMED = 4;

export function createPacer(deps: PacerDeps): Pacer {
  const span = RATE_WINDOW_MS + TRAVEL_MS;
  const requests = createSlidingWindow(span);
  const complexity = createSlidingWindow(span);
  const boards = createSlidingWindow(span);
  const left = createBudgetsLeft(deps.now);
  const brakes = createBrakes(deps);
  let limits: AccountLimits = { requestsPerMinute: null, concurrent: null, complexityPerMinute: null };
  let answered = false;
  let inFlight = 0;
  let wakers: (() => void)[] = [];

  function concurrency(): number {
    const named = limits.concurrent;
    const unnamed = answered ? CONCURRENCY_UNNAMED : CONCURRENCY_FIRST;
    const most = named === null ? unnamed : Math.floor(named * CONCURRENCY_SHARE);
    return Math.max(1, Math.floor(most / brakes.crowding()));
  }

  /** The longest of the waits in force; 0 when the call may go out. */
  function delay(request: TurnRequest): Delay {
    const now = deps.now();
    const delays = [...brakes.delays(request.operation)];
    const push = (ms: number, code: FailureCode) => delays.push({ ms, code });
    const { requestsPerMinute, complexityPerMinute } = limits;
    if (requestsPerMinute !== null) {
      push(requests.waitFor(now, 1, usable(requestsPerMinute)), "monday.rate_limited");
      push(left.waitFor("requests", 1), "monday.rate_limited");
    }
    if (complexityPerMinute !== null) {
      const ceiling = usable(complexityPerMinute);
      push(complexity.waitFor(now, request.complexity, ceiling), "monday.complexity_exceeded");
      push(left.waitFor(request.operation, request.complexity), "monday.complexity_exceeded");
    }
    if (request.createsBoard) push(boards.waitFor(now, 1, CREATE_BOARD_PER_MINUTE), "monday.rate_limited");
    return delays.reduce((longest, next) => (next.ms > longest.ms ? next : longest), {
      ms: 0,
      code: "monday.rate_limited",
    });
  }

  function grant(request: TurnRequest): Turn {
    const at = deps.now();
    inFlight++;
    requests.add(at, 1);
    complexity.add(at, request.complexity);
    if (request.createsBoard) boards.add(at, 1);
    left.spend("requests", 1);
    left.spend(request.operation, request.complexity);
    return {
      granted: true,
      done(report) {
        inFlight--;
        const charged = report.complexity ?? request.complexity;
        if (charged !== request.complexity) complexity.add(at, charged - request.complexity);
        learn(request, report);
        wake();
      },
    };
  }

  function learn(request: TurnRequest, { rates, failure }: TurnReport): void {
    if (rates) {
      answered = true;
      limits = {
        requestsPerMinute: rates.minuteRate.limit ?? limits.requestsPerMinute,
        concurrent: rates.concurrency.limit ?? limits.concurrent,
        complexityPerMinute: rates.complexityMinute.limit ?? limits.complexityPerMinute,
      };
      left.note("requests", rates.minuteRate);
      left.note(request.operation, rates.complexityMinute);
    }
    if (failure) brakes.learn(request.operation, failure);
  }

  function wake(): void {
    const waiting = wakers;
    wakers = [];
    for (const resolve of waiting) resolve();
  }

  function changed(): Promise<void> {
    return new Promise((resolve) => wakers.push(resolve));
  }

  function room(): number | null {
    const ceiling = limits.complexityPerMinute;
    if (ceiling === null) return null;
    const now = deps.now();
    const told = left.of("mutation");
    const own = usable(ceiling) - complexity.used(now);
    return Math.max(0, told === null ? own : Math.min(own, told));
  }

  return {
    limits: () => limits,
    room,
    async acquire(request, signal) {
      const startedAt = deps.now();
      while (!signal.aborted) {
        if (inFlight >= concurrency()) {
          await untilAborted(changed(), signal);
          continue;
        }
        const { ms, code } = delay(request);
        if (ms <= 0) return grant(request);
        const waited = deps.now() - startedAt;
        if (waited + ms > request.maxWaitMs) {
          return toFailure(code, {
            message: "Waiting so that monday's limit is not exceeded",
            retryAfterMs: Math.ceil(ms),
          });
        }
        await deps.sleep(ms, signal).catch(() => undefined);
      }
      return toFailure("monday.unreachable", { message: "The call was cancelled before it was sent" });
    },
  };
}
