import type { QueryClient } from "@tanstack/react-query";
import type { Api } from "../../../lib/api.ts";
import { ApiError, toNetworkError } from "../../../lib/api-error.ts";
import type { Plan, PlanEdit } from "../../../lib/contract.ts";
import { keys } from "../../../lib/queries/keys.ts";
import { patchPlan } from "../../../lib/queries/plan.ts";
import { type EditBatch, type EditQueue, emptyQueue, type QueueEvent, toNextQueue } from "./edit-queue.ts";

interface SenderDeps {
  readonly api: Api;
  readonly queryClient: QueryClient;
  readonly migrationId: string;
}

export interface EditSender {
  add(origin: string, edits: readonly PlanEdit[]): void;
  /** Forgets a refusal and what was dropped. */
  dismiss(): void;
}

/**
 * Sends edits of one plan, one call at a time, each naming the plan the last one led to. The queue lives in the
 * query cache beside the plan: leaving the screen neither stops it nor loses what waits, and whoever comes back
 * finds it.
 */
export function createEditSender(deps: SenderDeps): EditSender {
  const { queryClient, migrationId } = deps;
  const read = () => queryClient.getQueryData<EditQueue>(keys.planEdits(migrationId)) ?? emptyQueue;
  const change = (event: QueueEvent) =>
    queryClient.setQueryData(keys.planEdits(migrationId), toNextQueue(read(), event));

  async function sendAll(): Promise<void> {
    for (let batch = read().sending; batch !== null; batch = read().sending) {
      change(await sendBatch(deps, batch));
    }
  }

  return {
    add(origin, edits) {
      if (edits.length === 0) return;
      const isIdle = read().sending === null;
      change({ type: "added", origin, edits });
      if (isIdle) void sendAll();
    },
    dismiss: () => void change({ type: "dismissed" }),
  };
}

/** What follows from the plan: where things stand, whether the sample is of this plan, what is to be accepted. */
function keysBehindPlan(migrationId: string) {
  return [keys.migration(migrationId), keys.sample(migrationId), keys.signOff(migrationId)];
}

async function sendBatch(deps: SenderDeps, { edits }: EditBatch): Promise<QueueEvent> {
  const { api, queryClient, migrationId } = deps;
  const queryKey = keys.plan(migrationId);
  const hash = queryClient.getQueryData<Plan>(queryKey)?.hash ?? "";
  try {
    const plan = await patchPlan(api, migrationId, { hash, edits: [...edits] });
    // A plan still being read is older than this one.
    await queryClient.cancelQueries({ queryKey, exact: true });
    queryClient.setQueryData(queryKey, plan);
    for (const key of keysBehindPlan(migrationId)) {
      void queryClient.invalidateQueries({ queryKey: key, exact: true });
    }
    return { type: "taken" };
  } catch (thrown) {
    const error = thrown instanceof ApiError ? thrown : toNetworkError(thrown);
    // A stale plan is fetched anew, and a lost answer may hide an edit that was taken.
    if (error.code !== "plan.impossible_edit") void queryClient.invalidateQueries({ queryKey });
    if (error.code === "plan.stale") return { type: "stale" };
    return { type: "refused", message: error.userMessage, remedy: error.remedy };
  }
}
