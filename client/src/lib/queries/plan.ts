import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { Api } from "../api.ts";
import { useApi } from "../client-context.tsx";
import { type Plan, type patchPlanSchema, planSchema } from "../contract.ts";
import { keys } from "./keys.ts";

const pathOf = (migrationId: string) => `/migrations/${encodeURIComponent(migrationId)}/plan`;

/** The plan with samples, findings and forecast. Fails with `plan.not_ready` before the first Discover has ended. */
export function usePlan(migrationId: string, options: { readonly enabled: boolean } = { enabled: true }) {
  const api = useApi();
  return useQuery({
    queryKey: keys.plan(migrationId),
    enabled: options.enabled,
    queryFn: ({ signal }) => api.request(pathOf(migrationId), planSchema, { signal }),
  });
}

/**
 * Edits the plan; the answer is the whole new plan. 409 `plan.stale` when somebody else changed it meanwhile. The call
 * outlives the page, since monday may take the page away at any moment.
 */
export function patchPlan(
  api: Api,
  migrationId: string,
  body: z.input<typeof patchPlanSchema>,
): Promise<Plan> {
  return api.request(pathOf(migrationId), planSchema, { method: "PATCH", body, outlivesPage: true });
}
