import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useApi } from "../client-context.tsx";
import {
  type DifferenceKind,
  differencePageSchema,
  type differenceStates,
  verificationViewSchema,
} from "../contract.ts";
import { toSearch } from "../to-search.ts";
import { keys } from "./keys.ts";

const pathOf = (migrationId: string) => `/migrations/${encodeURIComponent(migrationId)}`;

/** The latest full reading of what was written, and how much of it is open. */
export function useVerification(migrationId: string, options: { readonly enabled: boolean }) {
  const api = useApi();
  return useQuery({
    queryKey: keys.verification(migrationId),
    enabled: options.enabled,
    queryFn: ({ signal }) =>
      api.request(`${pathOf(migrationId)}/verification`, verificationViewSchema, { signal }),
  });
}

/** Which differences to show; a type alias, so that it can serve as part of a cache key. */
export type DifferencesFilter = {
  readonly board?: string | undefined;
  readonly kind?: DifferenceKind | undefined;
  readonly state?: (typeof differenceStates)[number] | undefined;
};

/** What differs from what was written, page by page. */
export function useDifferences(
  migrationId: string,
  filter: DifferencesFilter,
  options: { readonly enabled: boolean },
) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: keys.differences(migrationId, filter),
    enabled: options.enabled,
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) => {
      const search = toSearch({ ...filter, cursor: pageParam === "" ? undefined : pageParam });
      return api.request(`${pathOf(migrationId)}/differences${search}`, differencePageSchema, { signal });
    },
    getNextPageParam: (page) => page.cursor,
  });
}

/** Takes monday's state as right for these differences. */
export function useAcceptDifferences(migrationId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (differences: readonly string[]) =>
      api.request(`${pathOf(migrationId)}/differences/accept`, verificationViewSchema, {
        method: "POST",
        body: { differences },
      }),
    onSuccess: (view) => {
      queryClient.setQueryData(keys.verification(migrationId), view);
      return queryClient.invalidateQueries({ queryKey: keys.differences(migrationId) });
    },
  });
}
