import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { useApi } from "../client-context.tsx";
import {
  type approvePlanSchema,
  planSchema,
  signOffViewSchema,
  spotCheckSchema,
  type tickSpotCheckSchema,
} from "../contract.ts";
import { readAnewOnConflict } from "./conflict.ts";
import { keys } from "./keys.ts";

const pathOf = (migrationId: string) => `/migrations/${encodeURIComponent(migrationId)}`;

/** What has to be accepted by name before the plan can be approved, and what stands in the way. */
export function useSignOff(migrationId: string) {
  const api = useApi();
  return useQuery({
    queryKey: keys.signOff(migrationId),
    queryFn: ({ signal }) => api.request(`${pathOf(migrationId)}/sign-off`, signOffViewSchema, { signal }),
  });
}

/** Approves exactly the plan with this hash. 409 `plan.stale` or `plan.not_accepted` when it is not what was read. */
export function useApprovePlan(migrationId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof approvePlanSchema>) =>
      api.request(`${pathOf(migrationId)}/plan/approve`, planSchema, { method: "POST", body }),
    onSuccess: (plan) => {
      queryClient.setQueryData(keys.plan(migrationId), plan);
      void queryClient.invalidateQueries({ queryKey: keys.signOff(migrationId) });
      return queryClient.invalidateQueries({ queryKey: keys.migration(migrationId), exact: true });
    },
    onError: (error) => readAnewOnConflict(queryClient, migrationId, error),
  });
}

/** Records of the sample for a person to compare by eye, with what they found. */
export function useSpotCheck(migrationId: string, options: { readonly enabled: boolean }) {
  const api = useApi();
  return useQuery({
    queryKey: keys.spotCheck(migrationId),
    enabled: options.enabled,
    queryFn: ({ signal }) => api.request(`${pathOf(migrationId)}/spot-check`, spotCheckSchema, { signal }),
  });
}

/** Notes what a person found at one record; `right: null` takes it back. */
export function useTickSpotCheck(migrationId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof tickSpotCheckSchema>) =>
      api.request(`${pathOf(migrationId)}/spot-check`, spotCheckSchema, { method: "PUT", body }),
    onSuccess: (answer) => queryClient.setQueryData(keys.spotCheck(migrationId), answer),
  });
}
