import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { useApi } from "../client-context.tsx";
import {
  type conflictKinds,
  conflictPageSchema,
  type conflictStates,
  type decideConflictsSchema,
} from "../contract.ts";
import { toSearch } from "../to-search.ts";
import { keys } from "./keys.ts";

const pathOf = (migrationId: string) => `/migrations/${encodeURIComponent(migrationId)}/conflicts`;
const decidedSchema = z.strictObject({ decided: z.number().int() });

/** Which conflicts to show; a type alias, so that it can serve as part of a cache key. */
export type ConflictsFilter = {
  readonly kind?: (typeof conflictKinds)[number] | undefined;
  readonly state?: (typeof conflictStates)[number] | undefined;
};

/** Fields changed on both sides, and records that left the source, page by page. */
export function useConflicts(
  migrationId: string,
  filter: ConflictsFilter,
  options: { readonly enabled: boolean },
) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: keys.conflicts(migrationId, filter),
    enabled: options.enabled,
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) => {
      const search = toSearch({ ...filter, cursor: pageParam === "" ? undefined : pageParam });
      return api.request(`${pathOf(migrationId)}${search}`, conflictPageSchema, { signal });
    },
    getNextPageParam: (page) => page.cursor,
  });
}

/** Decides conflicts; the next look at the source carries it out. */
export function useDecideConflicts(migrationId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof decideConflictsSchema>) =>
      api.request(`${pathOf(migrationId)}/decide`, decidedSchema, { method: "POST", body }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.conflicts(migrationId) }),
        queryClient.invalidateQueries({ queryKey: keys.delta(migrationId) }),
      ]),
  });
}
