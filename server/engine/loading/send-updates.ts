import type { OperationResult, WriteOperation } from "../../connectors/types.ts";
import { type Failure, toFailure } from "../../contract/errors.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { toBatchKey } from "./batch-key.ts";
import type { Delivery } from "./delivery.ts";

/** A change of an item that may happen twice without harm. */
export type ItemUpdate = Extract<WriteOperation, { kind: "update_item" }>;

/** Told once for each update, when its answer is final. */
export type OnAnswer = (update: ItemUpdate, result: OperationResult) => void;

/** A server error that comes back this often for one update is its answer. */
const internalErrorsAtMost = 4;

/** Sends updates that need no intent, however often it takes. Limits and outages are waited for. */
export async function sendUpdates(
  delivery: Delivery,
  updates: readonly ItemUpdate[],
  onAnswer: OnAnswer,
  round = 0,
): Promise<void> {
  if (updates.length === 0) return;
  const { context, destination, target } = delivery;
  for (let attempt = 0; ; attempt += 1) {
    stopIfInterrupted(context.signal);
    const idempotencyKey = toBatchKey({
      migrationId: context.scope.migrationId,
      phase: `${target.phase}.links.${round}.${attempt}`,
      firstIntendedAt: context.deps.clock.now(),
      operations: updates.map((update) => JSON.stringify(update)),
    });
    const { boardId, externalIdColumnId } = target;
    const batch = { boardId, externalIdColumnId, idempotencyKey, operations: updates };
    const answer = await destination.write(batch, context.writeSignal);
    if (answer.kind === "answered") {
      return take(delivery, updates, { results: answer.results, onAnswer, round });
    }
    if (updates.length > 1 && mayBeOneOfThem(answer.error)) {
      const middle = Math.ceil(updates.length / 2);
      await sendUpdates(delivery, updates.slice(0, middle), onAnswer, round);
      return sendUpdates(delivery, updates.slice(middle), onAnswer, round);
    }
    await context.waiting.after(answer.error, attempt);
  }
}

/** The call is too large, or one of its writes spoils it: smaller calls get further. */
function mayBeOneOfThem(failure: Failure): boolean {
  return failure.kind === "permanent" || failure.code === "monday.request_too_complex";
}

async function take(
  delivery: Delivery,
  updates: readonly ItemUpdate[],
  input: { results: readonly OperationResult[]; onAnswer: OnAnswer; round: number },
): Promise<void> {
  const { results, onAnswer, round } = input;
  const again: ItemUpdate[] = [];
  let limit: Failure | null = null;
  for (const [index, update] of updates.entries()) {
    const result = results[index] ?? noAnswer;
    if (!result.ok && mayHelpAgain(result.error, round)) {
      again.push(update);
      limit = result.error;
    } else {
      onAnswer(update, result);
    }
  }
  if (limit === null) return;
  await delivery.context.waiting.after(limit, 0);
  await sendUpdates(delivery, again, onAnswer, round + 1);
}

function mayHelpAgain(failure: Failure, round: number): boolean {
  return failure.kind === "retryable" && (failure.code !== "monday.internal" || round < internalErrorsAtMost);
}

const noAnswer: OperationResult = {
  ok: false,
  error: toFailure("monday.unexpected", { message: "The answer has fewer results than operations" }),
};
