import type { ItemDecision, Leaving } from "../../core/rollback/judge-item.ts";
import type { RollbackEntryRow } from "../../store/store.ts";
import type { Tools } from "./ground.ts";

/** Rollbacks looked at. */
const runsRead = 50;
const entriesPerRead = 500;

/** Why an item stayed, by its id. */
export type LeftBefore = ReadonlyMap<string, Leaving>;

/**
 * Items that stayed because a person had changed their links: told by this run before it was interrupted, or by an
 * earlier one. Once the items they led to are gone too, nothing on them shows any more that a person was there.
 */
export async function readLeftBefore({
  deps,
  scope,
}: Pick<Tools, "scope"> & { readonly deps: Pick<Tools["deps"], "store"> }): Promise<LeftBefore> {
  const left = new Map<string, Leaving>();
  const runs = await deps.store.runs.list(scope, runsRead, "rollback");
  for (const { id: runId } of runs) {
    for (let afterSeq: number | null = 0; afterSeq !== null; ) {
      const query = { runId, kind: "item", action: "left", afterSeq, limit: entriesPerRead } as const;
      const page: readonly (RollbackEntryRow & { seq: number })[] = await deps.store.rollback.list(
        scope,
        query,
      );
      for (const { code, reason, destinationId } of page) {
        if (code === "linked_by_person") left.set(destinationId, { code, reason: reason ?? "" });
      }
      afterSeq = page.at(-1)?.seq ?? null;
    }
  }
  return left;
}

/** The decision, unless the item was left for its links and goes unnoticed now. */
export function unlessLeft(
  decision: ItemDecision,
  left: Leaving | undefined,
  includeTouched: boolean,
): ItemDecision {
  if (left === undefined || includeTouched || decision.kind !== "remove") return decision;
  return { kind: "leave", ...left };
}
