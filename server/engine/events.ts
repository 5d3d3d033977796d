type Listener = () => void;

/** Tells who listens that a run changed. Published after commit only: whoever reads then sees the change. */
export interface RunEvents {
  publish(accountId: string, runId: string): void;
  subscribe(accountId: string, runId: string, listener: Listener): () => void;
  /** Any run of any account; for the worker, which looks for work then. */
  subscribeAll(listener: Listener): () => void;
}

/** Events carry no data: a listener reads the store, so a lost or doubled event does no harm. */
export function createRunEvents(): RunEvents {
  const byRun = new Map<string, Set<Listener>>();
  const everywhere = new Set<Listener>();
  return {
    publish(accountId, runId) {
      for (const listener of [...(byRun.get(`${accountId}/${runId}`) ?? []), ...everywhere]) listener();
    },
    subscribe(accountId, runId, listener) {
      const key = `${accountId}/${runId}`;
      const listeners = byRun.get(key) ?? new Set<Listener>();
      byRun.set(key, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && byRun.get(key) === listeners) byRun.delete(key);
      };
    },
    subscribeAll(listener) {
      everywhere.add(listener);
      return () => everywhere.delete(listener);
    },
  };
}
