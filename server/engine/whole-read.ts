import { FailureError } from "../contract/errors.ts";
import { stopIfInterrupted } from "./interruption.ts";
import type { RunContext } from "./run-context.ts";

/** Passes over a board until its run fails: one that expires three times in a row would never end. */
const passesAtMost = 3;

/**
 * Reads a board from its first item to its last. monday's place in a board is valid for 60 minutes (API facts 7):
 * a read that had to wait longer, for a daily limit say, starts over. `pass` keeps what it collects to itself.
 */
export async function readWhole<T>(
  context: Pick<RunContext, "logger" | "run" | "signal">,
  pass: () => Promise<T>,
): Promise<T> {
  for (let passes = 1; ; passes += 1) {
    try {
      return await pass();
    } catch (cause) {
      const isExpired = cause instanceof FailureError && cause.failure.code === "monday.cursor_expired";
      if (!isExpired || passes === passesAtMost) throw cause;
      stopIfInterrupted(context.signal);
      context.logger.info({ event: "read.starts_over", runId: context.run.id, passes });
    }
  }
}
