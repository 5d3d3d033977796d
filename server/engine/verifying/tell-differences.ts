import type { Cause, DifferenceKind } from "../../contract/verification.ts";
import { fromExternalId } from "../../core/records.ts";
import {
  columnGoneWords,
  type DifferenceWords,
  differenceId,
  endedLinkWords,
  linkWords,
  nameWords,
  replacedLinkWords,
  valueWords,
} from "../../core/verify/difference-words.ts";
import type { LedgerRow, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { type ItemNames, nameField, toField } from "../items/item-fields.ts";
import type { Landed } from "../items/landed.ts";
import { linkedIds } from "../items/written-cells.ts";
import type { CheckedBoard } from "./checked-board.ts";
import type { ComparedField, ComparedItem } from "./compare-item.ts";
import { type NewDifference, parseBody } from "./difference-body.ts";

/** Names looked up for the links of one page. */
const namesRead = 2_000;

interface Place {
  readonly deps: Pick<EngineDeps, "store">;
  readonly scope: Scope;
}

interface Differing {
  readonly compared: ComparedItem;
  readonly field: ComparedField;
}

/**
 * What differs on these items, in words. Left out: fields with an undecided conflict or one for which monday's value
 * was chosen, and what a person has accepted as it is.
 */
export async function tellDifferences(
  place: Place,
  checked: CheckedBoard,
  compared: readonly ComparedItem[],
): Promise<readonly { difference: NewDifference; field: ComparedField }[]> {
  const all = compared.flatMap((item) =>
    item.fields.filter(({ verdict }) => verdict !== "same").map((field) => ({ compared: item, field })),
  );
  if (all.length === 0) return [];
  const disputed = await findDisputed(place, all);
  const differing = all.filter(({ field }) => !disputed.has(disputeKey(field.landed.row, field.key)));
  const names = await findNames(place, differing);
  const records = await readRecords(place, differing);
  const told = differing.map(({ compared: { item }, field }) => {
    const landed = records(field.landed);
    return { field, difference: toDifference(checked, { item, field, landed, names }) };
  });
  const accepted = await findAccepted(
    place,
    told.map(({ difference }) => difference),
  );
  return told.filter(({ difference }) => !accepted(difference));
}

function disputeKey({ phase, externalId }: Pick<LedgerRow, "phase" | "externalId">, column: string): string {
  return JSON.stringify([phase, externalId, column]);
}

async function findDisputed({ deps, scope }: Place, differing: readonly Differing[]): Promise<Set<string>> {
  const disputed = new Set<string>();
  const byPhase = Map.groupBy(differing, ({ field }) => field.landed.row.phase);
  for (const [phase, ofPhase] of byPhase) {
    const ids = [...new Set(ofPhase.map(({ field }) => field.landed.row.externalId))];
    for (const conflict of await deps.store.conflicts.ofRecords(scope, phase, ids)) {
      const isKept = conflict.state === "open" || conflict.decision === "monday";
      if (isKept && conflict.columnKey !== null) disputed.add(disputeKey(conflict, conflict.columnKey));
    }
  }
  return disputed;
}

async function findNames({ deps, scope }: Place, differing: readonly Differing[]): Promise<ItemNames> {
  const linked = differing.flatMap(({ compared: { item }, field: { cell } }) =>
    cell ? [...linkedIds(cell.value), ...(item.values[cell.columnId]?.linkedItemIds ?? [])] : [],
  );
  const names = new Map<string, string>();
  const rows = await deps.store.ledger.byItems(scope.accountId, [...new Set(linked)], namesRead);
  for (const { itemId, name } of rows) if (itemId !== null && !names.has(itemId)) names.set(itemId, name);
  return (itemId) => names.get(itemId) ?? `Item ${itemId}`;
}

/** Completes rows with what the source says about them; one read for each stream. */
async function readRecords(
  { deps, scope }: Place,
  differing: readonly Differing[],
): Promise<(landed: Landed) => Landed> {
  const records = new Map<string, Landed["record"]>();
  const rows = differing.map(({ field }) => field.landed.row);
  for (const [stream, ofStream] of Map.groupBy(rows, (row) => row.stream)) {
    const ids = [...new Set(ofStream.map(sourceIdOf))];
    for (const record of await deps.store.snapshot.get(scope, stream, ids)) {
      records.set(JSON.stringify([stream, record.id]), record);
    }
  }
  return (landed) => {
    const sourceId = sourceIdOf(landed.row);
    return {
      ...landed,
      sourceId,
      record: records.get(JSON.stringify([landed.row.stream, sourceId])) ?? null,
    };
  };
}

function sourceIdOf({ externalId }: Pick<LedgerRow, "externalId">): string {
  return fromExternalId(externalId)?.id ?? externalId;
}

function toDifference(
  checked: CheckedBoard,
  input: { item: ComparedItem["item"]; field: ComparedField; landed: Landed; names: ItemNames },
): NewDifference {
  const { item, field, landed, names } = input;
  const { row } = landed;
  const shown = field.cell
    ? toField({ ...field.cell, landed }, item, names)
    : nameField({ text: nameOf(landed), landed }, item);
  const today = shown.today ?? "";
  const { kind, words } = classify(checked, { item, field, title: shown.title, today });
  return {
    ...{ kind, board: checked.board.key, externalId: row.externalId, column: field.key },
    ...{ itemId: item.id, words },
    body: {
      ...itemWords(checked, row, item.id),
      ...{ columnTitle: shown.title, source: shown.source, written: shown.written, today },
      columnId: field.cell?.columnId ?? null,
    },
  };
}

function nameOf({ operation }: Landed): string {
  return operation && operation.kind !== "create_update" ? (operation.name ?? "") : "";
}

/** What every difference says about its record. */
export function itemWords(
  { ground, destination, boardId, board }: CheckedBoard,
  row: Pick<LedgerRow, "name" | "doneAt">,
  itemId: string | null,
): { boardTitle: string; name: string; itemUrl: string | null; writtenAt: number; cause: Cause } {
  const itemUrl = itemId === null ? null : destination.itemUrl(ground.migration.slug, boardId, itemId);
  return { boardTitle: board.title, name: row.name, itemUrl, writtenAt: row.doneAt ?? 0, cause: "unknown" };
}

function classify(
  checked: CheckedBoard,
  input: { item: ComparedItem["item"]; field: ComparedField; title: string; today: string },
): { kind: DifferenceKind; words: DifferenceWords } {
  const { item, field, title, today } = input;
  const { cell } = field;
  if (!cell) return { kind: "name", words: nameWords() };
  const { expected, found, ended, untold } = field.links;
  const lost = expected - found - ended.length;
  const kind = lost + untold > 0 ? "link" : "value";
  const column = checked.columns.get(cell.columnId)?.title ?? title;
  if (item.values[cell.columnId] === undefined) return { kind, words: columnGoneWords(title) };
  if (lost > 0) return { kind, words: linkWords(column, lost) };
  if (untold > 0) return { kind, words: endedLinkWords(column, untold) };
  return { kind, words: ended.length > 0 ? replacedLinkWords(column) : valueWords(title, today) };
}

/** Accepted stays accepted while the same is there as when a person accepted it. */
export async function findAccepted(
  { deps, scope }: Place,
  found: readonly NewDifference[],
): Promise<(difference: NewDifference) => boolean> {
  const ids = found.map(differenceId);
  const filter = { ids, state: "accepted" as const };
  const rows = await deps.store.verification.differences(scope, filter, { afterSeq: 0, limit: ids.length });
  const accepted = new Map(rows.map((row) => [row.id, parseBody(row)]));
  return (difference) => {
    const known = accepted.get(differenceId(difference));
    return known?.today === difference.body.today && known.written === difference.body.written;
  };
}
