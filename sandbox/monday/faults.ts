import type { Behaviour } from "./switches.ts";

/** What goes wrong with one request. */
export interface Faults {
  internalError: boolean;
  rateLimited: boolean;
  locked: boolean;
  loseAnswer: boolean;
}

/** Decides by counting, never by chance, so that a test that fails fails again. */
export class FaultCounter {
  private readonly behaviour: Behaviour;
  private requests = 0;
  private mutations = 0;
  private answers = 0;

  constructor(behaviour: Behaviour) {
    this.behaviour = behaviour;
  }

  /** The faults of the next request; counts down the "next n" switches. */
  next(operation: "query" | "mutation"): Faults {
    const { behaviour } = this;
    this.requests++;
    const isWrite = operation === "mutation";
    if (isWrite) this.mutations++;
    const internalError = behaviour.failNext > 0;
    if (internalError) behaviour.failNext--;
    return {
      internalError,
      rateLimited: hits(this.requests, behaviour.rateLimitEvery),
      locked: isWrite && hits(this.mutations, behaviour.lockEvery),
      loseAnswer: !internalError && isWrite && this.losesAnswer(),
    };
  }

  private losesAnswer(): boolean {
    this.answers++;
    if (this.behaviour.dropNext > 0) {
      this.behaviour.dropNext--;
      return true;
    }
    return hits(this.answers, this.behaviour.dropEvery);
  }
}

function hits(count: number, every: number): boolean {
  return every > 0 && count % every === 0;
}
