import type { Plan } from "../../../lib/contract.ts";

/** Who stands in when nobody was chosen yet: the user who looks at the plan, else the first who can be assigned. */
export function toStandIn(plan: Plan, viewerId: string): string | null {
  const { assignable, peopleDefault } = plan;
  const viewer = assignable.find(({ id }) => id === viewerId);
  return peopleDefault.fallbackUserId ?? viewer?.id ?? assignable[0]?.id ?? null;
}
