import { z } from "zod";
import type { WriteOperation } from "../../connectors/types.ts";
import type { TypedValue } from "../../contract/values.ts";
import type { LandedItem, LandedRow } from "../../core/rollback/landed-item.ts";
import type { LedgerRow } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { droppedNoteCode } from "../loading/done-write.ts";
import { parseOperation } from "../loading/stored-operation.ts";
import type { BoardPlace, Ground } from "./ground.ts";

/** Rows read at once for a batch of items; a batch with more is read in halves. */
const rowsPerRead = 5_000;
/** Writes that may be under way when an import ends: a batch for each board. */
const unfinishedPerPhase = 1_000;
const idsPerLookUp = 100;

/** Rows whose outcome was never learned, with the item they lead to. */
export interface Unfinished {
  readonly byItem: ReadonlyMap<string, readonly LedgerRow[]>;
  /** Item of a row the ledger knows none for; null when there is none. */
  itemOf(row: LedgerRow): string | null;
}

/** Finds the items of writes that were intended and never confirmed: an import was cancelled or died. */
export async function findUnfinished(ground: Ground): Promise<Unfinished> {
  const items = new Map<string, string>();
  const byItem = new Map<string, LedgerRow[]>();
  for (const place of ground.places) {
    for (const phase of place.phases) {
      stopIfInterrupted(ground.signal);
      const rows = await ground.deps.store.ledger.unfinished(ground.scope, phase, unfinishedPerPhase);
      const found = await lookUp(ground, place, rows);
      for (const row of rows) {
        const itemId = targetOf(row) ?? found.get(row.externalId);
        if (itemId === undefined) continue;
        items.set(keyOf(row), itemId);
        byItem.set(itemId, [...(byItem.get(itemId) ?? []), row]);
      }
    }
  }
  return { byItem, itemOf: (row) => row.itemId ?? items.get(keyOf(row)) ?? null };
}

function keyOf(row: LedgerRow): string {
  return JSON.stringify([row.phase, row.externalId]);
}

/** The item an unconfirmed write was meant for; undefined for one that was to make its own. */
function targetOf(row: LedgerRow): string | undefined {
  if (row.itemId !== null) return row.itemId;
  const operation = row.operation === null ? null : parseOperation(row.operation);
  return operation === null || operation.kind === "create_item" ? undefined : operation.itemId;
}

async function lookUp(
  ground: Ground,
  place: BoardPlace,
  rows: readonly LedgerRow[],
): Promise<ReadonlyMap<string, string>> {
  const ids = rows.filter((row) => targetOf(row) === undefined).map(({ externalId }) => externalId);
  const found = new Map<string, string>();
  if (place.boardId === "") return found;
  const { boardId, externalIdColumnId: columnId } = place;
  for (let start = 0; start < ids.length; start += idsPerLookUp) {
    const externalIds = ids.slice(start, start + idsPerLookUp);
    const answer = await ground.destination.findByExternalId(
      { boardId, columnId, externalIds },
      ground.signal,
    );
    // A board that is gone has no items; everything else is asked again until it is answered.
    if (!answer.ok && answer.error.code === "monday.board_missing") return found;
    const items = answer.ok
      ? answer.value
      : await ground.ask(() =>
          ground.destination.findByExternalId({ boardId, columnId, externalIds }, ground.signal),
        );
    for (const [externalId, [first]] of items) if (first !== undefined) found.set(externalId, first);
  }
  return found;
}

/** A row of the ledger with everything it says about its item. */
export interface ItemRow extends LandedRow {
  readonly row: LedgerRow;
}

export interface ItemRows extends LandedItem {
  readonly rows: readonly ItemRow[];
}

/** What landed on these items, by item id; items nothing landed on are absent. */
export async function readLanded(
  ground: Ground,
  unfinished: Unfinished,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, ItemRows>> {
  const landed = new Map<string, ItemRow[]>();
  const add = (itemId: string, row: LedgerRow & { migrationId?: string }): void => {
    const rows = landed.get(itemId) ?? [];
    landed.set(itemId, rows);
    if (rows.some(({ row: known }) => keyOf(known) === keyOf(row) && !isForeign(ground, row))) return;
    rows.push(toItemRow(ground, row));
  };
  for (const row of await rowsOf(ground, itemIds)) add(row.itemId ?? "", row);
  for (const itemId of itemIds) {
    for (const row of unfinished.byItem.get(itemId) ?? []) add(itemId, row);
  }
  return new Map([...landed].map(([itemId, rows]) => [itemId, { itemId, rows }]));
}

async function rowsOf(
  ground: Pick<Ground, "deps" | "scope">,
  itemIds: readonly string[],
): Promise<readonly (LedgerRow & { migrationId: string })[]> {
  if (itemIds.length === 0) return [];
  const { accountId } = ground.scope;
  const rows = await ground.deps.store.ledger.byItems(accountId, itemIds, rowsPerRead);
  if (rows.length < rowsPerRead || itemIds.length === 1) return rows;
  const middle = Math.ceil(itemIds.length / 2);
  return [
    ...(await rowsOf(ground, itemIds.slice(0, middle))),
    ...(await rowsOf(ground, itemIds.slice(middle))),
  ];
}

function isForeign(ground: Pick<Ground, "scope">, row: { migrationId?: string }): boolean {
  return row.migrationId !== undefined && row.migrationId !== ground.scope.migrationId;
}

function toItemRow(ground: Ground, row: LedgerRow & { migrationId?: string }): ItemRow {
  const foreign = isForeign(ground, row);
  const place = foreign ? undefined : placeOfPhase(ground, row.phase);
  const operation = row.operation === null ? null : parseOperation(row.operation);
  const real = (columnId: string): string => place?.realIds.get(columnId) ?? columnId;
  return {
    row,
    phase: row.phase,
    externalId: row.externalId,
    name: row.name,
    kind: kindOf(operation),
    foreign,
    inScope: !foreign && ground.isRowIn(row),
    itemName: operation?.kind === "create_item" ? operation.name : null,
    groupId: operation?.kind === "create_item" ? operation.groupId : null,
    values: renamed(valuesOf(operation, place), real),
    before: row.before === null ? {} : renamed(imagesSchema.parse(JSON.parse(row.before)), real),
    dropped: row.notes.flatMap(({ code, column }) =>
      code === droppedNoteCode && column !== null ? [real(column)] : [],
    ),
  };
}

/** The place a ledger phase belongs to. */
export function placeOfPhase(ground: Pick<Ground, "places">, phase: string): BoardPlace | undefined {
  return ground.places.find(({ phases }) => phases.includes(phase));
}

const imagesSchema = z.record(
  z.string(),
  z.object({
    text: z.string().nullable(),
    value: z.string().nullable(),
    linkedItemIds: z.array(z.string()).exactOptional(),
  }),
);

function kindOf(operation: WriteOperation | null): LandedRow["kind"] {
  switch (operation?.kind) {
    case "create_item":
      return "made";
    case "update_item":
      return "filled";
    case "create_update":
      return "update";
    default:
      return "none";
  }
}

function valuesOf(
  operation: WriteOperation | null,
  place: BoardPlace | undefined,
): Readonly<Record<string, TypedValue | null>> {
  if (operation === null || operation.kind === "create_update") return {};
  if (operation.kind === "update_item" || !place) return operation.values;
  const origin: TypedValue = { kind: "text", text: operation.externalId };
  return { ...operation.values, [place.externalIdColumnId]: origin };
}

function renamed<T>(
  record: Readonly<Record<string, T>>,
  real: (columnId: string) => string,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([columnId, value]) => [real(columnId), value]));
}
