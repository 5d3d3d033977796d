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
    await settleFields(context, page);
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

/** Questions about fields of a record that is gone have no answer any more. */
async function settleFields({ deps, scope }: RunContext, page: readonly GoneRecord[]): Promise<void> {
  for (const [phase, ofPhase] of Map.groupBy(page, ({ row }) => row.phase)) {
    const ids = ofPhase.map(({ row }) => row.externalId);
    const fields = (await deps.store.conflicts.ofRecords(scope, phase, ids)).filter(
      ({ kind, state }) => kind === "field" && state !== "settled",
    );
    await deps.store.conflicts.settle(
      scope,
      fields.map(({ id }) => id),
    );
  }
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
 * leave once more, it is asked once more. An answer about an item that was removed has been carried out.
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
    const rows = await rowsOf(context, answered);
    const inSource = await inSnapshot(context, [...rows.values()]);
    const back = answered.filter((conflict) => inSource.has(conflict.externalId));
    const over = answered.filter((conflict) => !rows.has(conflict.id));
    const ids = back.map(({ id }) => id);
    await deps.store.conflicts.settle(scope, [...ids, ...over.map(({ id }) => id)]);
    // Put again and settled: without the answer.
    await deps.store.conflicts.put(scope, back);
    await deps.store.conflicts.settle(scope, ids);
    afterSeq = page.at(-1)?.seq ?? null;
  }
}

/** Ledger rows by the id of the conflict about them. */
async function rowsOf(
  { deps, scope }: RunContext,
  asked: readonly ConflictRow[],
): Promise<ReadonlyMap<string, LedgerRow>> {
  const found = new Map<string, LedgerRow>();
  for (const [phase, ofPhase] of Map.groupBy(asked, (conflict) => conflict.phase)) {
    const ids = ofPhase.map(({ externalId }) => externalId);
    for (const row of (await deps.store.ledger.rows(scope, phase, ids)).values()) {
      found.set(conflictId(row, null), row);
    }
  }
  return found;
}
