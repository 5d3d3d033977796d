import { useQuery } from "@tanstack/react-query";
import { useApi } from "../client-context.tsx";
import { inventorySchema } from "../contract.ts";
import { keys } from "./keys.ts";

/** What the snapshot holds. Fails with `plan.not_ready` or `request.not_found` before the first Discover has ended. */
export function useInventory(
  migrationId: string,
  options: { readonly enabled: boolean } = { enabled: true },
) {
  const api = useApi();
  return useQuery({
    queryKey: keys.inventory(migrationId),
    enabled: options.enabled,
    queryFn: ({ signal }) =>
      api.request(`/migrations/${encodeURIComponent(migrationId)}/inventory`, inventorySchema, { signal }),
  });
}
