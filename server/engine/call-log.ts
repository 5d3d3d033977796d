import { AsyncLocalStorage } from "node:async_hooks";
import type { CallReport, ReportCall } from "../connectors/types.ts";

export interface CallLog {
  /** For connectors: hands the report to whoever collects in this asynchronous context; to nobody when none does. */
  readonly report: ReportCall;
  /** Runs the work; every call made by it, however deep, is handed to `collector`. */
  collect<T>(collector: (report: CallReport) => void, work: () => Promise<T>): Promise<T>;
}

/**
 * Brings the calls of shared connectors to the run that caused them: a destination serves all runs of an account, so
 * it cannot know whose call it makes, and handing a collector through every function would only be noise.
 */
export function createCallLog(): CallLog {
  const collectors = new AsyncLocalStorage<(report: CallReport) => void>();
  return {
    report: (call) => collectors.getStore()?.(call),
    collect: (collector, work) => collectors.run(collector, work),
  };
}
