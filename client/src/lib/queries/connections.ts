import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { useApi } from "../client-context.tsx";
import {
  connectionViewSchema,
  type createConnectionSchema,
  listSchema,
  type replaceCredentialsSchema,
} from "../contract.ts";
import { keys } from "./keys.ts";

const connectionsSchema = listSchema(connectionViewSchema);

/** Stored accesses to sources, newest as the server orders them. */
export function useConnections() {
  const api = useApi();
  return useQuery({
    queryKey: keys.connections,
    queryFn: async ({ signal }) => (await api.request("/connections", connectionsSchema, { signal })).items,
  });
}

/** Checks a key live and stores it; fails with the reason when the source refuses it. */
export function useCreateConnection() {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof createConnectionSchema>) =>
      api.request("/connections", connectionViewSchema, { method: "POST", body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.connections }),
  });
}

/** Checks a new key of a connection live and puts it in the place of the old one; a refused one changes nothing. */
export function useReplaceCredentials(connectionId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof replaceCredentialsSchema>) =>
      api.request(`/connections/${encodeURIComponent(connectionId)}/credentials`, connectionViewSchema, {
        method: "PUT",
        body,
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.connections }),
  });
}

/** Forgets a stored access. */
export function useDeleteConnection() {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.send(`/connections/${encodeURIComponent(id)}`, { method: "DELETE" }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.connections }),
  });
}
