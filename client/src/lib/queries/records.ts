import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useApi } from "../client-context.tsx";
import { ledgerPageSchema, type Outcome } from "../contract.ts";
import { saveFile } from "../save-file.ts";
import { toSearch } from "../to-search.ts";
import { keys } from "./keys.ts";

/** Which ledger entries to show; a type alias, so that it can serve as part of a cache key. */
export type RecordsFilter = {
  readonly phase?: string | undefined;
  readonly stream?: string | undefined;
  readonly outcome?: Outcome | undefined;
};

/** The ledger, page by page; `data.pages[0].total` counts all matching entries. */
export function useRecords(migrationId: string, filter: RecordsFilter) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: keys.records(migrationId, filter),
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) => {
      const search = toSearch({ ...filter, cursor: pageParam === "" ? undefined : pageParam, limit: "100" });
      return api.request(
        `/migrations/${encodeURIComponent(migrationId)}/records${search}`,
        ledgerPageSchema,
        { signal },
      );
    },
    getNextPageParam: (page) => page.cursor,
  });
}

/** Downloads the matching ledger entries as CSV. */
export function useDownloadRecords(migrationId: string) {
  const api = useApi();
  return useMutation({
    mutationFn: async (filter: RecordsFilter) => {
      const path = `/migrations/${encodeURIComponent(migrationId)}/records.csv${toSearch(filter)}`;
      await saveFile(await api.open(path, { accept: "text/csv" }), "portage-records.csv");
    },
  });
}
