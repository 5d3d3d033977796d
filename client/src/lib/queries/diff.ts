import { queryOptions, type UseQueryResult, useQueries, useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Api } from "../api.ts";
import { useApi } from "../client-context.tsx";
import { type DiffPage, type DiffRow, diffPageSchema, type Verdict } from "../contract.ts";
import { toSearch } from "../to-search.ts";
import { keys } from "./keys.ts";

/** Which fields to show; a type alias, so that it can serve as part of a cache key. */
export type DiffFilter = {
  readonly board?: string | undefined;
  readonly column?: string | undefined;
  readonly verdict?: Verdict | undefined;
  readonly changed?: boolean | undefined;
};

/** One list of rows: a sample, named by its version, and a filter. */
export interface DiffList {
  readonly migrationId: string;
  readonly version: string;
  readonly filter: DiffFilter;
}

interface LoadedPage {
  /** Names the list the page is of, whatever is asked for meanwhile. */
  readonly list: DiffList;
  readonly page: DiffPage;
}

/** About nine screens: a page is there before one has scrolled to it, and small enough to be parsed between frames. */
export const diffPageRows = 100;
/** How long a page stays after it was looked at. */
const KEPT_MS = 30_000;

/**
 * Rows of a finished sample never change, so a page is never read again while it is kept. Only the first page tells
 * which rows belong to which field.
 */
function pageQuery(api: Api, list: DiffList, page: number) {
  const { migrationId, version, filter } = list;
  const params = { ...filter, changed: filter.changed === true ? "true" : undefined };
  return queryOptions({
    queryKey: [...keys.diff(migrationId, version, params), page],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEPT_MS,
    queryFn: async ({ signal }): Promise<LoadedPage> => {
      const search = toSearch({
        ...params,
        offset: String(page * diffPageRows),
        summary: page === 0 ? undefined : "false",
        limit: String(diffPageRows),
      });
      const path = `/migrations/${encodeURIComponent(migrationId)}/diff${search}`;
      return { list, page: await api.request(path, diffPageSchema, { signal }) };
    },
  });
}

/**
 * The first page of a list and what there is in it. While the first page of another filter is on its way, the list
 * before stays: `data.list` tells which one it is.
 */
export function useDiffHead(list: DiffList): UseQueryResult<LoadedPage> {
  const api = useApi();
  return useQuery({
    ...pageQuery(api, list, 0),
    placeholderData: (before: LoadedPage | undefined) =>
      before?.list.migrationId === list.migrationId && before.list.version === list.version
        ? before
        : undefined,
  });
}

/** Loads these pages of a list; a page that is no longer among them before it has come is given up. */
export function useDiffPages(list: DiffList, pages: readonly number[]) {
  const api = useApi();
  const combine = useCallback(
    (results: readonly UseQueryResult<LoadedPage>[]) => ({
      items: new Map<number, readonly DiffRow[]>(
        results.flatMap(({ data }, place) => {
          const page = pages[place];
          return data === undefined || page === undefined ? [] : [[page, data.page.items] as const];
        }),
      ),
      error: results.find(({ error }) => error !== null)?.error ?? null,
      retry: () => {
        for (const { error, refetch } of results) if (error !== null) void refetch();
      },
    }),
    [pages],
  );
  return useQueries({ queries: pages.map((page) => pageQuery(api, list, page)), combine });
}
