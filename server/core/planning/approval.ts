import type { Accepted } from "../../contract/plan.ts";

/** Who stands for the plan with this hash, when, and what they accepted by name. */
export interface Approval {
  readonly hash: string;
  readonly by: string;
  readonly byName: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly accepted: readonly Accepted[];
  readonly sample: { readonly runId: string; readonly records: number } | null;
}
