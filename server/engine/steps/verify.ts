import { FailureError, toFailure } from "../../contract/errors.ts";
import type { RunContext } from "../run-context.ts";

/** Reads everything back and compares it. Returns whether no difference is open. */
export async function runVerify(context: RunContext): Promise<boolean> {
  throw new FailureError(toFailure("run.kind_unavailable", { message: `No steps for ${context.run.kind}` }));
}
