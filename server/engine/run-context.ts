import type { RunRow, Scope } from "../store/store.ts";
import type { EngineDeps, Logger } from "./deps.ts";
import type { Progress } from "./progress.ts";
import type { Waiting } from "./waiting.ts";

/** What the steps of one run share. */
export interface RunContext {
  readonly deps: EngineDeps;
  readonly run: RunRow;
  readonly scope: Scope;
  readonly progress: Progress;
  readonly waiting: Waiting;
  readonly logger: Logger;
  /** Aborted as soon as the run must stop: ends waits and reads. */
  readonly signal: AbortSignal;
  /** Aborted a little later: a request that writes may finish, so that its answer is not lost. */
  readonly writeSignal: AbortSignal;
  readonly calls: CallCounter;
}

/** Calls made to source and destination by this run, restarts included. */
export interface CallCounter {
  addSource(calls: number): void;
  /** The destination counts for the whole process; the run counts what it grew by meanwhile. */
  followDestination(callsMade: () => number): void;
  read(): { source: number; destination: number };
}

/** Goes on from the counts stored with the run. */
export function createCallCounter(run: Pick<RunRow, "sourceCalls" | "destinationCalls">): CallCounter {
  let source = run.sourceCalls;
  let destination = (): number => run.destinationCalls;
  return {
    addSource(calls) {
      source += calls;
    },
    followDestination(callsMade) {
      const before = callsMade() - destination();
      destination = () => callsMade() - before;
    },
    read: () => ({ source, destination: destination() }),
  };
}
