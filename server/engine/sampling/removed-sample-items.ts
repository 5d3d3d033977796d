import type { Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";

/** Runs looked at. */
const runsRead = 500;
const entriesPerRead = 500;

/** Which of these items an import has removed: a sample had put them on boards that were left out of the plan since. */
export async function removedWithSample(
  { store }: Pick<EngineDeps, "store">,
  scope: Scope,
  itemIds: Iterable<string>,
): Promise<ReadonlySet<string>> {
  const asked = new Set(itemIds);
  const removed = new Set<string>();
  if (asked.size === 0) return removed;
  for (const { id: runId } of await store.runs.list(scope, runsRead, "import")) {
    for (let afterSeq: number | null = 0; afterSeq !== null; ) {
      const page: readonly { seq: number; destinationId: string }[] = await store.rollback.list(scope, {
        ...{ runId, kind: "item", action: "removed", afterSeq, limit: entriesPerRead },
      });
      for (const { destinationId } of page) if (asked.has(destinationId)) removed.add(destinationId);
      afterSeq = page.at(-1)?.seq ?? null;
    }
  }
  return removed;
}
