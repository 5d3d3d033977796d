import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { useApi } from "../client-context.tsx";
import { itemViewSchema, type reportItemSchema } from "../contract.ts";
import { keys } from "./keys.ts";

const pathOf = (itemId: string) => `/items/${encodeURIComponent(itemId)}`;

/** Where an item came from and how it stands today; each look compares it with monday anew. */
export function useItemView(itemId: string) {
  const api = useApi();
  return useQuery({
    queryKey: keys.item(itemId),
    queryFn: ({ signal }) => api.request(pathOf(itemId), itemViewSchema, { signal }),
  });
}

/** Says that something is wrong on the item; the answer is the view with the report in it. */
export function useReportItem(itemId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof reportItemSchema>) =>
      api.request(`${pathOf(itemId)}/reports`, itemViewSchema, { method: "POST", body }),
    onSuccess: (view) => queryClient.setQueryData(keys.item(itemId), view),
  });
}
