import type { Destination } from "../../connectors/types.ts";
import { type RecordReason, recordReasons } from "../../core/reasons.ts";
import type { LedgerRow, SettledRecord } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { RunContext } from "../run-context.ts";
import { inSnapshot } from "./left-records.ts";

/** Ledger rows compared at a time. */
const rowsPerRead = 500;

/** A board that was read from its first item to its last. */
export interface BoardSeen {
  /** Key of the ledger rows. */
  readonly phase: string;
  readonly boardId: string;
  /** Ids of all its items. */
  readonly itemIds: ReadonlySet<string>;
  /** How many of them are the items of finished records. */
  readonly found: number;
}

/**
 * Ends records as failed whose items the board no longer has, so that the admin sees which they are and the next
 * import can write them anew. Items that the board did not show are asked for by id first: a list may lag behind,
 * and an item that was moved still exists. Most boards lack nothing and are not compared at all.
 */
export async function settleGone(
  context: RunContext,
  destination: Destination,
  board: BoardSeen,
): Promise<void> {
  const { deps, scope, signal } = context;
  if (!(await mayLackItems(context, board))) return;
  for (let afterSeq: number | null = 0; afterSeq !== null; ) {
    stopIfInterrupted(signal);
    const query = { phase: board.phase, afterSeq, limit: rowsPerRead };
    const rows: readonly (LedgerRow & { seq: number })[] = await deps.store.ledger.list(scope, query);
    const missing = rows.filter((row) => isMissing(row, board));
    const settled = await toGone(context, destination, missing);
    if (settled.length > 0) await context.commit({ settled });
    afterSeq = rows.at(-1)?.seq ?? null;
  }
}

/** A failed change may have failed because the item is gone, so failures are looked at too. */
async function mayLackItems({ deps, scope }: RunContext, board: BoardSeen): Promise<boolean> {
  const counts = await deps.store.ledger.counts(scope);
  const done = counts.filter((row) => row.phase === board.phase && row.state === "done");
  const count = (outcomes: readonly string[]): number =>
    done.reduce((sum, row) => sum + (outcomes.includes(row.outcome ?? "") ? row.count : 0), 0);
  return count(["created", "updated", "unchanged"]) !== board.found || count(["failed"]) > 0;
}

function isMissing(row: LedgerRow, board: BoardSeen): boolean {
  return (
    row.state === "done" &&
    row.itemId !== null &&
    row.boardId === board.boardId &&
    !board.itemIds.has(row.itemId)
  );
}

/** Rows of these whose items monday no longer has, as they end. Each item is asked for by id. */
export async function toGone(
  context: RunContext,
  destination: Destination,
  missing: readonly LedgerRow[],
): Promise<readonly SettledRecord[]> {
  const itemIds = [...new Set(missing.flatMap(({ itemId }) => itemId ?? []))];
  if (itemIds.length === 0) return [];
  const { waiting, signal } = context;
  const items = await waiting.until(() => destination.itemsById({ itemIds, columnIds: [] }, signal));
  const there = new Set(items.map(({ id }) => id));
  const gone = missing.filter(({ itemId }) => itemId !== null && !there.has(itemId));
  const inSource = await inSnapshot(context, gone);
  const at = context.deps.clock.now();
  return gone.map((row) =>
    toSettled(row, inSource.has(row.externalId) ? "item_gone" : "gone_everywhere", at),
  );
}

/** A record without an item in source and destination is none to try again. */
function toSettled(row: LedgerRow, code: RecordReason, doneAt: number): SettledRecord {
  const { phase, externalId, stream, runId, name, boardId, notes } = row;
  const outcome = code === "item_gone" ? "failed" : "skipped";
  const { reason } = recordReasons[code];
  return {
    ...{ phase, externalId, stream, runId, name, boardId, notes, doneAt },
    ...{ outcome, reasonCode: code, reason, itemId: null },
  };
}
