import type { BatchAnswer, Destination, OperationResult } from "../../connectors/types.ts";
import type { Failure } from "../../contract/errors.ts";
import { FailureError, toFailure } from "../../contract/errors.ts";
import type { DoneWrite, SettledRecord } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { RunContext } from "../run-context.ts";
import { firstIntendedAt } from "./batch-key.ts";
import { toDone, toFailed, toFoundDone } from "./done-write.ts";
import { isOnceOnly, lookUp } from "./look-up.ts";
import type { LoadTarget, PreparedWrite } from "./prepared.ts";
import { type FoundWrite, restoreLinks } from "./restore-links.ts";
import { isWhole, type SentBatch, toSentBatch } from "./sent-batch.ts";

/** monday remembers a key for 30 minutes (API facts 2.3); two minutes are left for clocks that differ. */
const resendWindowMs = 28 * 60_000;
/** A query runs 60 seconds at most (API facts 3.3); after that and a margin an old call has ended. */
const callEndedAfterMs = 70_000;
/** A server error that comes back this often is taken for one of the batch's own making. */
const suspectAfterAttempts = 4;

/** Everything needed to bring writes to one board. */
export interface Delivery {
  readonly context: RunContext;
  readonly destination: Destination;
  readonly target: LoadTarget;
  titleOf(columnId: string): string;
  /** The same record without the people in it, their names kept as text; null when there is nobody in it. */
  withoutPeople(write: PreparedWrite): Promise<PreparedWrite | null>;
}

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

async function sendIntended(
  delivery: Delivery,
  intended: SentBatch,
  attempt: number,
): Promise<readonly DoneWrite[]> {
  const { sent, answer } = await send(delivery, intended);
  if (answer.kind === "answered") return takeResults(delivery, sent, { results: answer.results, attempt });
  if (answer.kind === "doubtful") return settleDoubt(delivery, sent, answer.error);
  return splitUp(delivery, sent, answer.error);
}

/** Finishes a batch that was intended earlier and whose answer is not known, be it lost in a crash or on the way. */
export async function settleDoubt(
  delivery: Delivery,
  sent: SentBatch,
  cause: Failure,
): Promise<readonly DoneWrite[]> {
  const { context, target } = delivery;
  const mayResend = isWhole(context, target, sent);
  let failure = cause;
  for (let attempt = 0; ; attempt += 1) {
    const seen = await look(delivery, sent.writes);
    if (seen.missing.length === 0) return settleFound(delivery, seen.found);
    const isUntouched = seen.missing.length === sent.writes.length;
    const age = context.deps.clock.now() - firstIntendedAt(sent.batch.idempotencyKey);
    const isSuspect = mayBeItsOwnFault(failure, attempt);
    if (!mayResend || !isUntouched || isSuspect || age >= resendWindowMs) {
      return sendMissing(delivery, sent, failure, isSuspect);
    }
    const answer = await sendAgain(delivery, sent);
    if (answer.kind === "answered")
      return takeResults(delivery, sent, { results: answer.results, attempt: 0 });
    failure = answer.error;
    if (isTooLarge(failure)) return splitUp(delivery, sent, failure);
    if (answer.kind === "refused") return startOver(delivery, sent, failure);
    await context.waiting.after(failure, attempt);
  }
}

/** The call was refused, so nothing of it happened and none of it is under way: the writes start over. */
async function startOver(
  delivery: Delivery,
  sent: SentBatch,
  failure: Failure,
): Promise<readonly DoneWrite[]> {
  const { context, target } = delivery;
  await stopForPerson(delivery, sent.writes, failure);
  const renewed = toSentBatch(context, target, sent.writes, sent.batch.idempotencyKey);
  await context.commit({ intended: renewed.intents });
  await context.waiting.after(failure, 0);
  return sendIntended(delivery, renewed, 0);
}

/**
 * Stops when a person has to act on writes that were refused. Their intents are withdrawn: by the time the run goes
 * on, the plan, a group or a column may be another, and the writes have to be prepared anew.
 */
async function stopForPerson(
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

/** True when the batch itself may be what the destination stumbles over: it is sent again in smaller pieces. */
function mayBeItsOwnFault(failure: Failure, attempt: number): boolean {
  if (failure.kind === "needs_user") throw new FailureError(failure);
  return (
    failure.kind !== "retryable" || (failure.code === "monday.internal" && attempt >= suspectAfterAttempts)
  );
}

/**
 * Sends until the batch was executed, may have been executed, or is too large. Limits are waited for. A refused
 * call did nothing, so the next one gets a key of its own: the destination may remember the refusal.
 */
async function send(
  delivery: Delivery,
  intended: SentBatch,
): Promise<{ sent: SentBatch; answer: BatchAnswer }> {
  const { context, destination, target } = delivery;
  let sent = intended;
  for (let attempt = 0; ; attempt += 1) {
    stopIfInterrupted(context.signal);
    const answer = await destination.write(sent.batch, context.writeSignal);
    if (answer.kind !== "refused" || isTooLarge(answer.error)) return { sent, answer };
    await stopForPerson(delivery, sent.writes, answer.error);
    sent = toSentBatch(context, target, sent.writes, sent.batch.idempotencyKey);
    await context.commit({ intended: sent.intents });
    await context.waiting.after(answer.error, attempt);
  }
}

/** The same call under the same key. The new moment is noted first: from now on it may be under way again. */
async function sendAgain(delivery: Delivery, sent: SentBatch): Promise<BatchAnswer> {
  const { context, destination } = delivery;
  const intendedAt = context.deps.clock.now();
  const intended = sent.intents.map((intent) => ({ ...intent, intendedAt }));
  await context.commit({ intended });
  return destination.write(sent.batch, context.writeSignal);
}

/** Waits until no call of this batch can be under way any more, looks again, and sends only what is missing. */
async function sendMissing(
  delivery: Delivery,
  sent: SentBatch,
  failure: Failure,
  isSuspect: boolean,
): Promise<readonly DoneWrite[]> {
  const { context, target } = delivery;
  // A failure that is no outage was answered: the call is over.
  if (failure.kind === "retryable" && sent.writes.some(isOnceOnly)) {
    const waitMs = (await lastIntendedAt(delivery, sent)) + callEndedAfterMs - context.deps.clock.now();
    if (waitMs > 0) await context.waiting.forMs(waitMs, failure);
  }
  const seen = await look(delivery, sent.writes);
  const done = await settleFound(delivery, seen.found);
  if (!isSuspect) return [...done, ...(await deliver(delivery, seen.missing, carry(done)))];
  const [only] = seen.missing;
  if (seen.missing.length === 1 && only) {
    return [...done, toFailed(target, only, failure, context.deps.clock.now())];
  }
  return [...done, ...(await deliverHalves(delivery, seen.missing))];
}

async function lastIntendedAt(delivery: Delivery, sent: SentBatch): Promise<number> {
  const { context, target } = delivery;
  const ids = sent.writes.map((write) => write.externalId);
  const rows = await context.deps.store.ledger.rows(context.scope, target.phase, ids);
  return Math.max(0, ...[...rows.values()].map((row) => row.intendedAt ?? 0));
}

async function look(
  delivery: Delivery,
  writes: readonly PreparedWrite[],
): Promise<{ found: FoundWrite[]; missing: PreparedWrite[] }> {
  const { context, destination, target } = delivery;
  const items = await context.waiting.until(() => lookUp(destination, target, writes, context.signal));
  const found: FoundWrite[] = [];
  const missing: PreparedWrite[] = [];
  for (const write of writes) {
    const item = items.get(write.externalId);
    if (item && isOnceOnly(write)) found.push({ write, item });
    else missing.push(write);
  }
  return { found, missing };
}

/** What was found has happened; links and people may have been lost on the way. */
async function settleFound(delivery: Delivery, found: readonly FoundWrite[]): Promise<readonly DoneWrite[]> {
  const { context, target, titleOf } = delivery;
  const dropped = await restoreLinks(delivery, found);
  const at = context.deps.clock.now();
  return found.map(({ write, item }) =>
    toFoundDone(target, write, item, { at, titleOf, dropped: dropped.get(write.externalId) ?? [] }),
  );
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

function isTooLarge(failure: Failure): boolean {
  return failure.code === "monday.request_too_complex";
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
