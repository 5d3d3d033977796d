import type { Destination } from "../../connectors/types.ts";
import { ok, type Result } from "../../contract/result.ts";
import type { LoadTarget, PreparedWrite } from "./prepared.ts";

export interface Found {
  readonly id: string;
  /** More than one item carries the external id; `id` is the oldest of them. */
  readonly isDouble: boolean;
}

/** True for writes that must not happen twice; changing an item to the same values may. */
export function isOnceOnly(write: PreparedWrite): boolean {
  return write.operation.kind !== "update_item";
}

/** Asks the destination which of these writes have happened, by external id. */
export async function lookUp(
  destination: Destination,
  target: LoadTarget,
  writes: readonly PreparedWrite[],
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Found>>> {
  const found = new Map<string, Found>();
  const externalIds = writes.filter((write) => write.operation.kind === "create_item").map(externalIdOf);
  if (externalIds.length > 0) {
    const columnId = target.externalIdColumnId;
    const items = await destination.findByExternalId(
      { boardId: target.boardId, columnId, externalIds },
      signal,
    );
    if (!items.ok) return items;
    for (const [externalId, itemIds] of items.value) {
      const [oldest] = [...itemIds].sort(byAge);
      if (oldest !== undefined) found.set(externalId, { id: oldest, isDouble: itemIds.length > 1 });
    }
  }
  const updates = writes.flatMap(({ operation }) => (operation.kind === "create_update" ? [operation] : []));
  if (updates.length > 0) {
    const there = await destination.findUpdates({ updates }, signal);
    if (!there.ok) return there;
    for (const [externalId, { id }] of there.value) found.set(externalId, { id, isDouble: false });
  }
  return ok(found);
}

/** Item ids are numbers that grow: the shorter, then the smaller one is older. */
function byAge(left: string, right: string): number {
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
}

function externalIdOf(write: PreparedWrite): string {
  return write.operation.externalId;
}
