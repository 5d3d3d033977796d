import type { SourceBudgets } from "../../server/connectors/types.ts";

/** Fixed-window call budgets in memory, on a clock the test moves. */
export function createMemoryBudgets(clock: {
  now(): number;
}): SourceBudgets & { used(bucket: string): number } {
  const windows = new Map<string, { openedAt: number; used: number; exhausted: boolean }>();
  const current = (bucket: string, windowMs: number) => {
    const open = windows.get(bucket);
    if (open !== undefined && clock.now() - open.openedAt < windowMs) return open;
    const fresh = { openedAt: clock.now(), used: 0, exhausted: false };
    windows.set(bucket, fresh);
    return fresh;
  };
  return {
    take({ bucket, limit, windowMs }) {
      const open = current(bucket, windowMs);
      if (open.exhausted || open.used >= limit) {
        return Promise.resolve({ granted: false, retryAfterMs: open.openedAt + windowMs - clock.now() });
      }
      open.used += 1;
      return Promise.resolve({ granted: true });
    },
    exhaust({ bucket, windowMs }) {
      const open = current(bucket, windowMs);
      open.exhausted = true;
      return Promise.resolve({ retryAfterMs: open.openedAt + windowMs - clock.now() });
    },
    left({ bucket, limit, windowMs }) {
      const open = current(bucket, windowMs);
      return Promise.resolve(open.exhausted ? 0 : Math.max(0, limit - open.used));
    },
    used: (bucket) => windows.get(bucket)?.used ?? 0,
  };
}
