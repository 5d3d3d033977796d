import type { ConflictRow, LedgerRow } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { inSnapshot } from "../loading/left-records.ts";
import { atPlace } from "../named-place.ts";
import type { RunContext } from "../run-context.ts";
import type { LoadInput } from "../steps/load.ts";
import { type ConflictBody, conflictId } from "./conflict-body.ts";
import { type GoneRecord, goneRecords } from "./gone-records.ts";
import { removeGone } from "./remove-gone.ts";

/** Conflicts read at a time. */
const rowsPerRead = 500;

/**
 * Asks about records that left the source and carries out what was answered: `remove` takes the item out of monday,
 * `keep` is not asked again while the record stays away. Nothing is removed unasked. Answers how many are new.
 */
export async function settleGoneRecords(context: RunContext, input: LoadInput): Promise<number> {
  await forgetReturned(context);
  let found = 0;
  for await (const page of goneRecords(context, input)) {
    const fresh = page.filter(({ asked }) => isToAsk(asked, context));
    found += fresh.length;
    await context.deps.store.conflicts.put(
      context.scope,
      fresh.map(({ row }) => toQuestion(context, input, row)),
    );
    const decided = page.filter(({ asked }) => asked?.state === "decided");
    await keep(context, decided.filter(isKept));
    const toRemove = decided.filter((gone) => !isKept(gone)).map(({ row }) => row);
    for (const [phase, rows] of Map.groupBy(toRemove, (row) => row.phase)) {
      const board = input.plan.boards.find(({ key }) => key === phase) ?? null;
      await atPlace({ plan: input.plan, board }, () => removeGone(context, input.destination, rows));
    }
  }
  return found;
}

/** Not asked yet, asked before it came back, or asked by this run just before it was interrupted. */
function isToAsk(asked: ConflictRow | null, { run }: RunContext): boolean {
  if (asked === null) return true;
  if (asked.state === "settled") return asked.decision === null;
  return asked.state === "open" && asked.runId === run.id;
}

function isKept({ asked }: GoneRecord): boolean {
  return asked?.decision === "keep";
}

async function keep({ deps, scope }: RunContext, gone: readonly GoneRecord[]): Promise<void> {
  await deps.store.conflicts.settle(
    scope,
    gone.map(({ row }) => conflictId(row, null)),
  );
}

function toQuestion({ deps, run }: RunContext, { plan }: LoadInput, row: GoneRecord["row"]): ConflictRow {
  const body: ConflictBody = {
    boardTitle: plan.boards.find(({ key }) => key === row.phase)?.title ?? row.phase,
    boardId: row.boardId ?? "",
    name: row.name,
    columnTitle: null,
    columnId: null,
    was: row.name,
    sourceNow: "",
    mondayNow: row.name,
    source: null,
    monday: null,
  };
  return {
    id: conflictId(row, null),
    kind: "deleted",
    phase: row.phase,
    externalId: row.externalId,
    itemId: row.itemId,
    columnKey: null,
    ...{ state: "open", decision: null, decidedBy: null, decidedAt: null },
    foundAt: deps.clock.now(),
    runId: run.id,
    body: JSON.stringify(body),
  };
}

/**
 * Records that are in the source again are no question any more, and an answer about them is forgotten: if they
 * leave once more, it is asked once more.
 */
async function forgetReturned(context: RunContext): Promise<void> {
  const { deps, scope, signal } = context;
  for (let afterSeq: number | null = 0; afterSeq !== null; ) {
    stopIfInterrupted(signal);
    const page: readonly (ConflictRow & { seq: number })[] = await deps.store.conflicts.list(
      scope,
      { kind: "deleted" },
      { afterSeq, limit: rowsPerRead },
    );
    const answered = page.filter(({ state, decision }) => state !== "settled" || decision !== null);
    const back = await returned(context, answered);
    const ids = back.map(({ id }) => id);
    // Settled, put again and settled: without the answer.
    await deps.store.conflicts.settle(scope, ids);
    await deps.store.conflicts.put(scope, back);
    await deps.store.conflicts.settle(scope, ids);
    afterSeq = page.at(-1)?.seq ?? null;
  }
}

async function returned(context: RunContext, asked: readonly ConflictRow[]): Promise<readonly ConflictRow[]> {
  const { deps, scope } = context;
  const rows: LedgerRow[] = [];
  for (const [phase, ofPhase] of Map.groupBy(asked, (conflict) => conflict.phase)) {
    const ids = ofPhase.map(({ externalId }) => externalId);
    rows.push(...(await deps.store.ledger.rows(scope, phase, ids)).values());
  }
  const known = await inSnapshot(context, rows);
  return asked.filter(({ externalId }) => known.has(externalId));
}
