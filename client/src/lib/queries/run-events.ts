import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Api } from "../api.ts";
import { useApi } from "../client-context.tsx";
import { type MigrationView, type RunView, runViewSchema } from "../contract.ts";
import { readEventStream } from "../event-stream.ts";
import { isRunOver } from "../run-state.ts";
import { keys } from "./keys.ts";

const RECONNECT_MS = 3000;

/**
 * Follows a run's events into the cache until it is over, reconnecting when the stream breaks. Tells whether the
 * stream is delivering, so that the caller can poll while it is not.
 */
export function useRunEvents(
  runId: string | null,
  run: RunView | undefined,
  onDelivering: (delivering: boolean) => void,
): void {
  const api = useApi();
  const queryClient = useQueryClient();
  const live = run !== undefined && !isRunOver(run);

  useEffect(() => {
    if (runId === null || !live) return;
    const abort = new AbortController();
    void follow({ api, queryClient, runId, signal: abort.signal, onDelivering });
    return () => abort.abort();
  }, [api, queryClient, runId, live, onDelivering]);
}

interface FollowOptions {
  readonly api: Api;
  readonly queryClient: QueryClient;
  readonly runId: string;
  readonly signal: AbortSignal;
  readonly onDelivering: (delivering: boolean) => void;
}

async function follow(options: FollowOptions): Promise<void> {
  while (!options.signal.aborted) {
    const finished = await followOnce(options).catch(() => false);
    if (options.signal.aborted) return;
    options.onDelivering(false);
    if (finished) return;
    await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
  }
}

/** One connection. Resolves true once the run is over, false when the server closed the stream before. */
async function followOnce({
  api,
  queryClient,
  runId,
  signal,
  onDelivering,
}: FollowOptions): Promise<boolean> {
  const response = await api.open(`/runs/${encodeURIComponent(runId)}/events`, {
    signal,
    accept: "text/event-stream",
  });
  if (response.body === null) return false;
  for await (const { event, data } of readEventStream(response.body)) {
    if (event !== "run") continue;
    const parsed = runViewSchema.safeParse(JSON.parse(data));
    if (!parsed.success) return false;
    onDelivering(true);
    await showRun(queryClient, parsed.data);
    if (isRunOver(parsed.data)) return true;
  }
  return false;
}

/**
 * Puts news of a run into the cache, also where its migration shows it. The end of a run is told after what it led
 * to has been read: no screen shows a run as over beside the results before it.
 */
async function showRun(queryClient: QueryClient, run: RunView): Promise<void> {
  if (isRunOver(run)) await readWhatRunLedTo(queryClient, run);
  queryClient.setQueryData(keys.run(run.id), run);
  if (isRunOver(run)) return;
  queryClient.setQueryData<MigrationView>(
    keys.migration(run.migrationId),
    (migration) => migration && { ...migration, activeRun: run },
  );
}

/** Reads the migration anew, and with it everything of it on the screen (`useMigration`). */
export async function readWhatRunLedTo(
  queryClient: QueryClient,
  { migrationId }: Pick<RunView, "migrationId">,
): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: keys.migration(migrationId), exact: true });
  void queryClient.invalidateQueries({ queryKey: keys.migrations, exact: true });
}
