import { QueryClient } from "@tanstack/react-query";
import { isWorthRetrying } from "../api.ts";
import type { ApiError } from "../api-error.ts";

declare module "@tanstack/react-query" {
  interface Register {
    /** `createApi` rejects with nothing else. */
    defaultError: ApiError;
  }
}

/**
 * For two seconds the parts of a screen share one answer; whoever opens a screen later sees what colleagues have
 * changed. Reads are tried twice more when waiting may help; writes never by themselves.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (failures, error) => failures < 2 && isWorthRetrying(error),
      },
      mutations: { retry: false },
    },
  });
}
