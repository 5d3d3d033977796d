import type { RateReading } from "../api/rate-limit-headers.ts";
import { RATE_WINDOW_MS } from "../limits.ts";

/** What monday says is left: of the requests, and of the complexity of queries and mutations. */
export type Budget = "requests" | "query" | "mutation";

export interface BudgetsLeft {
  /** What an answer said of a budget. */
  note(budget: Budget, reading: RateReading): void;
  /** A call that goes out now. */
  spend(budget: Budget, amount: number): void;
  /** Milliseconds until the budget has room for a call of this size; 0 while nothing is known. */
  waitFor(budget: Budget, amount: number): number;
  /** What may still be spent; null while nothing is known. */
  of(budget: Budget): number | null;
}

/** Part of each ceiling left to others who use the account at the same time. */
const RESERVE = 0.02;

/** The part of a ceiling Portage uses. */
export function usable(ceiling: number): number {
  return Math.max(1, Math.floor(ceiling * (1 - RESERVE)));
}

export function createBudgetsLeft(now: () => number): BudgetsLeft {
  const left = new Map<Budget, { amount: number; untilMs: number }>();

  function known(budget: Budget): { amount: number; forMs: number } | null {
    const told = left.get(budget);
    const forMs = told ? told.untilMs - now() : 0;
    return told && forMs > 0 ? { amount: told.amount, forMs } : null;
  }

  return {
    note(budget, reading) {
      if (reading.left === null) return;
      const untilMs = now() + (reading.resetMs ?? RATE_WINDOW_MS);
      const amount = reading.limit === null ? reading.left : reading.left - reading.limit * RESERVE;
      left.set(budget, { amount, untilMs });
    },
    spend(budget, amount) {
      const told = left.get(budget);
      if (told) told.amount -= amount;
    },
    waitFor(budget, amount) {
      const told = known(budget);
      // A call larger than everything there ever is must still be tried once the budget is fresh.
      return told === null || told.amount - amount >= 0 ? 0 : told.forMs;
    },
    of: (budget) => known(budget)?.amount ?? null,
  };
}
