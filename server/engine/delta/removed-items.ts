import type { EngineDeps } from "../deps.ts";

/** Conflicts of an item that are looked at. */
const conflictsRead = 100;

/** Which of these items Portage has removed itself: their record left the source, and a person said so. */
export async function removedByDecision(
  { store }: Pick<EngineDeps, "store">,
  accountId: string,
  itemIds: Iterable<string>,
): Promise<ReadonlySet<string>> {
  const removed = new Set<string>();
  for (const itemId of itemIds) {
    const conflicts = await store.conflicts.ofItem(accountId, itemId, conflictsRead);
    const isRemoved = conflicts.some(
      ({ kind, state, decision }) => kind === "deleted" && state === "settled" && decision === "remove",
    );
    if (isRemoved) removed.add(itemId);
  }
  return removed;
}
