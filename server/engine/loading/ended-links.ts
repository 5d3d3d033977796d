import type { ReadItem } from "../../connectors/types.ts";
import type { TypedValue } from "../../contract/values.ts";
import { missingLinks } from "../../core/verify/compare-cell.ts";
import { linkedIds } from "../items/written-cells.ts";
import type { BoardJob } from "./board-job.ts";
import { readNow } from "./existing-items.ts";
import { cellsOf, type Difference } from "./find-changes.ts";

/** More rows than the items of a batch's links have. */
const rowsRead = 20_000;

/**
 * Items that were linked to and are gone: missing in the cell today, and either no record's item any more (the ledger
 * knows that it was deleted) or deleted or archived just now. Each of the latter is asked for by id.
 */
export async function findEndedLinks(
  job: BoardJob,
  differences: readonly Difference[],
  items: ReadonlyMap<string, ReadItem>,
): Promise<ReadonlySet<string>> {
  const missing = new Set(differences.flatMap((difference) => lostBy(difference, items)));
  if (missing.size === 0) return missing;
  const { deps, scope } = job.context;
  const rows = await deps.store.ledger.byItems(scope.accountId, [...missing], rowsRead);
  const known = [...new Set(rows.flatMap(({ itemId }) => itemId ?? []))];
  const there = await readNow(job, { itemIds: known, columnIds: [] });
  for (const id of there.keys()) missing.delete(id);
  return missing;
}

/** Items this record was linked to and is not today. */
function lostBy(
  { stored, values, itemId }: Difference,
  items: ReadonlyMap<string, ReadItem>,
): readonly string[] {
  const item = items.get(itemId);
  if (!item) return [];
  const held: Readonly<Record<string, TypedValue | null>> = cellsOf(stored);
  return Object.keys(values).flatMap((columnId) =>
    missingLinks(linkedIds(held[columnId] ?? null), item.values[columnId]),
  );
}
