import { FailureError, toFailure } from "../../contract/errors.ts";
import type { RunContext } from "../run-context.ts";

/** Chooses, writes and compares a sample. Returns whether nothing is wrong in it. */
export async function runSample(context: RunContext): Promise<boolean> {
  throw new FailureError(toFailure("run.kind_unavailable", { message: `No steps for ${context.run.kind}` }));
}
