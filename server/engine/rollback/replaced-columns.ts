import type { TypedValue } from "../../contract/values.ts";
import { toColumnId } from "../../core/planning/column-id.ts";
import { isFilled } from "../../core/rollback/same-cell.ts";
import type { SeenItem } from "../../core/rollback/surroundings.ts";
import { compareCell } from "../../core/verify/compare-cell.ts";
import { changedBodySchema } from "./changed-body.ts";
import type { BoardPlace, Ground } from "./ground.ts";
import type { ItemRows } from "./landed-items.ts";

/** Events of an item that are looked at. */
const eventsRead = 500;

/**
 * Columns of Portage's that a later plan has replaced by one of another type, where the item still shows what Portage
 * had written there. The ledger knows only the value of the new column; the history of the record knows the old one.
 */
export async function readReplaced(
  ground: Ground,
  input: { readonly item: ItemRows; readonly place: BoardPlace | null; readonly seen: SeenItem | null },
): Promise<ReadonlySet<string>> {
  const { item, place, seen } = input;
  const replaced = new Set<string>();
  if (place === null || seen === null) return replaced;
  const filled = [...replacedColumns(ground, place)].filter(([columnId]) => isFilled(seen.cells[columnId]));
  if (filled.length === 0) return replaced;
  const values = await valuesNoted(ground, item);
  for (const [columnId, plannedId] of filled) {
    const noted = values.get(plannedId) ?? [];
    if (noted.some((value) => compareCell(value, seen.cells[columnId]) === "same")) replaced.add(columnId);
  }
  return replaced;
}

/** The plan's id of each replaced column, by the id the old one has. */
function replacedColumns({ plan }: Ground, { key, objects }: BoardPlace): ReadonlyMap<string, string> {
  const planned = plan?.boards.find((board) => board.key === key)?.columns ?? [];
  return new Map(
    objects.flatMap(({ kind, created, key: own, id }) => {
      if (kind !== "column" || !created || !own.startsWith(`${key}/`) || !own.endsWith(`~${id}`)) return [];
      const columnKey = own.slice(key.length + 1, -id.length - 1);
      const column = planned.find((each) => each.key === columnKey);
      return [[id, column?.columnId ?? toColumnId(columnKey)] as const];
    }),
  );
}

/** Everything the records in scope have written to the item before it was changed, by the plan's column ids. */
async function valuesNoted(
  { deps, scope }: Ground,
  { itemId, rows }: ItemRows,
): Promise<ReadonlyMap<string, readonly TypedValue[]>> {
  const values = new Map<string, TypedValue[]>();
  const events = await deps.store.recordEvents.ofItem(scope.accountId, itemId, eventsRead);
  for (const { migrationId, kind, phase, externalId, body } of events) {
    const row = rows.find((each) => each.phase === phase && each.externalId === externalId);
    if (migrationId !== scope.migrationId || kind !== "changed" || !row?.inScope) continue;
    const { before, after, replaced } = changedBodySchema.parse(JSON.parse(body));
    for (const [columnId, value] of [before, after, replaced].flatMap((each) => Object.entries(each))) {
      if (value === null || value.kind === "relation_items") continue;
      values.set(columnId, [...(values.get(columnId) ?? []), value]);
    }
  }
  return values;
}
