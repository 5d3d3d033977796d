/** Why work on a run ends before the run does. */
export type InterruptionReason = "pause" | "cancel" | "shutdown" | "lease_lost" | "sibling_failed";

/** Thrown at the next safe point after a run was asked to stop. Not a failure: nothing is wrong with the run. */
export class Interruption extends Error {
  readonly reason: InterruptionReason;
  constructor(reason: InterruptionReason) {
    super(`The work on this run was interrupted: ${reason}`);
    this.name = "Interruption";
    this.reason = reason;
  }
}

/** Throws the interruption the signal was aborted with. */
export function stopIfInterrupted(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw signal.reason instanceof Interruption ? signal.reason : new Interruption("shutdown");
}
