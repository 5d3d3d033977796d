import type { WriteBatch } from "../../connectors/types.ts";
import type { IntendedWrite } from "../../store/store.ts";
import type { RunContext } from "../run-context.ts";
import { firstIntendedAt, toBatchKey } from "./batch-key.ts";
import type { LoadTarget, PreparedWrite } from "./prepared.ts";

/** One call to the destination with the ledger rows that announce it. */
export interface SentBatch {
  readonly writes: readonly PreparedWrite[];
  readonly batch: WriteBatch;
  readonly intents: readonly IntendedWrite[];
}

/**
 * A call that was never sent before, under a key of its own. `instead` is the key of an earlier call for the same
 * writes that is known to have done nothing: the destination may remember its refusal, so it is not used again.
 */
export function toSentBatch(
  context: RunContext,
  target: LoadTarget,
  writes: readonly PreparedWrite[],
  instead?: string,
): SentBatch {
  const now = context.deps.clock.now();
  const operations = writes.map((write) => JSON.stringify(write.operation));
  const first = instead === undefined ? now : Math.max(now, firstIntendedAt(instead) + 1);
  const key = keyOf(context, { target, operations, firstIntendedAt: first });
  const intents = writes.map((write, index): IntendedWrite => {
    const operation = operations[index] ?? "";
    return {
      phase: target.phase,
      externalId: write.externalId,
      stream: write.stream,
      runId: context.run.id,
      name: write.name,
      boardId: target.boardId,
      payloadHash: write.payloadHash,
      idempotencyKey: key,
      intendedAt: now,
      operation,
      before: write.before,
      notes: write.notes,
    };
  });
  return { writes, intents, batch: toWriteBatch(target, writes, key) };
}

/** A call as it is found in the ledger. */
export function toWriteBatch(
  target: LoadTarget,
  writes: readonly PreparedWrite[],
  idempotencyKey: string,
): WriteBatch {
  const { boardId, externalIdColumnId } = target;
  return { boardId, externalIdColumnId, idempotencyKey, operations: writes.map((write) => write.operation) };
}

/**
 * True when these are all the writes the key was made for. Under the same key the destination repeats its answer
 * to the whole call, so a part of it must never be sent under that key.
 */
export function isWhole(context: RunContext, target: LoadTarget, sent: SentBatch): boolean {
  const { idempotencyKey } = sent.batch;
  const operations = sent.intents.map((intent) => intent.operation);
  const first = firstIntendedAt(idempotencyKey);
  return keyOf(context, { target, operations, firstIntendedAt: first }) === idempotencyKey;
}

function keyOf(
  context: RunContext,
  input: { target: LoadTarget; operations: readonly string[]; firstIntendedAt: number },
): string {
  const { target, ...call } = input;
  return toBatchKey({ ...call, migrationId: context.scope.migrationId, phase: target.phase });
}
