const windowMs = 3_600_000;

/** Fixed windows of an hour, as the library behind the real API counts (facts: refused calls are not counted). */
export interface CallWindows {
  /** Counts one call; false when the window is full. */
  take(bucket: string, figure: number): boolean;
}

export function createCallWindows(clock: { now(): number }): CallWindows {
  const windows = new Map<string, { openedAt: number; calls: number }>();
  return {
    take(bucket, figure) {
      const now = clock.now();
      const open = windows.get(bucket);
      if (open === undefined || now - open.openedAt >= windowMs) {
        windows.set(bucket, { openedAt: now, calls: 1 });
        return figure >= 1;
      }
      if (open.calls >= figure) return false;
      open.calls += 1;
      return true;
    },
  };
}
