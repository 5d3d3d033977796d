import { FailureError, toFailure } from "../../contract/errors.ts";
import type { RunContext } from "../run-context.ts";

/** Takes back what Portage has done, as far as the run says. Returns whether it is proven. */
export async function runRollback(context: RunContext): Promise<boolean> {
  throw new FailureError(toFailure("run.kind_unavailable", { message: `No steps for ${context.run.kind}` }));
}
