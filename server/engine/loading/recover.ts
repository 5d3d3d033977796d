import { toFailure } from "../../contract/errors.ts";
import type { IntendedWrite, LedgerRow } from "../../store/store.ts";
import { deliverDoubtful } from "./deliver.ts";
import type { Delivery } from "./delivery.ts";
import { outcomeOf, type PreparedWrite } from "./prepared.ts";
import type { OnSettled } from "./pump.ts";
import { type SentBatch, toWriteBatch } from "./sent-batch.ts";
import { parseOperation } from "./stored-operation.ts";

/** Rows read at a time; a phase has one call under way, so hardly ever more than one batch is unfinished. */
const rowsPerRead = 1_000;

/**
 * Settles everything a phase had intended when the work was interrupted, before anything new is sent: each batch
 * is looked up in the destination by its external ids and only what did not arrive is sent again.
 */
export async function recoverPhase(delivery: Delivery, onSettled: OnSettled): Promise<void> {
  const { context, target } = delivery;
  for (;;) {
    const rows = await context.deps.store.ledger.unfinished(context.scope, target.phase, rowsPerRead);
    if (rows.length === 0) return;
    for (const batch of toUnfinishedBatches(rows)) {
      context.logger.info({
        event: "load.recovers",
        runId: context.run.id,
        phase: target.phase,
        writes: batch.length,
      });
      noteLost(delivery, batch);
      const own = toBoardOf(delivery, batch);
      const done = await deliverDoubtful(own, toSent(own, batch), interrupted);
      await context.commit({ done });
      await onSettled(done, []);
    }
  }
}

/**
 * The call was made, or was about to be, when the process ended, and left no line. It becomes durable with the first
 * commit of what settles the batch.
 */
function noteLost({ context, target }: Delivery, rows: readonly LedgerRow[]): void {
  const [first] = rows;
  context.audit.note({
    system: "destination",
    operation: "write.unanswered",
    writes: true,
    boardId: first?.boardId ?? null,
    records: rows.map(({ externalId }) => externalId),
    requestId: null,
    outcome: "lost",
    detail: { phase: target.phase, intendedAt: new Date(first?.intendedAt ?? 0).toISOString() },
  });
}

const interrupted = toFailure("monday.unreachable", {
  message: "The answer to this call is not known",
  userMessage: "Portage was interrupted during a call and first checks what has arrived.",
});

/** Batches in the order they were intended. The last one may be cut off by the limit of the read: it comes again. */
function toUnfinishedBatches(rows: readonly LedgerRow[]): readonly (readonly LedgerRow[])[] {
  const batches = new Map<string, LedgerRow[]>();
  for (const row of rows) {
    const key = row.idempotencyKey ?? "";
    const batch = batches.get(key) ?? [];
    batch.push(row);
    batches.set(key, batch);
  }
  const all = [...batches.values()];
  return rows.length < rowsPerRead || all.length === 1 ? all : all.slice(0, -1);
}

/** A duplicate may complete an item on another part of the board: its call goes to that part. */
function toBoardOf(delivery: Delivery, rows: readonly LedgerRow[]): Delivery {
  const boardId = rows[0]?.boardId ?? delivery.target.boardId;
  return { ...delivery, target: { ...delivery.target, boardId } };
}

function toSent(delivery: Delivery, rows: readonly LedgerRow[]): SentBatch {
  const writes = rows.map(toWrite);
  const key = rows[0]?.idempotencyKey ?? "";
  return { writes, intents: rows.map(toIntent), batch: toWriteBatch(delivery.target, writes, key) };
}

function toWrite(row: LedgerRow): PreparedWrite {
  const operation = parseOperation(row.operation ?? "");
  const { externalId, stream, name, notes, before } = row;
  const payloadHash = row.payloadHash ?? "";
  const outcome = outcomeOf(operation, notes);
  return { externalId, stream, name, notes, before, operation, payloadHash, outcome };
}

function toIntent(row: LedgerRow): IntendedWrite {
  return {
    phase: row.phase,
    externalId: row.externalId,
    stream: row.stream,
    runId: row.runId,
    name: row.name,
    boardId: row.boardId ?? "",
    payloadHash: row.payloadHash ?? "",
    idempotencyKey: row.idempotencyKey ?? "",
    intendedAt: row.intendedAt ?? 0,
    operation: row.operation ?? "",
    before: row.before,
    notes: row.notes,
  };
}
