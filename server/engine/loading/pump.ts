import type { DoneWrite, SettledRecord } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { deliver } from "./deliver.ts";
import type { Delivery } from "./delivery.ts";
import type { PreparedBatch } from "./prepared.ts";

/** Told after each batch, with outcomes that are known and stored with the next commit at the latest. */
export type OnSettled = (done: readonly DoneWrite[], settled: readonly SettledRecord[]) => Promise<void>;

/**
 * Brings batch after batch to one board. While a call is under way the next batch is being prepared, and the
 * outcomes of a batch are stored in the same transaction as the intents of the next one.
 */
export async function pump(
  delivery: Delivery,
  batches: AsyncGenerator<PreparedBatch>,
  onSettled: OnSettled,
): Promise<void> {
  const { context } = delivery;
  let known: readonly DoneWrite[] = [];
  let current = await nextBatch(batches);
  try {
    while (current) {
      const { writes, settled } = current;
      const [delivered, following] = await Promise.allSettled([
        deliver(delivery, writes, { done: known, settled }),
        nextBatch(batches),
      ]);
      if (delivered.status === "rejected") throw delivered.reason;
      known = delivered.value;
      await onSettled(known, settled);
      if (following.status === "rejected") throw following.reason;
      stopIfInterrupted(context.signal);
      current = following.value;
    }
  } finally {
    await batches.return(undefined);
    // What was answered is stored also when the work ends here; a store that refuses keeps the intents to look up.
    if (known.length > 0) await context.commit({ done: known });
  }
}

async function nextBatch(batches: AsyncGenerator<PreparedBatch>): Promise<PreparedBatch | null> {
  const next = await batches.next();
  return next.done ? null : next.value;
}
