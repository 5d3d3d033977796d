import type { PlanEdit } from "../../../lib/contract.ts";
import type { Refusal } from "./edit-queue.ts";

/** How a view changes the plan. `origin` names the place, so that a refusal can be shown there. */
export interface PlanEditing {
  readonly edit: (origin: string, edits: readonly PlanEdit[]) => void;
  /** False for viewers and while a run is under way: everything is shown, nothing can be changed. */
  readonly mayEdit: boolean;
  readonly refusal: Refusal | null;
}

export const origins = {
  people: "people",
  workspace: "workspace",
  board: (board: string) => `board:${board}`,
  column: (board: string, column: string) => `column:${board}:${column}`,
  values: (board: string, column: string) => `values:${board}:${column}`,
  finding: (finding: string) => `finding:${finding}`,
} as const;
