import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useReducer, useRef } from "react";
import type { Plan, PlanEdit } from "../../lib/contract.ts";
import { keys } from "../../lib/queries/keys.ts";
import { usePatchPlan } from "../../lib/queries/plan.ts";
import { applyEdits } from "./lib/apply-edits.ts";
import { emptyQueue, toNextQueue, toPendingEdits } from "./lib/edit-queue.ts";
import type { PlanEditing } from "./lib/editing.ts";

export interface PlanEditor extends Omit<PlanEditing, "mayEdit"> {
  /** The server's plan with the edits on their way already applied. */
  readonly plan: Plan;
  readonly isSaving: boolean;
  /** Edits that were dropped because the plan was changed elsewhere; null when none were. */
  readonly dropped: readonly PlanEdit[] | null;
  readonly dismiss: () => void;
}

/**
 * Edits of the plan, one call at a time, each naming the plan it was made on. The screen shows them at once and
 * takes them back when the server refuses.
 */
export function usePlanEditor(migrationId: string, saved: Plan): PlanEditor {
  const [queue, dispatch] = useReducer(toNextQueue, emptyQueue);
  const queryClient = useQueryClient();
  const { mutate } = usePatchPlan(migrationId);
  const sentId = useRef(0);
  const { sending } = queue;

  useEffect(() => {
    if (sending === null || sentId.current >= sending.id) return;
    sentId.current = sending.id;
    const current = queryClient.getQueryData<Plan>(keys.plan(migrationId));
    mutate(
      { hash: current?.hash ?? "", edits: [...sending.edits] },
      {
        onSuccess: () => dispatch({ type: "taken" }),
        onError: (error) => {
          if (error.code === "plan.stale") {
            dispatch({ type: "stale" });
            return;
          }
          dispatch({ type: "refused", message: error.userMessage, remedy: error.remedy });
          // A lost answer may hide an edit that was taken.
          if (error.code !== "plan.impossible_edit") {
            void queryClient.invalidateQueries({ queryKey: keys.plan(migrationId) });
          }
        },
      },
    );
  }, [sending, mutate, migrationId, queryClient]);

  const plan = useMemo(() => applyEdits(saved, toPendingEdits(queue)), [saved, queue]);
  return {
    plan,
    isSaving: sending !== null,
    refusal: queue.refusal,
    dropped: queue.dropped?.flatMap((batch) => batch.edits) ?? null,
    edit: (origin, edits) => {
      if (edits.length > 0) dispatch({ type: "added", origin, edits });
    },
    dismiss: () => dispatch({ type: "dismissed" }),
  };
}
