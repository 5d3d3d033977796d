import type { RollbackPreview } from "../../contract/rollback.ts";

/** Items read with a call, items whose updates are read with a call, items removed or restored with a call. */
const perCall = { read: 500, updates: 100, remove: 25, proof: 100 };
/** A call with its share of waiting for limits. */
const secondsPerCall = 0.5;

/** Calls and time of a rollback. `whole`: items on boards that can go with one call. */
export function estimateRollback(counts: {
  readonly items: number;
  readonly whole: number;
  readonly restored: number;
  readonly objects: number;
}): RollbackPreview["estimate"] {
  const { items, whole, restored, objects } = counts;
  const single = Math.max(0, items - whole);
  const reading = calls(items, perCall.read) + calls(items, perCall.updates);
  const removing = calls(single, perCall.remove) + calls(restored, perCall.remove) + objects;
  const proving = calls(single + restored, perCall.proof) + calls(objects, perCall.proof);
  const total = reading + removing + proving;
  return {
    calls: total,
    seconds: Math.ceil(total * secondsPerCall),
    readSeconds: Math.ceil(reading * secondsPerCall),
  };
}

function calls(things: number, each: number): number {
  return Math.ceil(things / each);
}
