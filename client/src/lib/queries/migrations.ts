import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { useApi } from "../client-context.tsx";
import {
  type createMigrationSchema,
  listSchema,
  type MigrationView,
  migrationViewSchema,
} from "../contract.ts";
import { isRunOver } from "../run-state.ts";
import { keys } from "./keys.ts";

const migrationsSchema = listSchema(migrationViewSchema);
const pathOf = (id: string) => `/migrations/${encodeURIComponent(id)}`;

/** All migrations of this account. */
export function useMigrations(options: { readonly enabled: boolean } = { enabled: true }) {
  const api = useApi();
  return useQuery({
    queryKey: keys.migrations,
    enabled: options.enabled,
    queryFn: async ({ signal }) => (await api.request("/migrations", migrationsSchema, { signal })).items,
    refetchInterval: (query) => (query.state.data?.some((one) => one.activeRun !== null) ? 5000 : false),
  });
}

/** True when the newest run is over and the last answer did not know of it. */
function hasRunEnded(before: MigrationView | undefined, { lastRun }: MigrationView): boolean {
  if (before === undefined || lastRun === null || !isRunOver(lastRun)) return false;
  return before.lastRun?.id !== lastRun.id || before.lastRun.state !== lastRun.state;
}

/**
 * One migration: what it joins, where it stands, its runs. That its run is over is told after everything it led to
 * (inventory, plan, ledger) has been read anew wherever it is on the screen.
 */
export function useMigration(id: string | null) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useQuery({
    queryKey: keys.migration(id ?? ""),
    enabled: id !== null,
    queryFn: async ({ signal, queryKey }) => {
      const migration = await api.request(pathOf(id ?? ""), migrationViewSchema, { signal });
      if (hasRunEnded(queryClient.getQueryData<MigrationView>(queryKey), migration)) {
        await queryClient.invalidateQueries({
          queryKey,
          predicate: (query) => query.queryKey.length > queryKey.length,
        });
      }
      return migration;
    },
    // Progress itself comes from the run's events; this only notices a run started elsewhere.
    refetchInterval: (query) => (query.state.data?.activeRun ? 10_000 : false),
  });
}

/** Joins a connection to a place in monday. Nothing is read or written yet. */
export function useCreateMigration() {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof createMigrationSchema>) =>
      api.request("/migrations", migrationViewSchema, { method: "POST", body }),
    onSuccess: (migration) => {
      queryClient.setQueryData(keys.migration(migration.id), migration);
      return queryClient.invalidateQueries({ queryKey: keys.migrations, exact: true });
    },
  });
}

/** Removes a migration and everything Portage stored for it; boards in monday stay. */
export function useDeleteMigration() {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.send(pathOf(id), { method: "DELETE" }),
    onSuccess: (_answer, id) => {
      queryClient.removeQueries({ queryKey: keys.migration(id) });
      return queryClient.invalidateQueries({ queryKey: keys.migrations, exact: true });
    },
  });
}
