import type { ReadItem } from "../../connectors/types.ts";
import type { RecordReason } from "../../core/reasons.ts";
import { differenceId, missingItemWords, movedItemWords } from "../../core/verify/difference-words.ts";
import type { LedgerRow } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { RunContext } from "../run-context.ts";
import { ownsItem } from "./checked-board.ts";
import { compareItem } from "./compare-item.ts";
import type { NewDifference } from "./difference-body.ts";
import { type BoardPass, putDifferences, rowsOf, takeCompared } from "./read-board.ts";
import { findAccepted, itemWords } from "./tell-differences.ts";

/** Each read of the ledger walks over the board once, so few and large ones are cheaper. */
const rowsPerRead = 2_000;
/** monday API facts 7: at most 100 ids in a call. */
const itemsPerCall = 100;
const lostReason = "item_gone" satisfies RecordReason;

/**
 * Records whose items the board did not show: each item is asked for by id, as a list may lag behind and an item may
 * have been moved. What is not there any more is missing.
 */
export async function takeUnseen(context: RunContext, pass: BoardPass): Promise<void> {
  const { deps, scope, signal } = context;
  const phase = pass.checked.board.key;
  for (let afterSeq: number | null = 0; afterSeq !== null; ) {
    stopIfInterrupted(signal);
    const query = { runId: pass.id, phase, afterSeq, limit: rowsPerRead };
    const rows: readonly (LedgerRow & { seq: number })[] = await deps.store.verification.unseen(scope, query);
    for (let from = 0; from < rows.length; from += itemsPerCall) {
      await takeSome(context, pass, rows.slice(from, from + itemsPerCall));
    }
    afterSeq = rows.at(-1)?.seq ?? null;
  }
  await takeLost(context, pass);
}

/** Records of which late changes have shown meanwhile that the item is gone: missing until an import writes them anew. */
async function takeLost(context: RunContext, pass: BoardPass): Promise<void> {
  const { deps, scope, signal } = context;
  const phase = pass.checked.board.key;
  for (let afterSeq: number | null = 0; afterSeq !== null; ) {
    stopIfInterrupted(signal);
    const query = { phase, outcome: "failed" as const, afterSeq, limit: rowsPerRead };
    const rows: readonly (LedgerRow & { seq: number })[] = await deps.store.ledger.list(scope, query);
    const lost = rows
      .filter(({ reasonCode }) => reasonCode === lostReason)
      .map((row) => toMissing(pass, row));
    const accepted = await deps.store.verification.differences(
      scope,
      { ids: lost.map(differenceId), state: "accepted" },
      { afterSeq: 0, limit: rowsPerRead },
    );
    const known = new Set(accepted.map(({ id }) => id));
    await putDifferences(
      context,
      pass,
      lost.filter((difference) => !known.has(differenceId(difference))),
    );
    afterSeq = rows.at(-1)?.seq ?? null;
  }
}

async function takeSome(context: RunContext, pass: BoardPass, rows: readonly LedgerRow[]): Promise<void> {
  const { checked } = pass;
  const { waiting, signal } = context;
  stopIfInterrupted(signal);
  const itemIds = [...new Set(rows.flatMap(({ itemId }) => itemId ?? []))];
  const request = { itemIds, columnIds: checked.columnIds };
  const read = await waiting.until(() => checked.destination.itemsById(request, signal));
  const items = new Map(read.map((item) => [item.id, item]));
  await takeLate(
    context,
    pass,
    read.filter((item) => isHere(pass, item)),
  );
  const found: NewDifference[] = [];
  let moved = 0;
  for (const row of rows) {
    const item = items.get(row.itemId ?? "");
    const isOwner = ownsItem(row);
    if (!item) {
      if (isOwner) found.push(toMissing(pass, row));
    } else if (!isHere(pass, item) && row.boardId === checked.boardId) {
      if (isOwner) moved += 1;
      if (isOwner) found.push(toMoved(pass, row));
    } else if (!isHere(pass, item)) {
      // Written to a board the plan used before, or merged into an item of another part: it is where it was written.
      if (isOwner) moved += 1;
    }
  }
  for (let count = 0; count < moved; count += 1) pass.tally.addRecord();
  const accepted = await findAccepted({ deps: context.deps, scope: context.scope }, found);
  await putDifferences(
    context,
    pass,
    found.filter((difference) => !accepted(difference)),
  );
}

function isHere({ checked }: BoardPass, item: ReadItem): boolean {
  return item.boardId === undefined || item.boardId === checked.boardId;
}

/** Items that are on the board although its list did not show them. */
async function takeLate(context: RunContext, pass: BoardPass, items: readonly ReadItem[]): Promise<void> {
  const rows = await rowsOf(context, pass.checked, items);
  const compared = items.flatMap((item) => {
    const own = rows.get(item.id);
    return own ? [compareItem(pass.checked, item, own)] : [];
  });
  await takeCompared(context, pass, compared);
}

/** The item id stays with the difference, so that the item's view can tell. */
function toMissing({ checked }: BoardPass, row: LedgerRow): NewDifference {
  return {
    ...{ kind: "missing_item", board: checked.board.key, externalId: row.externalId, column: null },
    itemId: row.itemId,
    words: missingItemWords,
    body: {
      ...itemWords(checked, row, null),
      ...{ columnTitle: null, columnId: null, source: null, written: writtenWords(row), today: "" },
    },
  };
}

function writtenWords({ itemId, name }: LedgerRow): string {
  return itemId === null ? name : `Item ${itemId}`;
}

function toMoved({ checked }: BoardPass, row: LedgerRow): NewDifference {
  return {
    ...{ kind: "moved_item", board: checked.board.key, externalId: row.externalId, column: null },
    itemId: row.itemId,
    words: movedItemWords,
    body: {
      ...itemWords(checked, row, row.itemId),
      ...{ columnTitle: null, columnId: null, source: null },
      ...{ written: checked.board.title, today: "Another board" },
    },
  };
}
