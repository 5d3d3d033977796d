import type { Destination, ReadItem } from "../../connectors/types.ts";
import { FailureError } from "../../contract/errors.ts";
import { compareCell } from "../../core/verify/compare-cell.ts";
import type { LedgerRow, RecordEvent } from "../../store/store.ts";
import { cellsOf } from "../loading/find-changes.ts";
import { inSnapshot } from "../loading/left-records.ts";
import { parseOperation } from "../loading/stored-operation.ts";
import type { RunContext } from "../run-context.ts";
import { conflictId } from "./conflict-body.ts";

type RowWithItem = LedgerRow & { readonly itemId: string };
type ItemRow = LedgerRow & { readonly migrationId: string };

/** Items asked for in one call. */
const itemsPerCall = 100;
/** Rows and activities of these items; with more than that, the item is left alone. */
const rowsAtMost = 10_000;
const activitiesAtMost = 1_000;

/** Why an item stays although it was to be removed; for the history of the item. */
const keptReasons = {
  not_ours: "It was in monday before the import.",
  shared: "Another record of the source is the same item.",
  edited: "Somebody has changed it in monday since.",
  discussed: "Somebody has written an update on it.",
  unsure: "monday does not tell who has changed it.",
  refused: "monday did not let Portage remove it.",
} as const;
type KeptReason = keyof typeof keptReasons;

/**
 * Removes items of records that left the source, as a person has decided, unless they hold something that is not
 * Portage's own. Doing it again after a crash is harmless: an item that is gone is gone.
 */
export async function removeGone(
  context: RunContext,
  destination: Destination,
  rows: readonly RowWithItem[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += itemsPerCall) {
    const some = rows.slice(from, from + itemsPerCall);
    for (const [boardId, ofBoard] of Map.groupBy(some, (row) => row.boardId ?? "")) {
      await removeSome(context, destination, { boardId, rows: ofBoard });
    }
  }
}

async function removeSome(
  context: RunContext,
  destination: Destination,
  input: { boardId: string; rows: readonly RowWithItem[] },
): Promise<void> {
  const { deps, scope, waiting } = context;
  const { boardId, rows } = input;
  const itemIds = rows.map(({ itemId }) => itemId);
  const landed = (await deps.store.ledger.byItems(scope.accountId, itemIds, rowsAtMost)).filter(
    ({ migrationId }) => migrationId === scope.migrationId,
  );
  const kept = await findKept(context, destination, { boardId, rows, landed });
  const toRemove = rows.filter(({ itemId }) => !kept.has(itemId));
  const itemsToRemove = toRemove.map((row) => row.itemId);
  const externalIds = Object.fromEntries(toRemove.map((row) => [row.itemId, row.externalId]));
  const removals = await waiting.until(() =>
    destination.removeItems({ boardId, itemIds: itemsToRemove, externalIds }, context.writeSignal),
  );
  for (const { itemId } of toRemove) {
    const removal = removals.get(itemId);
    if (removal?.kind !== "refused") continue;
    if (removal.error.kind === "needs_user") throw new FailureError(removal.error);
    kept.set(itemId, "refused");
  }
  const isRemoved = ({ itemId }: LedgerRow): boolean =>
    itemId !== null && removals.has(itemId) && !kept.has(itemId);
  const removed = landed.filter(isRemoved).map(({ phase, externalId }) => ({ phase, externalId }));
  const events = rows.flatMap((row) => {
    const reason = kept.get(row.itemId);
    return reason === undefined ? [] : [keptEvent(context, row, reason)];
  });
  await context.commit({ removed, events });
  await deps.store.conflicts.settle(
    scope,
    rows.map((row) => conflictId(row, null)),
  );
}

/** Items that hold something a person would miss, with the reason. */
async function findKept(
  context: RunContext,
  destination: Destination,
  input: { boardId: string; rows: readonly RowWithItem[]; landed: readonly ItemRow[] },
): Promise<Map<string, KeptReason>> {
  const { boardId, rows, landed } = input;
  const { waiting, signal } = context;
  const kept = new Map<string, KeptReason>();
  const stillInSource = await inSnapshot(
    context,
    landed.filter(({ externalId }) => !externalId.includes("#")),
  );
  const itemIds = rows.map(({ itemId }) => itemId);
  const items = await waiting.until(() => destination.itemsById({ itemIds, columnIds: null }, signal));
  const byId = new Map(items.map((item) => [item.id, item]));
  const realIds = await realColumnIds(context);
  for (const row of rows) {
    const ofItem = landed.filter(({ itemId }) => itemId === row.itemId);
    const item = byId.get(row.itemId);
    if (row.operation === null || parseOperation(row.operation).kind !== "create_item") {
      kept.set(row.itemId, "not_ours");
    } else if (ofItem.some(({ externalId }) => stillInSource.has(externalId))) {
      kept.set(row.itemId, "shared");
    } else if (item && isEdited(item, ofItem, realIds)) {
      kept.set(row.itemId, "edited");
    }
  }
  const open = rows.filter(({ itemId }) => !kept.has(itemId) && byId.has(itemId));
  const edited = await editedByPeople(context, destination, { boardId, rows: open });
  for (const { itemId } of open) {
    if (edited === null || edited.has(itemId)) kept.set(itemId, edited === null ? "unsure" : "edited");
  }
  for (const itemId of await discussed(context, destination, open)) {
    if (!kept.has(itemId)) kept.set(itemId, "discussed");
  }
  return kept;
}

/** Ids of columns in monday by phase and the id the plan has for them, where the two differ. */
async function realColumnIds({ deps, scope }: RunContext): Promise<(phase: string, id: string) => string> {
  const { plan } = await deps.store.plans.get(scope);
  const objects = await deps.store.objects.list(scope);
  const ids = new Map(
    objects.flatMap(({ kind, key, id }) => (kind === "column" ? [[key, id] as const] : [])),
  );
  return (phase, columnId) => {
    const board = plan?.boards.find(({ key }) => key === phase);
    const column = board?.columns.find((each) => each.columnId === columnId);
    return (column && ids.get(`${phase}/${column.key}`)) ?? columnId;
  };
}

function isEdited(
  item: ReadItem,
  rows: readonly LedgerRow[],
  realId: (phase: string, columnId: string) => string,
): boolean {
  return rows.some(({ phase, operation: text }) => {
    const operation = text === null ? null : parseOperation(text);
    if (operation === null || operation.kind === "create_update") return false;
    if (operation.kind === "create_item" && operation.name.trim() !== item.name.trim()) return true;
    return Object.entries(cellsOf(operation)).some(
      ([columnId, value]) => compareCell(value, item.values[realId(phase, columnId)]) !== "same",
    );
  });
}

/** Items a person has changed since they were written; null when monday does not tell. */
async function editedByPeople(
  { waiting, signal }: RunContext,
  destination: Destination,
  { boardId, rows }: { boardId: string; rows: readonly RowWithItem[] },
): Promise<ReadonlySet<string> | null> {
  if (rows.length === 0) return new Set();
  const writtenAt = new Map(rows.map(({ itemId, doneAt }) => [itemId, doneAt ?? 0]));
  const since = new Date(Math.min(...writtenAt.values())).toISOString();
  const request = { boardId, since, itemIds: [...writtenAt.keys()], limit: activitiesAtMost };
  const activities = await waiting.until(() => destination.activity(request, signal));
  if (activities === null) return null;
  // A list that was cut off leaves open who did what before: nothing is removed on a guess.
  if (activities.length >= activitiesAtMost) return new Set(writtenAt.keys());
  return new Set(activities.flatMap(({ itemId, by }) => (by.kind === "person" ? [itemId] : [])));
}

/** Items with an update that is not Portage's own, or with a reply to one that is. */
async function discussed(
  { waiting, signal }: RunContext,
  destination: Destination,
  rows: readonly RowWithItem[],
): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const itemIds = rows.map(({ itemId }) => itemId);
  const updates = await waiting.until(() => destination.readUpdates({ itemIds }, signal));
  return new Set(
    updates.flatMap(({ itemId, externalId, replies }) =>
      externalId === null || replies > 0 ? [itemId] : [],
    ),
  );
}

function keptEvent({ deps, run }: RunContext, row: RowWithItem, reason: KeptReason): RecordEvent {
  const { phase, externalId, itemId } = row;
  const body = JSON.stringify({ columns: [], reason, text: `Not removed. ${keptReasons[reason]}` });
  return { phase, externalId, itemId, runId: run.id, at: deps.clock.now(), kind: "kept", body };
}
