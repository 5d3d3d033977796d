import { Interruption } from "../interruption.ts";
import type { RunContext } from "../run-context.ts";

/**
 * Works on several boards at a time. When one of them fails, the others stop at their next safe point, everything
 * in hand is finished, and the failure is thrown.
 */
export async function sideBySide<T>(
  context: RunContext,
  items: readonly T[],
  work: (context: RunContext, item: T) => Promise<void>,
): Promise<void> {
  const siblings = new AbortController();
  const shared: RunContext = {
    ...context,
    signal: AbortSignal.any([context.signal, siblings.signal]),
    waiting: context.waiting.stoppedBy(siblings.signal),
  };
  const ends = await Promise.allSettled(
    items.map(async (item) => {
      try {
        await work(shared, item);
      } catch (cause) {
        siblings.abort(new Interruption("sibling_failed"));
        throw cause;
      }
    }),
  );
  const causes = ends.flatMap((end): unknown[] => (end.status === "rejected" ? [end.reason] : []));
  if (causes.length === 0) return;
  const isFollowUp = (cause: unknown): boolean =>
    cause instanceof Interruption && cause.reason === "sibling_failed";
  throw causes.find((cause) => !isFollowUp(cause)) ?? causes[0];
}
