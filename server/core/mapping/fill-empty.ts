import type { PlanBoard } from "../../contract/plan.ts";
import type { RecordNote } from "../../contract/records.ts";
import type { TypedValue } from "../../contract/values.ts";

/** A cell of an existing item as read back from the destination. */
export interface ExistingCell {
  readonly text: string | null;
  readonly value: string | null;
  readonly linkedItemIds?: readonly string[];
}

function isFilled(cell: ExistingCell | undefined): boolean {
  if (!cell) return false;
  if (cell.linkedItemIds !== undefined && cell.linkedItemIds.length > 0) return true;
  return cell.text !== null && cell.text.trim() !== "";
}

function plainOf(value: TypedValue): string | null {
  switch (value.kind) {
    case "text":
    case "long_text":
      return value.text;
    case "email":
      return value.email;
    case "phone":
      return value.phone;
    case "number":
      return value.decimal;
    case "status":
      return value.label;
    default:
      return null;
  }
}

/** Compares what a person would call the same: case, white space and phone punctuation do not count. */
function isSame(value: TypedValue, cell: ExistingCell): boolean {
  const wanted = plainOf(value);
  if (wanted === null) return false;
  const fold = (text: string): string =>
    value.kind === "phone" ? text.replace(/\D/g, "") : text.trim().toLowerCase();
  return fold(wanted) === fold(cell.text ?? "");
}

/**
 * For an item that was in the customer's CRM before: only empty cells are filled, a filled one is never changed.
 * A differing value is named in a note. `values` and `existing` are by column id.
 */
export function fillEmpty(
  board: Pick<PlanBoard, "columns">,
  values: Readonly<Record<string, TypedValue>>,
  existing: Readonly<Record<string, ExistingCell>>,
): { readonly values: Readonly<Record<string, TypedValue>>; readonly notes: readonly RecordNote[] } {
  const columns = new Map(board.columns.map((column) => [column.columnId, column]));
  const kept: Record<string, TypedValue> = {};
  const notes: RecordNote[] = [];
  for (const [columnId, value] of Object.entries(values)) {
    const cell = existing[columnId];
    if (cell === undefined || !isFilled(cell)) {
      kept[columnId] = value;
    } else if (!isSame(value, cell)) {
      const column = columns.get(columnId);
      notes.push({
        code: "kept_existing",
        column: column?.key ?? null,
        text: `${column?.title ?? columnId}: monday already had a value, which was kept.`,
      });
    }
  }
  return { values: kept, notes };
}
