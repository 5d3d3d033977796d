import type { GraphQLError } from "graphql";
import { platformError } from "./errors.ts";
import type { Plan } from "./model.ts";
import type { Behaviour } from "./switches.ts";

/** Limits of a plan, per account (rate-limits page of the docs, 2026-09-06). */
const PLAN_LIMITS: Record<
  Plan,
  { perMinute: number; concurrent: number; daily: number; complexity: number }
> = {
  free: { perMinute: 1000, concurrent: 40, daily: 1000, complexity: 1_000_000 },
  basic: { perMinute: 1000, concurrent: 40, daily: 1000, complexity: 5_000_000 },
  standard: { perMinute: 1000, concurrent: 40, daily: 1000, complexity: 5_000_000 },
  pro: { perMinute: 2500, concurrent: 100, daily: 10_000, complexity: 5_000_000 },
  enterprise: { perMinute: 5000, concurrent: 250, daily: 25_000, complexity: 5_000_000 },
};

/** What the headers say while limits are not enforced. */
const UNLIMITED = { perMinute: 1_000_000, concurrent: 1000, daily: 10_000_000, complexity: 10_000_000_000 };

/** No single request may cost more, whatever the budget. */
const REQUEST_COMPLEXITY_MAX = 5_000_000;
const WINDOW_MS = 60_000;
const DAY_MS = 86_400_000;

interface Window {
  startedAtMs: number;
  used: number;
}

export interface LimitState {
  complexity: { before: number; query: number; after: number; reset_in_x_seconds: number };
  headers: Record<string, string>;
}

export interface Refusal {
  status: number;
  error: GraphQLError;
  retryInSeconds: number;
  headers: Record<string, string>;
}

/**
 * The budgets of one account. A window opens with its first request and resets 60 seconds later; reads and writes
 * have separate complexity budgets, as for an app token. Refused requests cost a tenth of a daily call.
 */
export class LimitKeeper {
  private readonly behaviour: Behaviour;
  private readonly clock: () => number;
  private readonly minute: Window = { startedAtMs: 0, used: 0 };
  private readonly complexity = {
    query: { startedAtMs: 0, used: 0 },
    mutation: { startedAtMs: 0, used: 0 },
  };
  private readonly endpoints = new Map<string, Window>();
  private readonly day = { number: 0, used: 0 };
  private inFlight = 0;

  constructor(behaviour: Behaviour, clock: () => number) {
    this.behaviour = behaviour;
    this.clock = clock;
  }

  /** Counts a request in, or refuses it. Whoever was let in must call `leave`. */
  enter(operation: "query" | "mutation", cost: number): LimitState | Refusal {
    const now = this.clock();
    const limit = this.limits();
    const budget = this.complexity[operation];
    roll(this.minute, now);
    roll(budget, now);
    if (cost > REQUEST_COMPLEXITY_MAX) return this.tooComplex(operation, cost);
    const refusal = this.behaviour.limits ? this.refuse(operation, cost, now) : null;
    if (refusal) {
      this.spendDaily(0.1, now);
      return refusal;
    }
    this.minute.used++;
    this.inFlight++;
    this.spendDaily(1, now);
    const before = limit.complexity - budget.used;
    budget.used += cost;
    return {
      complexity: {
        before: Math.max(0, Math.min(before, 2_147_483_647)),
        query: cost,
        after: Math.max(0, Math.min(before - cost, 2_147_483_647)),
        reset_in_x_seconds: secondsLeft(budget, now),
      },
      headers: this.headers(operation, null),
    };
  }

  leave(): void {
    this.inFlight--;
  }

  /** Counts a call of an endpoint with a limit of its own; throws when the minute's share is spent. */
  takeEndpoint(name: string, perMinute: number): void {
    if (!this.behaviour.limits) return;
    const now = this.clock();
    const window = this.endpoints.get(name) ?? { startedAtMs: 0, used: 0 };
    this.endpoints.set(name, window);
    roll(window, now);
    if (window.used >= perMinute) {
      const retryInSeconds = secondsLeft(window, now);
      throw platformError(
        "RATE_LIMIT_EXCEEDED",
        `Rate Limit Exceeded: ${name} is limited to ${perMinute} a minute`,
        {
          status: 429,
          retryInSeconds,
        },
      );
    }
    window.used++;
  }

  /** Calls left today, for `platform_api`. */
  dailyLimit(): number {
    return this.limits().daily;
  }

  /** A refusal made to order, for the fault switches. */
  minuteRefusal(operation: "query" | "mutation", retryInSeconds: number): Refusal {
    return this.refusal(
      operation,
      "RATE_LIMIT_EXCEEDED",
      "Minute limit rate exceeded",
      retryInSeconds,
      "minuteRate",
    );
  }

  private limits() {
    return this.behaviour.limits ? PLAN_LIMITS[this.behaviour.plan] : UNLIMITED;
  }

  private refuse(operation: "query" | "mutation", cost: number, now: number): Refusal | null {
    const limit = this.limits();
    const budget = this.complexity[operation];
    if (this.behaviour.dailyLimit && this.dailyUsed(now) >= limit.daily) {
      const wait = Math.ceil((DAY_MS - (now % DAY_MS)) / 1000);
      return this.refusal(operation, "DAILY_LIMIT_EXCEEDED", "Daily limit exceeded", wait, null);
    }
    if (this.inFlight >= limit.concurrent) {
      return this.refusal(
        operation,
        "maxConcurrencyExceeded",
        "Concurrency limit exceeded",
        1,
        "concurrency",
      );
    }
    if (this.minute.used >= limit.perMinute) {
      return this.minuteRefusal(operation, secondsLeft(this.minute, now));
    }
    const left = limit.complexity - budget.used;
    if (cost <= left) return null;
    const wait = secondsLeft(budget, now);
    const message = `Complexity budget exhausted, query cost ${cost} budget remaining ${left} out of ${limit.complexity} reset in ${wait} seconds`;
    return this.refusal(operation, "COMPLEXITY_BUDGET_EXHAUSTED", message, wait, null);
  }

  private tooComplex(operation: "query" | "mutation", cost: number): Refusal {
    const error = platformError(
      "REQUEST_MAX_COMPLEXITY_EXCEEDED",
      `Query has complexity of ${cost}, which exceeds max complexity of ${REQUEST_COMPLEXITY_MAX}`,
      { data: { complexity: cost, max: REQUEST_COMPLEXITY_MAX } },
    );
    return { status: 200, error, retryInSeconds: 0, headers: this.headers(operation, null) };
  }

  private refusal(
    operation: "query" | "mutation",
    code: string,
    message: string,
    retryInSeconds: number,
    spent: "minuteRate" | "concurrency" | null,
  ): Refusal {
    return {
      status: 429,
      error: platformError(code, message, { status: 429, retryInSeconds }),
      retryInSeconds,
      headers: { ...this.headers(operation, spent), "Retry-After": String(retryInSeconds) },
    };
  }

  private headers(operation: "query" | "mutation", spent: "minuteRate" | "concurrency" | null) {
    const now = this.clock();
    const limit = this.limits();
    const budget = this.complexity[operation];
    const minuteWait = spent === "minuteRate" ? `;t=${secondsLeft(this.minute, now)}` : "";
    const concurrencyWait = spent === "concurrency" ? ";t=1" : "";
    const minuteLeft = spent === "minuteRate" ? 0 : Math.max(0, limit.perMinute - this.minute.used);
    const complexityLeft = Math.max(0, limit.complexity - budget.used);
    return {
      "RateLimit-Policy": `"minuteRate";q=${limit.perMinute};w=60, "concurrency";q=${limit.concurrent};qu="concurrent-requests", "complexityMinute";q=${limit.complexity};w=60;qu="content-bytes"`,
      RateLimit: `"minuteRate";r=${minuteLeft}${minuteWait}, "concurrency";r=${Math.max(0, limit.concurrent - this.inFlight)}${concurrencyWait}, "complexityMinute";r=${complexityLeft};t=${secondsLeft(budget, now)}`,
    };
  }

  private dailyUsed(now: number): number {
    const day = Math.floor(now / DAY_MS);
    if (this.day.number !== day) Object.assign(this.day, { number: day, used: 0 });
    return this.day.used;
  }

  private spendDaily(calls: number, now: number): void {
    this.dailyUsed(now);
    this.day.used += calls;
  }
}

function roll(window: Window, now: number): void {
  if (now - window.startedAtMs < WINDOW_MS) return;
  window.startedAtMs = now;
  window.used = 0;
}

function secondsLeft(window: Window, now: number): number {
  return Math.max(1, Math.ceil((window.startedAtMs + WINDOW_MS - now) / 1000));
}
