import type { ReadItem } from "../../connectors/types.ts";
import type { LedgerRow } from "../../store/store.ts";
import { cellsOf } from "../loading/find-changes.ts";
import { parseOperation } from "../loading/stored-operation.ts";
import type { RunContext } from "../run-context.ts";

/** Ids looked up at a time. */
const idsPerRead = 500;
/** Records that may have landed on one item, its texts included; more of them add no other name. */
export const rowsPerItem = 20;

/** Names of the items these items link to, as written; an id nobody knows is told as it is. */
export async function findItemNames(
  context: RunContext,
  items: readonly ReadItem[],
  rows: readonly LedgerRow[],
): Promise<(itemId: string) => string> {
  const linked = items.flatMap(({ values }) =>
    Object.values(values).flatMap((cell) => cell.linkedItemIds ?? []),
  );
  const written = rows.flatMap(({ operation }) =>
    Object.values(cellsOf(operation ? parseOperation(operation) : null)),
  );
  const wanted = written.flatMap((value) => (value?.kind === "relation_items" ? value.itemIds : []));
  const ids = [...new Set([...linked, ...wanted])];
  const names = new Map<string, string>();
  const { deps, scope } = context;
  for (let from = 0; from < ids.length; from += idsPerRead) {
    const some = ids.slice(from, from + idsPerRead);
    const landed = await deps.store.ledger.byItems(scope.accountId, some, some.length * rowsPerItem);
    for (const { itemId, name } of landed) if (itemId !== null && !names.has(itemId)) names.set(itemId, name);
  }
  return (itemId) => names.get(itemId) ?? `Item ${itemId}`;
}
