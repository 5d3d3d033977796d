import type { BatchAnswer, OperationResult } from "../../connectors/types.ts";
import { type Failure, FailureError } from "../../contract/errors.ts";
import type { DoneWrite } from "../../store/store.ts";
import { firstIntendedAt } from "./batch-key.ts";
import type { Delivery } from "./delivery.ts";
import { toFoundDone } from "./done-write.ts";
import { isOnceOnly, lookUp } from "./look-up.ts";
import type { PreparedWrite } from "./prepared.ts";
import { isTooLarge, renewRefused } from "./refused-batch.ts";
import { type FoundWrite, restoreLinks } from "./restore-links.ts";
import { isWhole, type SentBatch } from "./sent-batch.ts";

/** monday remembers a key for 30 minutes (API facts 2.3); two minutes are left for clocks that differ. */
const resendWindowMs = 28 * 60_000;
/** A query runs 60 seconds at most (API facts 3.3); after that and a margin an old call has ended. */
const callEndedAfterMs = 70_000;
/** A server error that comes back this often is taken for one of the batch's own making. */
export const suspectAfterAttempts = 4;

/** What became of a batch in doubt, and with it what is left to do. */
export type Settlement =
  /** All of it is there. */
  | { readonly kind: "found"; readonly done: readonly DoneWrite[] }
  /** It was answered when it was sent again. */
  | { readonly kind: "answered"; readonly results: readonly OperationResult[] }
  | { readonly kind: "too_large"; readonly failure: Failure }
  /** Refused: nothing of it has happened. Intended anew, ready to be sent. */
  | { readonly kind: "renewed"; readonly sent: SentBatch }
  /** Some of it is there; what is missing has not happened. `isSuspect`: the batch may be what monday stumbles over. */
  | {
      readonly kind: "missing";
      readonly done: readonly DoneWrite[];
      readonly missing: readonly PreparedWrite[];
      readonly failure: Failure;
      readonly isSuspect: boolean;
    };

/**
 * Finds out what became of a batch whose answer is not known, be it lost in a crash or on the way: looks for its
 * items, and sends it again under its key while the destination still remembers that. Sends nothing else. Throws
 * `FailureError` when a person has to act first.
 */
export async function settleDoubt(delivery: Delivery, sent: SentBatch, cause: Failure): Promise<Settlement> {
  const { context, target } = delivery;
  const mayResend = isWhole(context, target, sent);
  let failure = cause;
  for (let attempt = 0; ; attempt += 1) {
    const seen = await look(delivery, sent.writes);
    if (seen.missing.length === 0) return { kind: "found", done: await settleFound(delivery, seen.found) };
    const isUntouched = seen.missing.length === sent.writes.length;
    const age = context.deps.clock.now() - firstIntendedAt(sent.batch.idempotencyKey);
    const isSuspect = mayBeItsOwnFault(failure, attempt);
    if (!mayResend || !isUntouched || isSuspect || age >= resendWindowMs) {
      return lookOnceMore(delivery, sent, { failure, isSuspect });
    }
    const answer = await sendAgain(delivery, sent);
    if (answer.kind === "answered") return { kind: "answered", results: answer.results };
    failure = answer.error;
    if (isTooLarge(failure)) return { kind: "too_large", failure };
    if (answer.kind === "refused") {
      return { kind: "renewed", sent: await renewRefused(delivery, sent, { failure, attempt: 0 }) };
    }
    await context.waiting.after(failure, attempt);
  }
}

/** True when the batch itself may be what the destination stumbles over: it is sent again in smaller pieces. */
function mayBeItsOwnFault(failure: Failure, attempt: number): boolean {
  if (failure.kind === "needs_user") throw new FailureError(failure);
  return (
    failure.kind !== "retryable" || (failure.code === "monday.internal" && attempt >= suspectAfterAttempts)
  );
}

/** The same call under the same key. The new moment is noted first: from now on it may be under way again. */
async function sendAgain(delivery: Delivery, sent: SentBatch): Promise<BatchAnswer> {
  const { context, destination } = delivery;
  const intendedAt = context.deps.clock.now();
  const intended = sent.intents.map((intent) => ({ ...intent, intendedAt }));
  await context.commit({ intended });
  return destination.write(sent.batch, context.writeSignal);
}

/** Waits until no call of this batch can be under way any more, and looks again. */
async function lookOnceMore(
  delivery: Delivery,
  sent: SentBatch,
  why: { readonly failure: Failure; readonly isSuspect: boolean },
): Promise<Settlement> {
  const { context } = delivery;
  const { failure } = why;
  // A failure that is no outage was answered: the call is over.
  if (failure.kind === "retryable" && sent.writes.some(isOnceOnly)) {
    const waitMs = (await lastIntendedAt(delivery, sent)) + callEndedAfterMs - context.deps.clock.now();
    if (waitMs > 0) await context.waiting.forMs(waitMs, failure);
  }
  const seen = await look(delivery, sent.writes);
  return { kind: "missing", ...why, done: await settleFound(delivery, seen.found), missing: seen.missing };
}

async function lastIntendedAt(delivery: Delivery, sent: SentBatch): Promise<number> {
  const { context, target } = delivery;
  const ids = sent.writes.map((write) => write.externalId);
  const rows = await context.deps.store.ledger.rows(context.scope, target.phase, ids);
  return Math.max(0, ...[...rows.values()].map((row) => row.intendedAt ?? 0));
}

/** Which of these writes can be found in the destination. Only creations can: a change of an item counts as missing. */
export async function look(
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
export async function settleFound(
  delivery: Delivery,
  found: readonly FoundWrite[],
): Promise<readonly DoneWrite[]> {
  const { context, target, titleOf } = delivery;
  const dropped = await restoreLinks(delivery, found);
  const at = context.deps.clock.now();
  return found.map(({ write, item }) =>
    toFoundDone(target, write, item, { at, titleOf, dropped: dropped.get(write.externalId) ?? [] }),
  );
}
