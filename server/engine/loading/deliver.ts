import type { BatchAnswer, OperationResult } from "../../connectors/types.ts";
import { type Failure, toFailure } from "../../contract/errors.ts";
import type { DoneWrite, SettledRecord } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { Delivery } from "./delivery.ts";
import { toDone, toFailed } from "./done-write.ts";
import type { PreparedWrite } from "./prepared.ts";
import { isTooLarge, renewRefused, stopForPerson } from "./refused-batch.ts";
import { type SentBatch, toSentBatch } from "./sent-batch.ts";
import { look, type Settlement, settleDoubt, settleFound, suspectAfterAttempts } from "./settle-doubt.ts";

/** Outcomes that are known but not stored yet; they go into the same transaction as the next intents. */
export interface Carried {
  readonly done: readonly DoneWrite[];
  readonly settled: readonly SettledRecord[];
}

/**
 * Intends the writes, sends them, and returns the outcome of each. The intents are durable before anything is
 * sent; the outcomes are returned, not stored: they travel with the next commit. Throws `FailureError` when a
 * person has to act first, with everything that did happen stored.
 */
export async function deliver(
  delivery: Delivery,
  writes: readonly PreparedWrite[],
  carried: Carried,
  attempt = 0,
): Promise<readonly DoneWrite[]> {
  const { context, target } = delivery;
  if (writes.length === 0) {
    if (carried.done.length + carried.settled.length > 0) {
      await context.commit(carried);
    }
    return [];
  }
  const sent = toSentBatch(context, target, writes);
  await context.commit({ ...carried, intended: sent.intents });
  return sendIntended(delivery, sent, attempt);
}

/** Finishes a batch that was intended earlier and whose answer is not known. Returns and throws like `deliver`. */
export async function deliverDoubtful(
  delivery: Delivery,
  sent: SentBatch,
  cause: Failure,
): Promise<readonly DoneWrite[]> {
  const settlement = await settleDoubt(delivery, sent, cause);
  switch (settlement.kind) {
    case "found":
      return settlement.done;
    case "answered":
      return takeResults(delivery, sent, { results: settlement.results, attempt: 0 });
    case "too_large":
      return splitUp(delivery, sent, settlement.failure);
    case "renewed":
      return sendIntended(delivery, settlement.sent, 0);
    case "missing":
      return sendMissing(delivery, settlement);
  }
}

async function sendMissing(
  delivery: Delivery,
  settlement: Extract<Settlement, { kind: "missing" }>,
): Promise<readonly DoneWrite[]> {
  const { done, missing, failure, isSuspect } = settlement;
  if (!isSuspect) return [...done, ...(await deliver(delivery, missing, carry(done)))];
  const [only] = missing;
  if (missing.length === 1 && only) {
    return [...done, toFailed(delivery.target, only, failure, delivery.context.deps.clock.now())];
  }
  return [...done, ...(await deliverHalves(delivery, missing))];
}

async function sendIntended(
  delivery: Delivery,
  intended: SentBatch,
  attempt: number,
): Promise<readonly DoneWrite[]> {
  const { sent, answer } = await send(delivery, intended);
  if (answer.kind === "answered") return takeResults(delivery, sent, { results: answer.results, attempt });
  if (answer.kind === "doubtful") return deliverDoubtful(delivery, sent, answer.error);
  return splitUp(delivery, sent, answer.error);
}

/** Sends until the batch was executed, may have been executed, or is too large. Limits are waited for. */
async function send(
  delivery: Delivery,
  intended: SentBatch,
): Promise<{ sent: SentBatch; answer: BatchAnswer }> {
  const { context, destination } = delivery;
  let sent = intended;
  for (let attempt = 0; ; attempt += 1) {
    stopIfInterrupted(context.signal);
    const answer = await destination.write(sent.batch, context.writeSignal);
    if (answer.kind !== "refused" || isTooLarge(answer.error)) return { sent, answer };
    sent = await renewRefused(delivery, sent, { failure: answer.error, attempt });
  }
}

/** Turns the answer of each operation into an outcome; what can be put right is sent once more. */
async function takeResults(
  delivery: Delivery,
  sent: SentBatch,
  answer: { results: readonly OperationResult[]; attempt: number },
): Promise<readonly DoneWrite[]> {
  const { context, target } = delivery;
  const at = context.deps.clock.now();
  const done: DoneWrite[] = [];
  const open: { write: PreparedWrite; failure: Failure }[] = [];
  for (const [index, write] of sent.writes.entries()) {
    const result = answer.results[index] ?? noAnswer;
    if (result.ok) done.push(toDone(target, write, result, { at, titleOf: delivery.titleOf }));
    else if (staysOpen(result.error, answer.attempt)) open.push({ write, failure: result.error });
    else done.push(toFailed(target, write, result.error, at));
  }
  if (open.length === 0) return done;
  // These have no item. They are intended anew, under a key whose answer the destination does not know yet.
  const writes = open.map(({ write }) => write);
  const { intents } = toSentBatch(context, target, writes, sent.batch.idempotencyKey);
  await context.commit({ done, intended: intents });
  const stopping = open.filter(({ failure }) => failure.kind === "needs_user");
  const [first] = stopping;
  if (first) {
    const refused = stopping.map(({ write }) => write);
    await stopForPerson(delivery, refused, first.failure);
  }
  return [...done, ...(await tryAgain(delivery, open, answer.attempt + 1))];
}

/** A failure that is not the end of the record: a person, a limit or another try can help. */
function staysOpen(failure: Failure, attempt: number): boolean {
  if (failure.code === "monday.person_not_assignable") return true;
  if (failure.code === "monday.internal") return attempt < suspectAfterAttempts;
  return failure.kind === "retryable" || failure.kind === "needs_user";
}

async function tryAgain(
  delivery: Delivery,
  again: readonly { write: PreparedWrite; failure: Failure }[],
  attempt: number,
): Promise<readonly DoneWrite[]> {
  const { context, target } = delivery;
  const changed: PreparedWrite[] = [];
  const done: DoneWrite[] = [];
  for (const { write, failure } of again) {
    if (failure.kind === "retryable") continue;
    const without = await delivery.withoutPeople(write);
    if (without) changed.push(without);
    else done.push(toFailed(target, write, failure, context.deps.clock.now()));
  }
  done.push(...(await deliver(delivery, changed, carry(done), attempt)));
  const limited = again.filter(({ failure }) => failure.kind === "retryable");
  const [first] = limited;
  if (!first) return done;
  await context.waiting.after(first.failure, attempt);
  const seen = await look(
    delivery,
    limited.map(({ write }) => write),
  );
  const known = [...done, ...(await settleFound(delivery, seen.found))];
  return [...known, ...(await deliver(delivery, seen.missing, carry(known), attempt))];
}

async function splitUp(delivery: Delivery, sent: SentBatch, failure: Failure): Promise<readonly DoneWrite[]> {
  const [only] = sent.writes;
  if (sent.writes.length > 1 || !only) return deliverHalves(delivery, sent.writes);
  return [toFailed(delivery.target, only, failure, delivery.context.deps.clock.now())];
}

async function deliverHalves(
  delivery: Delivery,
  writes: readonly PreparedWrite[],
): Promise<readonly DoneWrite[]> {
  const middle = Math.ceil(writes.length / 2);
  const first = await deliver(delivery, writes.slice(0, middle), carry([]));
  const second = await deliver(delivery, writes.slice(middle), carry(first));
  return [...first, ...second];
}

function carry(done: readonly DoneWrite[]): Carried {
  return { done, settled: [] };
}

const noAnswer: OperationResult = {
  ok: false,
  error: toFailure("monday.unexpected", { message: "The answer has fewer results than operations" }),
};
