import type { Delivery } from "./delivery.ts";
import type { Found } from "./look-up.ts";
import type { PreparedWrite } from "./prepared.ts";
import { type ItemUpdate, sendUpdates } from "./send-updates.ts";

export interface FoundWrite {
  readonly write: PreparedWrite;
  readonly item: Found;
}

/**
 * Writes links and people of found creations once more. The destination drops both from new items without a word
 * and puts them right in a second call; when the answer is lost, nobody knows whether that call was made. The same
 * links twice are the same links, so no intent is needed: a crash in here leaves the creations to be found again.
 * Answers the columns still missing, by external id.
 */
export async function restoreLinks(
  delivery: Delivery,
  found: readonly FoundWrite[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const updates = found.flatMap(({ write, item }) => toLinkUpdate(write, item.id));
  const dropped = new Map<string, readonly string[]>();
  await sendUpdates(delivery, updates, (update, result) => {
    const columns = result.ok ? result.dropped : Object.keys(update.values);
    if (columns.length > 0) dropped.set(update.externalId, columns);
  });
  return dropped;
}

function toLinkUpdate({ operation }: PreparedWrite, itemId: string): ItemUpdate[] {
  if (operation.kind !== "create_item") return [];
  const links = Object.entries(operation.values).filter(
    ([, value]) => value.kind === "relation_items" || value.kind === "people",
  );
  if (links.length === 0) return [];
  const { externalId } = operation;
  return [{ kind: "update_item", externalId, itemId, name: null, values: Object.fromEntries(links) }];
}
