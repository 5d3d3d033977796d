import { useQuery } from "@tanstack/react-query";
import { useApi } from "../client-context.tsx";
import { meSchema } from "../contract.ts";
import { keys } from "./keys.ts";

/** Who is looking, what they may do, and whether Portage can work in this monday account. */
export function useMe() {
  const api = useApi();
  return useQuery({
    queryKey: keys.me,
    queryFn: ({ signal }) => api.request("/me", meSchema, { signal }),
    staleTime: 60_000,
  });
}
