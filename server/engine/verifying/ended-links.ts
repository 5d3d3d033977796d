import { withoutEnded } from "../../core/delta/ended-links.ts";
import { compareCell, missingLinks } from "../../core/verify/compare-cell.ts";
import { removedByDecision } from "../delta/removed-items.ts";
import { linkedIds } from "../items/written-cells.ts";
import type { RunContext } from "../run-context.ts";
import { removedWithSample } from "../sampling/removed-sample-items.ts";
import { type CheckedBoard, ownsItem } from "./checked-board.ts";
import type { ComparedField, ComparedItem } from "./compare-item.ts";

/** More rows than the items of a page's links have. */
const rowsRead = 100_000;
/** monday API facts 7: at most 100 ids in a call. */
const itemsPerCall = 100;

interface GoneItems {
  readonly all: ReadonlySet<string>;
  /** Those that are told as missing by themselves, were accepted as such, or were removed as a person decided or planned. */
  readonly told: ReadonlySet<string>;
}

/**
 * Tells links that ended with their items from links that people removed. An item that is told as missing takes its
 * links with it: one cause is one difference, and what brings the item back sets the links again. A link to an item
 * that stands nowhere else stays a difference.
 */
export async function settleEndedLinks(
  context: RunContext,
  checked: CheckedBoard,
  compared: readonly ComparedItem[],
): Promise<readonly ComparedItem[]> {
  const lost = compared.flatMap(({ item, fields }) => fields.flatMap((field) => lostOf(field, item)));
  if (lost.length === 0) return compared;
  const gone = await findGone(context, checked, [...new Set(lost)]);
  if (gone.all.size === 0) return compared;
  return compared.map((each) => ({
    ...each,
    fields: each.fields.map((field) => withGone(field, each.item, gone)),
  }));
}

function lostOf({ cell }: ComparedField, item: ComparedItem["item"]): readonly string[] {
  return cell === null ? [] : missingLinks(linkedIds(cell.value), item.values[cell.columnId]);
}

async function findGone(
  { deps, scope, waiting, signal }: RunContext,
  { destination, plan }: CheckedBoard,
  itemIds: readonly string[],
): Promise<GoneItems> {
  const gone = new Set(itemIds);
  for (let from = 0; from < itemIds.length; from += itemsPerCall) {
    const request = { itemIds: itemIds.slice(from, from + itemsPerCall), columnIds: [] };
    for (const { id } of await waiting.until(() => destination.itemsById(request, signal))) gone.delete(id);
  }
  const boards = new Set(plan.boards.map(({ key }) => key));
  const rows = await deps.store.ledger.byItems(scope.accountId, [...gone], rowsRead);
  const own = rows.filter((row) => row.migrationId === scope.migrationId && boards.has(row.phase));
  const told = new Set(own.filter(ownsItem).flatMap(({ itemId }) => itemId ?? []));
  const untold = [...gone].filter((id) => !told.has(id));
  const removed = await removedByDecision(deps, scope.accountId, untold);
  const ofSample = await removedWithSample(deps, scope, untold);
  return { all: gone, told: new Set([...told, ...removed, ...ofSample]) };
}

function withGone(field: ComparedField, item: ComparedItem["item"], gone: GoneItems): ComparedField {
  const ended = lostOf(field, item).filter((id) => gone.all.has(id));
  if (field.cell === null || ended.length === 0) return field;
  const { value, columnId } = field.cell;
  return {
    ...field,
    verdict: compareCell(withoutEnded(value, gone.told), item.values[columnId]),
    links: { ...field.links, ended, untold: ended.filter((id) => !gone.told.has(id)).length },
  };
}
