import type { Plan, PlanColumn } from "../../contract/plan.ts";
import type { TypedValue } from "../../contract/values.ts";
import { toCellText } from "../../core/mapping/cell-text.ts";
import type { ExistingCell } from "../../core/mapping/fill-empty.ts";
import { cellWords } from "../../core/verify/cell-words.ts";
import type { RunContext } from "../run-context.ts";

/** Rows read to name linked items; an item may carry several records. */
const rowsAtMost = 500;

/** Names of items Portage wrote, by id. */
export type ItemNames = (itemId: string) => string;

/** Names of these items as the ledger has them; for one it does not know, its id. */
export async function readItemNames(
  { deps, scope }: Pick<RunContext, "deps" | "scope">,
  itemIds: readonly string[],
): Promise<ItemNames> {
  const names = new Map<string, string>();
  const unique = [...new Set(itemIds)];
  for (let from = 0; from < unique.length; from += 100) {
    const some = unique.slice(from, from + 100);
    const rows = await deps.store.ledger.byItems(scope.accountId, some, rowsAtMost);
    for (const { itemId, name } of rows) {
      if (itemId !== null && !names.has(itemId)) names.set(itemId, name);
    }
  }
  return (itemId) => names.get(itemId) ?? `Item ${itemId}`;
}

type Shape = Pick<PlanColumn, "unit" | "labels"> | null;

/** A written value, or one that would be, as monday shows it; "" for an empty one. */
export function valueWords(
  value: TypedValue | null,
  shape: Shape,
  names: { items: ItemNames; plan: Pick<Plan, "assignable"> },
): string {
  if (value === null) return "";
  if (value.kind === "relation_items") return value.itemIds.map(names.items).join(", ");
  const userName = (id: string): string | null =>
    names.plan.assignable.find((user) => user.id === id)?.name ?? null;
  return toCellText(value, shape ?? { unit: null, labels: [] }, { recordName: () => null, userName }).text;
}

/** A cell of today in the same words as a value of this kind. */
export function todayWords(
  kind: TypedValue["kind"],
  cell: ExistingCell | undefined,
  at: { shape: Shape; items: ItemNames },
): string {
  if (cell?.linkedItemIds) return cell.linkedItemIds.map(at.items).join(", ");
  return cellWords(kind, cell, at.shape?.unit ?? null);
}
