import { useQuery } from "@tanstack/react-query";
import { useApi } from "../client-context.tsx";
import { itemViewSchema } from "../contract.ts";
import { keys } from "./keys.ts";

/** Where an item came from and how it stands today; each look compares it with monday anew. */
export function useItemView(itemId: string) {
  const api = useApi();
  return useQuery({
    queryKey: keys.item(itemId),
    queryFn: ({ signal }) => api.request(`/items/${encodeURIComponent(itemId)}`, itemViewSchema, { signal }),
  });
}
