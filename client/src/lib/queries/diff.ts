import { useInfiniteQuery } from "@tanstack/react-query";
import { useApi } from "../client-context.tsx";
import { diffPageSchema, type Verdict } from "../contract.ts";
import { toSearch } from "../to-search.ts";
import { keys } from "./keys.ts";

/** Which fields to show; a type alias, so that it can serve as part of a cache key. */
export type DiffFilter = {
  readonly board?: string | undefined;
  readonly column?: string | undefined;
  readonly verdict?: Verdict | undefined;
  readonly changed?: boolean | undefined;
};

const PAGE_ROWS = 500;

/**
 * The diff of one sample, page by page; `data.pages[0].total` counts all matching rows. The rows of a finished sample
 * never change, so they are kept while they are looked at and never read again: `version` names the sample.
 */
export function useDiff(migrationId: string, version: string, filter: DiffFilter) {
  const api = useApi();
  const params = { ...filter, changed: filter.changed === true ? "true" : undefined };
  return useInfiniteQuery({
    queryKey: keys.diff(migrationId, version, params),
    initialPageParam: "",
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    queryFn: ({ signal, pageParam }) => {
      const cursor = pageParam === "" ? undefined : pageParam;
      const search = toSearch({ ...params, cursor, limit: String(PAGE_ROWS) });
      const path = `/migrations/${encodeURIComponent(migrationId)}/diff${search}`;
      return api.request(path, diffPageSchema, { signal });
    },
    getNextPageParam: (page) => page.cursor,
  });
}
