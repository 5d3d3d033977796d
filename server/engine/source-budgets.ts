import type { SourceBudgets } from "../connectors/types.ts";
import type { BudgetStore } from "../store/store.ts";

/** Call budgets of the sources, kept in the store so that a restart does not forget what was spent. */
export function createSourceBudgets(budgets: BudgetStore, now: () => number): SourceBudgets {
  return {
    async take({ bucket, limit, windowMs }) {
      const at = now();
      const taken = await budgets.take({ bucket, limit, windowMs, now: at });
      if (taken.granted) return { granted: true };
      return { granted: false, retryAfterMs: Math.max(1, taken.windowStart + windowMs - at) };
    },
    async exhaust({ bucket, windowMs }) {
      const at = now();
      const { windowStart } = await budgets.exhaust({ bucket, windowMs, now: at });
      return { retryAfterMs: Math.max(1, windowStart + windowMs - at) };
    },
    async left({ bucket, limit, windowMs }) {
      const state = await budgets.read(bucket);
      if (state === null || state.windowStart + windowMs <= now()) return limit;
      return Math.max(0, limit - state.used);
    },
  };
}
