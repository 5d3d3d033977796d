import { useQuery } from "@tanstack/react-query";
import { useApi } from "../client-context.tsx";
import { reconciliationSchema } from "../contract.ts";
import { keys } from "./keys.ts";

/** What was read, written and found again, phase by phase. */
export function useReconciliation(
  migrationId: string,
  options: { readonly enabled: boolean } = { enabled: true },
) {
  const api = useApi();
  return useQuery({
    queryKey: keys.reconciliation(migrationId),
    enabled: options.enabled,
    queryFn: ({ signal }) =>
      api.request(`/migrations/${encodeURIComponent(migrationId)}/reconciliation`, reconciliationSchema, {
        signal,
      }),
  });
}
