import type { PlanColumn } from "../../contract/plan.ts";
import type { TypedValue } from "../../contract/values.ts";
import { droppedNoteCode } from "../loading/done-write.ts";
import type { Landed } from "./landed.ts";

/** A cell Portage wrote, by the id the column has in monday. */
export interface WrittenCell {
  readonly columnId: string;
  readonly column: PlanColumn | null;
  readonly value: TypedValue | null;
  readonly landed: Landed;
}

export interface Written {
  readonly cells: readonly WrittenCell[];
  /** Null when only an item that was there before was completed. */
  readonly name: { readonly text: string; readonly landed: Landed } | null;
}

/**
 * What the item should hold: every cell as it was written last. The source id itself is not among them, nor is what
 * the destination did not keep when it was written: a note of the record says so.
 */
export function collectWritten(landed: readonly Landed[]): Written {
  const cells = new Map<string, WrittenCell>();
  let name: Written["name"] = null;
  for (const each of landed) {
    // A row that failed after its item was made still holds what was written before.
    const { operation, board } = each;
    if (!operation || operation.kind === "create_update") continue;
    if (operation.name !== null) name = { text: operation.name, landed: each };
    const dropped = each.row.notes.flatMap(({ code, column }) => (code === droppedNoteCode ? column : []));
    for (const [planned, value] of Object.entries(operation.values)) {
      if (planned === board?.externalIdColumnId || dropped.includes(planned)) continue;
      const column = board?.columns.find((candidate) => candidate.columnId === planned) ?? null;
      const columnId = realId(each, column) ?? planned;
      cells.set(columnId, { columnId, column, value, landed: each });
    }
  }
  return { cells: [...cells.values()], name };
}

function realId({ ground, board }: Landed, column: PlanColumn | null): string | undefined {
  return board && column ? ground.columnIds.get(`${board.key}/${column.key}`) : undefined;
}

/** Items a written cell links to. */
export function linkedIds(value: TypedValue | null): readonly string[] {
  return value?.kind === "relation_items" ? value.itemIds : [];
}
