import { useQuery } from "@tanstack/react-query";
import { useApi } from "../client-context.tsx";
import { listSchema, sourceViewSchema } from "../contract.ts";
import { keys } from "./keys.ts";

const sourcesSchema = listSchema(sourceViewSchema);

/** Systems that can be moved, with the fields and options each needs. */
export function useSources() {
  const api = useApi();
  return useQuery({
    queryKey: keys.sources,
    queryFn: async ({ signal }) => (await api.request("/sources", sourcesSchema, { signal })).items,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
