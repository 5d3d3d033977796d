import { type Failure, FailureError } from "../../contract/errors.ts";
import type { Delivery } from "./delivery.ts";
import type { PreparedWrite } from "./prepared.ts";
import { type SentBatch, toSentBatch } from "./sent-batch.ts";

/** True when the batch asks for more than one call may: smaller ones can pass. */
export function isTooLarge(failure: Failure): boolean {
  return failure.code === "monday.request_too_complex";
}

/**
 * Stops when a person has to act on writes that were refused. Their intents are withdrawn: by the time the run goes
 * on, the plan, a group or a column may be another, and the writes have to be prepared anew.
 */
export async function stopForPerson(
  delivery: Delivery,
  writes: readonly PreparedWrite[],
  failure: Failure,
): Promise<void> {
  if (failure.kind !== "needs_user") return;
  const { context, target } = delivery;
  const withdrawn = writes.map(({ externalId }) => ({ phase: target.phase, externalId }));
  await context.commit({ withdrawn });
  throw new FailureError(failure);
}

/**
 * The call was refused, so nothing of it happened and none of it is under way: the same writes under a key of their
 * own, as the destination may remember the refusal. Returns when they may be sent. Throws as `stopForPerson` does.
 */
export async function renewRefused(
  delivery: Delivery,
  sent: SentBatch,
  refusal: { readonly failure: Failure; readonly attempt: number },
): Promise<SentBatch> {
  const { context, target } = delivery;
  await stopForPerson(delivery, sent.writes, refusal.failure);
  const renewed = toSentBatch(context, target, sent.writes, sent.batch.idempotencyKey);
  await context.commit({ intended: renewed.intents });
  await context.waiting.after(refusal.failure, refusal.attempt);
  return renewed;
}
