import { useQuery } from "@tanstack/react-query";
import { useApi } from "../client-context.tsx";
import { sampleViewSchema } from "../contract.ts";
import { keys } from "./keys.ts";

/** The latest sample: whether it is of the current plan, what it covers, how its fields came out. */
export function useSample(migrationId: string) {
  const api = useApi();
  return useQuery({
    queryKey: keys.sample(migrationId),
    queryFn: ({ signal }) =>
      api.request(`/migrations/${encodeURIComponent(migrationId)}/sample`, sampleViewSchema, { signal }),
  });
}
