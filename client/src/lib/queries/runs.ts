import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { useApi } from "../client-context.tsx";
import { type RunView, runViewSchema, type startRunSchema } from "../contract.ts";
import { isRunOver } from "../run-state.ts";
import { readAnewOnConflict } from "./conflict.ts";
import { keys } from "./keys.ts";
import { readWhatRunLedTo, useRunEvents } from "./run-events.ts";

const startedSchema = z.object({ id: z.string() });
const POLL_MS = 2500;

/**
 * One run, kept up to date by the server's events; while those do not come through (a proxy that holds streams
 * back) it is asked for every few seconds instead.
 */
export function useRun(runId: string | null) {
  const api = useApi();
  const queryClient = useQueryClient();
  const [streaming, setStreaming] = useState(false);
  const query = useQuery({
    queryKey: keys.run(runId ?? ""),
    enabled: runId !== null,
    queryFn: async ({ signal }) => {
      const run = await api.request(`/runs/${encodeURIComponent(runId ?? "")}`, runViewSchema, { signal });
      const known = queryClient.getQueryData<RunView>(keys.run(run.id));
      if (known !== undefined && !isRunOver(known) && isRunOver(run))
        await readWhatRunLedTo(queryClient, run);
      return run;
    },
    refetchInterval: (state) =>
      state.state.data && isRunOver(state.state.data) ? false : streaming ? 30_000 : POLL_MS,
  });
  useRunEvents(runId, query.data, setStreaming);
  return query;
}

/** Starts a run of a migration and answers its id. 409 `run.already_running` when one is under way. */
export function useStartRun(migrationId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof startRunSchema>) =>
      api.request(`/migrations/${encodeURIComponent(migrationId)}/runs`, startedSchema, {
        method: "POST",
        body,
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.migration(migrationId), exact: true }),
    onError: (error) => readAnewOnConflict(queryClient, migrationId, error),
  });
}

export type RunCommand = "pause" | "resume" | "cancel";

/** Pauses, resumes or cancels a run. */
export function useRunCommand(run: Pick<RunView, "id" | "migrationId"> | null) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (command: RunCommand) =>
      api.request(`/runs/${encodeURIComponent(run?.id ?? "")}/${command}`, runViewSchema, { method: "POST" }),
    onSuccess: (updated) => {
      queryClient.setQueryData(keys.run(updated.id), updated);
      return queryClient.invalidateQueries({ queryKey: keys.migration(updated.migrationId), exact: true });
    },
    onError: (error) => readAnewOnConflict(queryClient, run?.migrationId ?? "", error),
  });
}
