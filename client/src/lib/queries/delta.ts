import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { useApi } from "../client-context.tsx";
import { deltaViewSchema, type patchDeltaSchema } from "../contract.ts";
import { keys } from "./keys.ts";

const pathOf = (migrationId: string) => `/migrations/${encodeURIComponent(migrationId)}/delta`;

/** The schedule works without this page; what it did shows here within a minute. */
const refreshMs = 60_000;

/** The window in which late changes are picked up, with its checklist. */
export function useDelta(migrationId: string, options: { readonly enabled: boolean }) {
  const api = useApi();
  return useQuery({
    queryKey: keys.delta(migrationId),
    enabled: options.enabled,
    queryFn: ({ signal }) => api.request(pathOf(migrationId), deltaViewSchema, { signal }),
    refetchInterval: (query) => (query.state.data?.state === "open" ? refreshMs : false),
  });
}

/** Changes the window: length, interval, open or closed, a tick of the checklist. */
export function useChangeDelta(migrationId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof patchDeltaSchema>) =>
      api.request(pathOf(migrationId), deltaViewSchema, { method: "PATCH", body }),
    onSuccess: (view) => queryClient.setQueryData(keys.delta(migrationId), view),
  });
}
