import { useInfiniteQuery } from "@tanstack/react-query";
import { useApi } from "../client-context.tsx";
import { auditPageSchema } from "../contract.ts";
import { toSearch } from "../to-search.ts";
import { keys } from "./keys.ts";

/** Every operation, newest first, page by page; `writesOnly` leaves out what only read. */
export function useAudit(migrationId: string, options: { readonly writesOnly: boolean }) {
  const api = useApi();
  const filter = { writes: options.writesOnly ? "true" : undefined };
  return useInfiniteQuery({
    queryKey: keys.audit(migrationId, filter),
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) => {
      const search = toSearch({ ...filter, cursor: pageParam === "" ? undefined : pageParam });
      return api.request(`/migrations/${encodeURIComponent(migrationId)}/audit${search}`, auditPageSchema, {
        signal,
      });
    },
    getNextPageParam: (page) => page.cursor,
  });
}
