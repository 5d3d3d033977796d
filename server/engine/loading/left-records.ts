import type { Plan, PlanBoard } from "../../contract/plan.ts";
import { partsOf } from "../../core/planning/parts.ts";
import type { LedgerCount } from "../../core/reconcile/reconcile.ts";
import { fromExternalId } from "../../core/records.ts";
import type { LedgerRow } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { RunContext } from "../run-context.ts";

/** Ledger rows compared at a time. */
const rowsPerRead = 500;

/**
 * External ids of finished records of this board or part that the source no longer has. Their items are left alone in
 * monday and are no part of what has to add up. Only boards with more finished records than the snapshot holds are
 * compared.
 */
export async function findLeft(
  context: RunContext,
  { plan, board }: { plan: Plan; board: PlanBoard },
): Promise<ReadonlySet<string>> {
  const { deps, scope, signal } = context;
  const left = new Set<string>();
  if (!(await mayHaveLeft(context, partsOf(plan.boards, board.part?.of ?? board.key)))) return left;
  for (let afterSeq: number | null = 0; afterSeq !== null; ) {
    stopIfInterrupted(signal);
    const query = { phase: board.key, afterSeq, limit: rowsPerRead };
    const rows: readonly (LedgerRow & { seq: number })[] = await deps.store.ledger.list(scope, query);
    const known = await inSnapshot(context, rows);
    for (const { state, externalId } of rows) {
      if (state === "done" && !known.has(externalId)) left.add(externalId);
    }
    afterSeq = rows.at(-1)?.seq ?? null;
  }
  return left;
}

/** True when a board, over all its parts, has more records in the ledger than the snapshot holds for it. */
export async function mayHaveLeft(
  { deps, scope }: Pick<RunContext, "deps" | "scope">,
  parts: readonly PlanBoard[],
): Promise<boolean> {
  let records = 0;
  for (const stream of parts[0]?.streams ?? []) records += await deps.store.snapshot.count(scope, stream);
  let rows = 0;
  for (const part of parts) rows += await deps.store.ledger.total(scope, { phase: part.key });
  return rows > records;
}

/** Which of these records the snapshot holds, by external id. */
export async function inSnapshot(
  { deps, scope }: Pick<RunContext, "deps" | "scope">,
  rows: readonly Pick<LedgerRow, "stream" | "externalId">[],
): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (const [stream, ofStream] of Map.groupBy(rows, (row) => row.stream)) {
    const byId = new Map(
      ofStream.map(({ externalId }) => [fromExternalId(externalId)?.id ?? "", externalId]),
    );
    const existing = await deps.store.snapshot.existing(scope, stream, [...byId.keys()]);
    for (const [id, externalId] of byId) if (existing.has(id)) known.add(externalId);
  }
  return known;
}

/** The ledger's counts without the records that left the source, by board key. */
export async function countsWithout(
  { deps, scope }: RunContext,
  left: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<readonly LedgerCount[]> {
  const counts = (await deps.store.ledger.counts(scope)).map((count) => ({ ...count }));
  for (const [phase, externalIds] of left) {
    for (const row of (await deps.store.ledger.rows(scope, phase, [...externalIds])).values()) {
      const { stream, state, outcome } = row;
      const count = counts.find(
        (each) =>
          each.phase === phase && each.stream === stream && each.state === state && each.outcome === outcome,
      );
      if (count) count.count -= 1;
    }
  }
  return counts;
}
