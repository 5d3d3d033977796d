import type { ItemsPage, ReadItem } from "../../connectors/types.ts";
import { doubledWords } from "../../core/verify/difference-words.ts";
import type { LedgerRow } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { RunContext } from "../run-context.ts";
import type { BoardTally } from "./board-tally.ts";
import { type CheckedBoard, ownsItem, plannedValues } from "./checked-board.ts";
import { type ComparedItem, compareItem, toStamps } from "./compare-item.ts";
import { type NewDifference, toRow } from "./difference-body.ts";
import { settleEndedLinks } from "./ended-links.ts";
import { findAccepted, itemWords, tellDifferences } from "./tell-differences.ts";

/** More rows than the items of a page have: merged records and texts. */
const rowsRead = 100_000;

/** One reading of a board from its first item to its last. */
export interface BoardPass {
  readonly checked: CheckedBoard;
  readonly tally: BoardTally;
  /** Marks everything this pass has seen and found. */
  readonly id: string;
  /** External ids of records the source no longer has: their amounts are no part of the sums. */
  readonly left: ReadonlySet<string>;
  /** Key of the run's phase. */
  readonly phase: string;
}

/** Reads every item of the board and compares what Portage wrote. */
export async function readBoard(context: RunContext, pass: BoardPass): Promise<void> {
  const { destination, boardId, columnIds } = pass.checked;
  const { waiting, signal, progress } = context;
  let cursor: string | null = null;
  do {
    stopIfInterrupted(signal);
    const request = { boardId, columnIds, cursor };
    const page: ItemsPage = await waiting.until(() => destination.readItems(request, signal));
    const seen = await takePage(context, pass, page.items);
    await progress.change(pass.phase, { add: { done: seen } });
    cursor = page.cursor;
  } while (cursor !== null);
}

/** Returns how many records were seen. */
async function takePage(context: RunContext, pass: BoardPass, items: readonly ReadItem[]): Promise<number> {
  const { checked, tally } = pass;
  const rows = await rowsOf(context, checked, items);
  const compared = items.flatMap((item) => {
    const own = rows.get(item.id);
    return own ? [compareItem(checked, item, own)] : [];
  });
  const found = await takeCompared(context, pass, compared);
  const doubles = await findDoubles(context, checked, items);
  const accepted = await findAccepted({ deps: context.deps, scope: context.scope }, doubles);
  const open = doubles.filter((double) => !accepted(double));
  for (const _double of open) tally.addDoubled();
  await putDifferences(context, pass, open);
  return found;
}

/** Counts, marks and tells what was compared; returns how many records have their item. */
export async function takeCompared(
  context: RunContext,
  pass: BoardPass,
  items: readonly ComparedItem[],
): Promise<number> {
  const { deps, scope } = context;
  const { checked, tally } = pass;
  const compared = await settleEndedLinks(context, checked, items);
  let records = 0;
  for (const { item, rows, fields } of compared) {
    for (const { key, landed, hash, links } of fields) {
      tally.addField({ key, externalId: landed.row.externalId, hash });
      if (links.expected > 0) tally.addLinks(links.expected, links.found);
    }
    const owners = rows.filter((row) => row.phase === checked.board.key && ownsItem(row));
    records += owners.length;
    for (const _owner of owners) tally.addRecord();
    if (owners.some(({ externalId }) => !pass.left.has(externalId))) {
      tally.addAmounts(plannedValues(checked, item));
    }
  }
  const told = await tellDifferences({ deps, scope }, checked, compared);
  for (const { field } of told) tally.addDifferent(field.key);
  await putDifferences(
    context,
    pass,
    told.map(({ difference }) => difference),
  );
  await deps.store.verification.stamp(
    scope,
    compared.flatMap((each) => toStamps(each, pass.id)),
  );
  return records;
}

/** Stores what a pass has found, under the id of the pass. */
export async function putDifferences(
  { deps, scope }: RunContext,
  pass: Pick<BoardPass, "id">,
  found: readonly NewDifference[],
): Promise<void> {
  const at = deps.clock.now();
  await deps.store.verification.putDifferences(
    scope,
    found.map((difference) => toRow(difference, { runId: pass.id, at })),
  );
}

/** Finished rows of this migration and board by the item they landed on, in the order they were reached. */
export async function rowsOf(
  { deps, scope }: Pick<RunContext, "deps" | "scope">,
  { phases }: Pick<CheckedBoard, "phases">,
  items: readonly Pick<ReadItem, "id">[],
): Promise<ReadonlyMap<string, readonly LedgerRow[]>> {
  const ids = items.map(({ id }) => id);
  const rows = await deps.store.ledger.byItems(scope.accountId, ids, rowsRead);
  const own = rows.filter(
    (row) => row.migrationId === scope.migrationId && row.state === "done" && phases.has(row.phase),
  );
  return Map.groupBy(own, ({ itemId }) => itemId ?? "");
}

/** Items that carry the source id of a record whose item is another one. */
async function findDoubles(
  { deps, scope }: RunContext,
  checked: CheckedBoard,
  items: readonly ReadItem[],
): Promise<readonly NewDifference[]> {
  const carried = items.flatMap((item) => {
    const externalId = item.values[checked.sourceIdColumn]?.text?.trim() ?? "";
    return externalId === "" ? [] : [{ item, externalId }];
  });
  const ids = [...new Set(carried.map(({ externalId }) => externalId))];
  const found: NewDifference[] = [];
  for (const phase of checked.phases) {
    const rows = await deps.store.ledger.rows(scope, phase, ids);
    for (const { item, externalId } of carried) {
      const row = rows.get(externalId);
      if (row && row.state === "done" && row.itemId !== null && row.itemId !== item.id) {
        found.push(toDouble(checked, row, { item, original: row.itemId }));
      }
    }
  }
  return found;
}

function toDouble(
  checked: CheckedBoard,
  row: LedgerRow,
  { item, original }: { item: ReadItem; original: string },
): NewDifference {
  return {
    kind: "doubled_item",
    board: checked.board.key,
    externalId: row.externalId,
    column: null,
    also: item.id,
    itemId: item.id,
    words: doubledWords(original, item.id),
    body: {
      ...itemWords(checked, row, item.id),
      name: item.name,
      ...{ columnTitle: null, columnId: null, source: null },
      written: `Item ${original}`,
      today: `Item ${original} and item ${item.id}`,
    },
  };
}
