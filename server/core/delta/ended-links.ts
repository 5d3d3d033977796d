import type { TypedValue } from "../../contract/values.ts";

/**
 * A value without its links to items that are gone; null when nothing is left of it. A link ends with the item it
 * led to, which is nobody's edit of the cell: a cell is compared with what is left of the value written to it.
 */
export function withoutEnded(value: TypedValue | null, gone: ReadonlySet<string>): TypedValue | null {
  if (value?.kind !== "relation_items") return value;
  const itemIds = value.itemIds.filter((id) => !gone.has(id));
  if (itemIds.length === value.itemIds.length) return value;
  return itemIds.length === 0 ? null : { ...value, itemIds };
}
