import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { applyEdits } from "../../lib/apply-edits.ts";
import { useApi } from "../../lib/client-context.tsx";
import type { Plan, PlanEdit } from "../../lib/contract.ts";
import { keys } from "../../lib/queries/keys.ts";
import { type EditQueue, emptyQueue, toPendingEdits } from "./lib/edit-queue.ts";
import { createEditSender } from "./lib/edit-sender.ts";
import type { PlanEditing } from "./lib/editing.ts";

export interface PlanEditor extends Omit<PlanEditing, "mayEdit"> {
  /** The server's plan with the edits on their way already applied. */
  readonly plan: Plan;
  readonly isSaving: boolean;
  /** Edits that were dropped because the plan was changed elsewhere; null when none were. */
  readonly dropped: readonly PlanEdit[] | null;
  readonly dismiss: () => void;
}

/** Asks before the page is closed or loaded again while changes are on their way. */
function useWarningBeforeClosing(isSaving: boolean): void {
  useEffect(() => {
    if (!isSaving) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isSaving]);
}

/**
 * Edits of the plan, shown at once and taken back when the server refuses. They go on being sent when the screen is
 * left; what they led to is shown when it is opened again.
 */
export function usePlanEditor(migrationId: string, saved: Plan): PlanEditor {
  const api = useApi();
  const queryClient = useQueryClient();
  const sender = useMemo(
    () => createEditSender({ api, queryClient, migrationId }),
    [api, queryClient, migrationId],
  );
  const { data: queue = emptyQueue } = useQuery<EditQueue>({
    queryKey: keys.planEdits(migrationId),
    queryFn: skipToken,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const isSaving = queue.sending !== null;
  useWarningBeforeClosing(isSaving);
  const plan = useMemo(() => applyEdits(saved, toPendingEdits(queue)), [saved, queue]);
  return {
    plan,
    isSaving,
    refusal: queue.refusal,
    dropped: queue.dropped?.flatMap((batch) => batch.edits) ?? null,
    edit: sender.add,
    dismiss: sender.dismiss,
  };
}
