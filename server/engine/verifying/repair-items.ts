import type { OperationResult, ReadItem } from "../../connectors/types.ts";
import type { Failure } from "../../contract/errors.ts";
import type { TypedValue } from "../../contract/values.ts";
import { withoutEnded } from "../../core/delta/ended-links.ts";
import { missingLinks } from "../../core/verify/compare-cell.ts";
import { differenceId } from "../../core/verify/difference-words.ts";
import type { DifferenceRow, RecordEvent } from "../../store/store.ts";
import { linkedIds } from "../items/written-cells.ts";
import type { Delivery } from "../loading/delivery.ts";
import { type ItemUpdate, sendUpdates } from "../loading/send-updates.ts";
import type { RunContext } from "../run-context.ts";
import { type CheckedBoard, ownsItem } from "./checked-board.ts";
import { type ComparedField, type ComparedItem, compareItem } from "./compare-item.ts";
import { parseBody, toRow } from "./difference-body.ts";
import { settleEndedLinks } from "./ended-links.ts";
import { rowsOf } from "./read-board.ts";
import { tellDifferences } from "./tell-differences.ts";

/** A field to be written again, and the difference (or report) that asks for it. */
interface Wanted {
  readonly row: DifferenceRow;
  readonly compared: ComparedItem;
  readonly field: ComparedField;
}

/** Writes names, values and links again: read anew, written, read back. At most 100 items at a time. */
export async function repairItems(
  context: RunContext,
  checked: CheckedBoard,
  rows: readonly DifferenceRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const before = await readItems(context, checked, rows);
  const wanted = await stillWanted(context, checked, { rows, before });
  if (wanted.length === 0) return;
  const refused = await write(context, checked, wanted);
  const after = await readItems(
    context,
    checked,
    wanted.map(({ row }) => row),
  );
  await takeStock(context, { checked, wanted, after, refused });
}

async function readItems(
  context: RunContext,
  checked: CheckedBoard,
  rows: readonly DifferenceRow[],
): Promise<ReadonlyMap<string, ComparedItem>> {
  const { waiting, signal } = context;
  const itemIds = [...new Set(rows.flatMap(({ itemId }) => itemId ?? []))];
  const request = { itemIds, columnIds: checked.columnIds };
  const read = await waiting.until(() => checked.destination.itemsById(request, signal));
  const here = read.filter(({ boardId }) => boardId === undefined || boardId === checked.boardId);
  const ledger = await rowsOf(context, checked, here);
  const compared = here.map((item) => compareItem(checked, item, ledger.get(item.id) ?? []));
  const settled = await settleEndedLinks(context, checked, compared);
  return new Map(settled.map((each) => [each.item.id, each]));
}

/** What differs no more is closed; what was changed again meanwhile is told anew and left alone. */
async function stillWanted(
  context: RunContext,
  checked: CheckedBoard,
  input: { rows: readonly DifferenceRow[]; before: ReadonlyMap<string, ComparedItem> },
): Promise<readonly Wanted[]> {
  const { deps, scope } = context;
  const told = await tellDifferences({ deps, scope }, checked, [...input.before.values()]);
  const byId = new Map(told.map((each) => [differenceId(each.difference), each]));
  const wanted: Wanted[] = [];
  const gone: string[] = [];
  const changed: DifferenceRow[] = [];
  for (const row of input.rows) {
    const compared = input.before.get(row.itemId ?? "");
    if (!compared) continue;
    if (row.kind === "reported") {
      const isMeant = ({ key }: ComparedField): boolean => row.columnKey === null || row.columnKey === key;
      const fields = told.filter(
        ({ field, difference }) =>
          compared.fields.includes(field) && isMeant(field) && difference.words.repairable,
      );
      wanted.push(...fields.map(({ field }) => ({ row, compared, field })));
      continue;
    }
    const now = byId.get(row.id);
    if (!now) gone.push(row.id);
    else if (now.difference.body.today === parseBody(row).today && now.difference.words.repairable) {
      wanted.push({ row, compared, field: now.field });
    } else changed.push(toChanged(row, now.difference));
  }
  await deps.store.verification.setState(scope, gone, "gone");
  await deps.store.verification.putDifferences(scope, changed);
  return wanted;
}

function toChanged(row: DifferenceRow, now: Parameters<typeof toRow>[0]): DifferenceRow {
  const text = `${now.words.text} It was changed again since it was found, so nothing was written.`;
  const remedy = "Look at it as it is now, then repair or accept it.";
  return toRow({ ...now, words: { ...now.words, text, remedy } }, { runId: row.runId, at: row.foundAt });
}

/** Failures by item id. */
async function write(
  context: RunContext,
  checked: CheckedBoard,
  wanted: readonly Wanted[],
): Promise<ReadonlyMap<string, Failure>> {
  const refused = new Map<string, Failure>();
  const updates = [...Map.groupBy(wanted, ({ compared }) => compared.item.id).values()].map((ofItem) =>
    toUpdate(checked, ofItem),
  );
  const size = Math.max(1, checked.destination.batchSize());
  const delivery = toDelivery(context, checked, checked.board.key);
  for (let from = 0; from < updates.length; from += size) {
    await sendUpdates(
      delivery,
      updates.slice(from, from + size),
      (update: ItemUpdate, result: OperationResult) => {
        if (!result.ok) refused.set(update.itemId, result.error);
      },
    );
  }
  return refused;
}

export function toDelivery(context: RunContext, checked: CheckedBoard, phase: string): Delivery {
  return {
    context,
    destination: checked.destination,
    target: { phase, boardId: checked.boardId, externalIdColumnId: checked.sourceIdColumn },
    titleOf: (columnId) => checked.columns.get(columnId)?.title ?? columnId,
    withoutPeople: async () => null,
  };
}

function toUpdate(checked: CheckedBoard, ofItem: readonly Wanted[]): ItemUpdate {
  const [first] = ofItem;
  if (!first) throw new Error("An item is repaired for at least one difference");
  const { item, rows } = first.compared;
  const values: Record<string, TypedValue | null> = {};
  let name: string | null = null;
  for (const { field } of ofItem) {
    if (field.cell) values[field.cell.columnId] = toValue(field.cell, field.links, item);
    else name = nameOf(field);
  }
  // The item keeps the source id it carries.
  const carried = item.values[checked.sourceIdColumn]?.text?.trim();
  const externalId = carried || (rows.find(ownsItem)?.externalId ?? first.row.externalId);
  return { kind: "update_item", externalId, itemId: item.id, name, values };
}

/** Links people have added stay; a changed set of people or labels becomes what was written. */
function toValue(
  { value: written, columnId }: NonNullable<ComparedField["cell"]>,
  { ended }: ComparedField["links"],
  item: ReadItem,
): TypedValue | null {
  // monday takes no link to an item that is gone.
  const value = withoutEnded(written, new Set(ended));
  const today = item.values[columnId];
  const lost = missingLinks(linkedIds(value), today);
  if (value?.kind !== "relation_items" || lost.length === 0) return value;
  return { kind: "relation_items", itemIds: [...(today?.linkedItemIds ?? []), ...lost] };
}

function nameOf({ landed: { operation } }: ComparedField): string | null {
  return operation && operation.kind !== "create_update" ? operation.name : null;
}

async function takeStock(
  context: RunContext,
  input: {
    checked: CheckedBoard;
    wanted: readonly Wanted[];
    after: ReadonlyMap<string, ComparedItem>;
    refused: ReadonlyMap<string, Failure>;
  },
): Promise<void> {
  const { deps, scope, run } = context;
  const at = deps.clock.now();
  const repaired = new Set<string>();
  const events: RecordEvent[] = [];
  const open: DifferenceRow[] = [];
  for (const [row, ofRow] of Map.groupBy(input.wanted, (each) => each.row)) {
    const after = input.after.get(row.itemId ?? "");
    if (after && ofRow.every(({ field }) => isRight(field, after))) {
      repaired.add(row.id);
      events.push(...ofRow.map(({ field }) => toEvent(field, { itemId: after.item.id, runId: run.id, at })));
    } else open.push(toOpen(row, input.refused.get(row.itemId ?? "")));
  }
  await context.commit({ events });
  await deps.store.verification.setState(scope, [...repaired], "repaired");
  await deps.store.verification.putDifferences(scope, open);
}

function isRight(field: ComparedField, after: ComparedItem): boolean {
  const now = after.fields.find(({ key }) => key === field.key);
  const isLink = field.cell?.value?.kind === "relation_items" && field.verdict === "missing";
  return now?.verdict === "same" || (isLink && now !== undefined && hasAllLinks(now));
}

/** Every link is there whose item is. */
function hasAllLinks({ links: { expected, found, ended } }: ComparedField): boolean {
  return found + ended.length === expected;
}

function toEvent(field: ComparedField, of: { itemId: string; runId: string; at: number }): RecordEvent {
  const { phase, externalId } = field.landed.row;
  return { ...of, phase, externalId, kind: "repaired", body: JSON.stringify({ columns: [field.key] }) };
}

/** What a repair that did not help leaves: open, with the reason. */
export function toOpen(row: DifferenceRow, refused: Failure | undefined): DifferenceRow {
  const body = parseBody(row);
  const said = refused
    ? { text: `It could not be repaired: ${refused.userMessage}`, remedy: refused.remedy }
    : { text: "It was written again, but monday still holds something else.", remedy: stillOther };
  return { ...row, body: JSON.stringify({ ...body, ...said }) };
}

const stillOther =
  "An automation may change it back: look at the board's automations, then repair it once more or accept it.";
