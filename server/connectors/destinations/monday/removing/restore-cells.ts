import { type Failure, toFailure } from "../../../../contract/errors.ts";
import { ok, type Result } from "../../../../contract/result.ts";
import type { MondayClient } from "../api/client.ts";
import type { WireValue } from "../values.ts";
import { type Part, runAliased } from "./aliased.ts";
import { type RawCell, toRestoredValue } from "./raw-values.ts";

export interface Restored {
  readonly itemId: string;
  readonly externalId?: string;
  readonly cells: Readonly<Record<string, RawCell>>;
}

export type Restoration = { readonly ok: true } | { readonly ok: false; readonly error: Failure };

/**
 * Gives items the cells they had, all cells of an item together or none. `name` is a cell too; its value is the name
 * itself or its JSON. An item with a cell of a shape that cannot be written back is left as it is and says so.
 */
export async function restoreCells(
  client: MondayClient,
  input: { boardId: string; items: readonly Restored[] },
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Restoration>>> {
  const restorations = new Map<string, Restoration>();
  const parts: Part[] = [];
  for (const { itemId, externalId, cells } of input.items) {
    const values = toColumnValues(cells);
    if (!values.ok) restorations.set(itemId, values);
    else if (Object.keys(values.value).length === 0) restorations.set(itemId, { ok: true });
    else parts.push({ id: itemId, record: externalId, values: JSON.stringify(values.value) });
  }
  const task = { kind: "restore_item", boardId: input.boardId, parts } as const;
  const ends = await runAliased(client, task, signal);
  if (!ends.ok) return ends;
  for (const [id, failure] of ends.value) {
    restorations.set(id, failure === null ? { ok: true } : { ok: false, error: failure });
  }
  return ok(restorations);
}

function toColumnValues(cells: Restored["cells"]): Result<Record<string, WireValue>> {
  const values: Record<string, WireValue> = {};
  for (const [columnId, cell] of Object.entries(cells)) {
    const value = columnId === "name" ? toName(cell.value) : toRestoredValue(cell);
    if (value === undefined) return { ok: false, error: unknownShape(columnId) };
    values[columnId] = value;
  }
  return ok(values);
}

/** An item always has a name: nothing to give back is a shape we do not know. */
function toName(value: string | null): WireValue | undefined {
  if (value === null || value === "") return undefined;
  const parsed = value.startsWith('"') ? toRestoredValue({ value }) : value;
  return typeof parsed === "string" ? parsed : value;
}

function unknownShape(columnId: string): Failure {
  return toFailure("monday.value_refused", {
    message: "The value a cell had is of a shape that cannot be written back",
    userMessage: "The earlier value of a cell cannot be written back by the API.",
    remedy: "Set it by hand: the item's history in monday shows what it was.",
    where: { column: columnId },
  });
}
