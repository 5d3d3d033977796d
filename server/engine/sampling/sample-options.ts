import { type SampleLanding, sampleTarget } from "../../contract/sample.ts";
import type { RunOptions } from "../run-options.ts";

export interface SampleWish {
  readonly target: number;
  readonly landing: SampleLanding;
  /** Every record instead of a choice of them. */
  readonly rehearsal: boolean;
}

/** What a sample was asked for; a rehearsal goes to a test workspace unless told otherwise. */
export function toSampleWish(options: RunOptions | undefined): SampleWish {
  const { target = sampleTarget.usual, rehearsal = false, landing } = options?.sample ?? {};
  return { target, rehearsal, landing: landing ?? (rehearsal ? "test_workspace" : "boards") };
}
