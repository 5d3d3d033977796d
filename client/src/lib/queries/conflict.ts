import type { QueryClient } from "@tanstack/react-query";
import type { ApiError } from "../api-error.ts";
import { keys } from "./keys.ts";

/** A conflict means that what is on the screen is no longer so: everything of the migration is read anew. */
export async function readAnewOnConflict(
  queryClient: QueryClient,
  migrationId: string,
  error: ApiError,
): Promise<void> {
  if (error.status === 409) await queryClient.invalidateQueries({ queryKey: keys.migration(migrationId) });
}
