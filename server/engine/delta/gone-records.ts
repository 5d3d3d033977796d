import { loadOrder } from "../../core/planning/board-order.ts";
import { partsOf } from "../../core/planning/parts.ts";
import type { ConflictRow, LedgerRow } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { inSnapshot, mayHaveLeft } from "../loading/left-records.ts";
import type { RunContext } from "../run-context.ts";
import type { LoadInput } from "../steps/load.ts";
import { conflictId } from "./conflict-body.ts";

/** Ledger rows compared at a time. */
const rowsPerRead = 500;

type RowWithItem = LedgerRow & { readonly itemId: string };

/** A record that left the source while its item stays, with what a person was asked about it so far. */
export interface GoneRecord {
  readonly row: RowWithItem;
  readonly asked: ConflictRow | null;
}

/**
 * Records with an item of their own that the source no longer has, a page at a time. Merged records have none. Only
 * boards with more finished records than the snapshot holds are compared, and no board of which a stream was not
 * offered this time: what was not read is not gone.
 */
export async function* goneRecords(
  context: RunContext,
  { plan }: Pick<LoadInput, "plan">,
): AsyncGenerator<readonly GoneRecord[]> {
  const { deps, scope, signal } = context;
  const unread = await unreadStreams(context);
  for (const board of loadOrder(plan)) {
    if (board.streams.some((stream) => unread.has(stream))) continue;
    if (!(await mayHaveLeft(context, partsOf(plan.boards, board.part?.of ?? board.key)))) continue;
    for (let afterSeq: number | null = 0; afterSeq !== null; ) {
      stopIfInterrupted(signal);
      const query = { phase: board.key, afterSeq, limit: rowsPerRead };
      const rows: readonly (LedgerRow & { seq: number })[] = await deps.store.ledger.list(scope, query);
      const gone = await goneAmong(context, rows.filter(hasOwnItem));
      if (gone.length > 0) yield gone;
      afterSeq = rows.at(-1)?.seq ?? null;
    }
  }
}

/** Streams the source did not offer in this reading. */
async function unreadStreams({ deps, scope }: RunContext): Promise<ReadonlySet<string>> {
  const findings = await deps.store.snapshot.findings(scope);
  return new Set(findings.flatMap(({ code, stream }) => (code.startsWith("source.") ? (stream ?? []) : [])));
}

function hasOwnItem(row: LedgerRow): row is RowWithItem & { seq: number } {
  return row.state === "done" && row.itemId !== null && row.outcome !== "merged" && row.outcome !== "skipped";
}

async function goneAmong(context: RunContext, rows: readonly RowWithItem[]): Promise<readonly GoneRecord[]> {
  const { deps, scope } = context;
  const known = await inSnapshot(context, rows);
  const gone = rows.filter(({ externalId }) => !known.has(externalId));
  const asked = await deps.store.conflicts.get(
    scope,
    gone.map((row) => conflictId(row, null)),
  );
  const byId = new Map(asked.map((conflict) => [conflict.id, conflict]));
  return gone.map((row) => ({ row, asked: byId.get(conflictId(row, null)) ?? null }));
}
