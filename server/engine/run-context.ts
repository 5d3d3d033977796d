import type { AuditLine, LedgerCommit, RunRow, Scope } from "../store/store.ts";
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
  readonly audit: AuditBuffer;
  /** A commit of the ledger that makes the audit lines of the calls so far durable with it. */
  commit(input: LedgerCommit): Promise<void>;
}

/** Audit lines of this run that are not durable yet: they travel with the next commit. */
export interface AuditBuffer {
  note(line: Omit<AuditLine, "at" | "actor" | "runId">): void;
  drain(): readonly AuditLine[];
  /** Lines whose commit failed. */
  putBack(drained: readonly AuditLine[]): void;
  /** Stores what no commit has taken along. */
  flush(): Promise<void>;
}

/** Lines of reads kept back at most; they come without a commit. A write that no commit took along waits for nothing. */
const auditLinesHeld = 200;

/** Stamps the lines of a run with its actor, its id and the moment of the call. */
export function createAuditBuffer(
  deps: Pick<EngineDeps, "store" | "clock">,
  run: Pick<RunRow, "id" | "accountId" | "migrationId" | "requestedBy">,
): AuditBuffer & { isUrgent(): boolean } {
  const scope = { accountId: run.accountId, migrationId: run.migrationId };
  let lines: AuditLine[] = [];
  function drain(): readonly AuditLine[] {
    const drained = lines;
    lines = [];
    return drained;
  }
  function note(line: Omit<AuditLine, "at" | "actor" | "runId">): void {
    lines.push({ ...line, at: deps.clock.now(), actor: run.requestedBy, runId: run.id });
  }
  return {
    note,
    drain,
    putBack(drained) {
      lines = [...drained, ...lines];
    },
    isUrgent: () => lines.length >= auditLinesHeld || lines.some((line) => line.writes),
    async flush() {
      const held = drain();
      if (held.length === 0) return;
      try {
        await deps.store.audit.append(scope, held);
      } catch (cause) {
        lines = [...held, ...lines];
        throw cause;
      }
    },
  };
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
