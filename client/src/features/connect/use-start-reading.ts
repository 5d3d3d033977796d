import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { useApi } from "../../lib/client-context.tsx";
import type { SourceView } from "../../lib/contract.ts";
import { navigate } from "../../lib/navigation.ts";
import { keys } from "../../lib/queries/keys.ts";
import { useCreateMigration } from "../../lib/queries/migrations.ts";
import { toRunOptions } from "../../lib/source-options.ts";
import { NEW_BOARDS } from "./Destination.tsx";

export interface StartReading {
  readonly connectionId: string;
  /** Blank leaves it to the server. */
  readonly name: string;
  readonly workspaceId: string | null;
  readonly contacts: string | null;
  readonly options: ReadonlySet<string>;
}

const startedSchema = z.object({ id: z.string() });

/**
 * Creates the migration and starts its first Discover in one go, then opens Discover. When only the start fails,
 * Discover opens all the same and offers it again: the migration exists by then and must not be made twice.
 */
export function useStartReading(source: SourceView) {
  const api = useApi();
  const queryClient = useQueryClient();
  const create = useCreateMigration();
  const mutation = useMutation({
    mutationFn: async (input: StartReading) => {
      const contactsBoardId = input.contacts === NEW_BOARDS ? null : input.contacts;
      const destination = { kind: "monday", workspaceId: input.workspaceId, contactsBoardId } as const;
      const migration = await create.mutateAsync({
        connectionId: input.connectionId,
        destination,
        ...(input.name.trim() === "" ? {} : { name: input.name.trim() }),
      });
      const run = { kind: "discover", options: { source: toRunOptions(source, input.options) } } as const;
      const path = `/migrations/${encodeURIComponent(migration.id)}/runs`;
      await api.request(path, startedSchema, { method: "POST", body: run }).catch(() => undefined);
      return migration.id;
    },
    onSuccess: async (migrationId) => {
      await queryClient.invalidateQueries({ queryKey: keys.migrations });
      navigate({ name: "migration", migrationId, step: "discover" });
    },
  });
  return {
    begin: (input: StartReading) => mutation.mutate(input),
    isPending: mutation.isPending,
    error: mutation.error,
  };
}
