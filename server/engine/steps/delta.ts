import { FailureError, toFailure } from "../../contract/errors.ts";
import type { RunContext } from "../run-context.ts";

/** Picks up what changed in the source since. Returns whether nothing waits for a person. */
export async function runDelta(context: RunContext): Promise<boolean> {
  throw new FailureError(toFailure("run.kind_unavailable", { message: `No steps for ${context.run.kind}` }));
}
