import type { RunRow } from "../store/store.ts";
import type { EngineDeps } from "./deps.ts";
import { executeRun } from "./execute-run.ts";
import { type LeaseTimes, pause } from "./lease.ts";

export interface WorkerOptions extends LeaseTimes {
  /** Runs worked on at a time, of different migrations. */
  readonly concurrency: number;
  /** How often the worker looks for work nobody told it about (expired leases of another process). */
  readonly pollMs: number;
}

const defaults: WorkerOptions = { leaseMs: 6_000, heartbeatMs: 1_500, concurrency: 4, pollMs: 1_000 };

export interface Worker {
  start(): void;
  /** Lets requests in flight finish, keeps every run resumable, and returns when nothing is in hand. */
  stop(): Promise<void>;
}

/**
 * Takes runs from the store and works on them. A run that lost its worker (crash, restart) is taken up again as
 * soon as its lease has expired; nobody has to ask for it.
 */
export function createWorker(deps: EngineDeps, overrides: Partial<WorkerOptions> = {}): Worker {
  const options = { ...defaults, ...overrides };
  const owner = deps.ids.next();
  const stopping = new AbortController();
  const inHand = new Map<string, Promise<void>>();
  let bell = new AbortController();
  let looking: Promise<void> | null = null;
  let unsubscribe = (): void => undefined;

  function ring(): void {
    bell.abort();
  }

  async function claim(): Promise<RunRow | null> {
    if (inHand.size >= options.concurrency) return null;
    try {
      return await deps.store.runs.claim({ owner, now: deps.clock.now(), leaseMs: options.leaseMs });
    } catch (cause) {
      deps.logger.warn({ event: "worker.claim_failed", err: cause });
      return null;
    }
  }

  function take(run: RunRow): void {
    if (inHand.has(run.id)) return;
    const task = executeRun(deps, run, { ...options, owner, stop: stopping.signal }).finally(() => {
      inHand.delete(run.id);
      ring();
    });
    inHand.set(run.id, task);
  }

  async function look(): Promise<void> {
    while (!stopping.signal.aborted) {
      bell = new AbortController();
      const run = await claim();
      if (run && !inHand.has(run.id)) {
        take(run);
        continue;
      }
      const signal = AbortSignal.any([bell.signal, stopping.signal]);
      await pause(deps.clock.sleep(options.pollMs, signal), signal);
    }
  }

  return {
    start() {
      if (looking !== null) return;
      unsubscribe = deps.events.subscribeAll(ring);
      looking = look();
    },
    async stop() {
      stopping.abort();
      unsubscribe();
      await looking;
      await Promise.all(inHand.values());
    },
  };
}
