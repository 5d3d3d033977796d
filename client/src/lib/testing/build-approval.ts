import type { Plan } from "../contract.ts";

type Approval = NonNullable<Plan["approval"]>;

/** An approval that counts, without a sample and with nothing to accept. */
export function buildApproval(part: Partial<Approval> = {}): Approval {
  return {
    hash: "hash-1",
    by: "500",
    byName: "Dana Admin",
    at: "2026-11-20T09:00:00Z",
    current: true,
    accepted: [],
    sample: null,
    ...part,
  };
}
