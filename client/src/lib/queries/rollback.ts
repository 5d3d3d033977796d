import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useApi } from "../client-context.tsx";
import {
  type RollbackAction,
  type RollbackScope,
  rollbackEntryPageSchema,
  rollbackPreviewSchema,
  rollbackViewSchema,
} from "../contract.ts";
import { toSearch } from "../to-search.ts";
import { keys } from "./keys.ts";

const pathOf = (migrationId: string) => `/migrations/${encodeURIComponent(migrationId)}/rollback`;

/** How the latest rollback ended. */
export function useRollback(migrationId: string, options: { readonly enabled: boolean } = { enabled: true }) {
  const api = useApi();
  return useQuery({
    queryKey: keys.rollback(migrationId),
    enabled: options.enabled,
    queryFn: ({ signal }) => api.request(pathOf(migrationId), rollbackViewSchema, { signal }),
  });
}

/** A scope as the preview's query takes it. */
export function toScopeQuery(scope: RollbackScope): Readonly<Record<string, string | undefined>> {
  switch (scope.kind) {
    case "run":
      return { kind: scope.kind, runId: scope.runId };
    case "board":
      return { kind: scope.kind, board: scope.board };
    case "record":
      return { kind: scope.kind, board: scope.board, externalId: scope.externalId };
    default:
      return { kind: scope.kind };
  }
}

/**
 * What taking this back would do. Small scopes are read from monday at that moment, so it is asked for only when
 * somebody wants to see it, and never again by itself.
 */
export function useRollbackPreview(
  migrationId: string,
  scope: RollbackScope,
  options: { readonly enabled: boolean } = { enabled: true },
) {
  const api = useApi();
  const query = toScopeQuery(scope);
  return useQuery({
    queryKey: keys.rollbackPreview(migrationId, query),
    enabled: options.enabled,
    queryFn: ({ signal }) =>
      api.request(`${pathOf(migrationId)}/preview${toSearch(query)}`, rollbackPreviewSchema, { signal }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** The rollback of this run thing by thing, page by page. */
export function useRollbackEntries(migrationId: string, runId: string, action: RollbackAction | undefined) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: keys.rollbackEntries(migrationId, runId, action),
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) => {
      const search = toSearch({ action, cursor: pageParam === "" ? undefined : pageParam });
      return api.request(`${pathOf(migrationId)}/entries${search}`, rollbackEntryPageSchema, { signal });
    },
    getNextPageParam: (page) => page.cursor,
  });
}
