import type { Plan } from "../../lib/contract.ts";
import { ColumnCard } from "./components/column-card/ColumnCard.tsx";
import type { Refusal } from "./lib/edit-queue.ts";
import { origins } from "./lib/editing.ts";
import { type PlanEditor, usePlanEditor } from "./use-plan-editor.ts";

export interface PlanColumnCardProps {
  readonly saved: Plan;
  /** Null keeps the card closed. */
  readonly place: { readonly board: string; readonly column: string } | null;
  /** False for viewers and while a run is under way. */
  readonly mayEdit: boolean;
  readonly onClose: () => void;
}

/** Why the card's change was not taken; a change dropped because the plan was changed elsewhere is told here too. */
function toRefusal(editor: PlanEditor, place: PlanColumnCardProps["place"]): Refusal | null {
  if (editor.dropped === null || place === null) return editor.refusal;
  return {
    batch: { id: 0, origin: origins.column(place.board, place.column), edits: editor.dropped },
    message: "The plan was changed in another tab or by somebody else.",
    remedy: "You now see the current plan. Make your change again if it is still needed.",
  };
}

/** The card of one column by itself, for other screens to open where they show what became of its values. */
export function PlanColumnCard({ saved, place, mayEdit, onClose }: PlanColumnCardProps) {
  const editor = usePlanEditor(saved.migrationId, saved);
  const board = editor.plan.boards.find(({ key }) => key === place?.board);
  const column = board?.columns.find(({ key }) => key === place?.column) ?? null;
  if (board === undefined) return null;
  return (
    <ColumnCard
      board={board}
      column={column}
      editing={{ edit: editor.edit, refusal: toRefusal(editor, place), mayEdit }}
      onClose={onClose}
    />
  );
}
