import type { SettledRecord } from "../../store/store.ts";
import type { PreparedBatch, PreparedWrite } from "./prepared.ts";

/** Settled records kept back for the next batch's transaction, at most. */
const settledPerBatch = 500;

/** Cuts prepared pages into batches of the size the destination likes best at that moment. */
export async function* toBatches(
  pages: AsyncIterable<PreparedBatch>,
  size: () => number,
): AsyncGenerator<PreparedBatch> {
  let writes: PreparedWrite[] = [];
  let settled: SettledRecord[] = [];
  for await (const page of pages) {
    writes.push(...page.writes);
    settled.push(...page.settled);
    let from = 0;
    while (writes.length - from >= Math.max(1, size())) {
      const to = from + Math.max(1, size());
      yield { writes: writes.slice(from, to), settled };
      settled = [];
      from = to;
    }
    writes = writes.slice(from);
    if (settled.length >= settledPerBatch) {
      yield { writes: [], settled };
      settled = [];
    }
  }
  if (writes.length + settled.length > 0) yield { writes, settled };
}
