import { type Failure, toFailure } from "../../../../contract/errors.ts";
import { ok, type Result } from "../../../../contract/result.ts";
import type { Removal } from "../../../types.ts";
import type { MondayClient } from "../api/client.ts";
import { BULK_DELETE_MIN, BULK_DELETE_SIZE } from "../limits.ts";
import { readItemsById } from "../reading/items.ts";
import { runAliased } from "./aliased.ts";
import { type BulkDeps, bulkDelete } from "./bulk-delete.ts";

interface Items {
  readonly boardId: string;
  readonly itemIds: readonly string[];
  /** External ids of their records by item id, for the reports of the calls. */
  readonly externalIds?: Readonly<Record<string, string>>;
}

/**
 * Deletes items of a board. Many go to a deletion job, few and whatever a job left behind are deleted one alias
 * each. What monday claims is not believed: every id is read before and after, and an item that was moved to another
 * board is left where it is.
 */
export async function removeItems(
  deps: BulkDeps & { client: MondayClient },
  input: Items,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Removal>>> {
  const removals = new Map<string, Removal>();
  const wanted = [...new Set(input.itemIds)];
  for (let at = 0; at < wanted.length; at += BULK_DELETE_SIZE) {
    const itemIds = wanted.slice(at, at + BULK_DELETE_SIZE);
    const done = await removeSome(deps, { ...input, itemIds }, signal);
    if (!done.ok) return done;
    for (const [id, removal] of done.value) removals.set(id, removal);
  }
  return ok(removals);
}

async function removeSome(
  deps: BulkDeps & { client: MondayClient },
  { boardId, itemIds, externalIds = {} }: Items,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Removal>>> {
  const before = await boardsOf(deps.client, itemIds, signal);
  if (!before.ok) return before;
  const removals = new Map<string, Removal>();
  const here: string[] = [];
  for (const id of itemIds) {
    const place = before.value.get(id);
    if (place === undefined) removals.set(id, { kind: "gone" });
    else if (place === boardId) here.push(id);
    else removals.set(id, { kind: "refused", error: movedAway(id, place) });
  }
  let left: readonly string[] = here;
  if (here.length >= BULK_DELETE_MIN) {
    const records = here.flatMap((id) => externalIds[id] ?? []);
    const job = await bulkDelete(deps, { boardId, itemIds: here, records }, signal);
    if (!job.ok) return job;
    const still = await boardsOf(deps.client, here, signal);
    if (!still.ok) return still;
    left = here.filter((id) => still.value.has(id));
    for (const id of here) if (!still.value.has(id)) removals.set(id, { kind: "removed" });
  }
  if (left.length === 0) return ok(removals);
  const single = await removeOneByOne(deps.client, { boardId, itemIds: left, externalIds }, signal);
  if (!single.ok) return single;
  for (const [id, removal] of single.value) removals.set(id, removal);
  return ok(removals);
}

async function removeOneByOne(
  client: MondayClient,
  { boardId, itemIds, externalIds = {} }: Items,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Removal>>> {
  const parts = itemIds.map((id) => ({ id, record: externalIds[id] }));
  const ends = await runAliased(client, { kind: "delete_item", boardId, parts }, signal);
  if (!ends.ok) return ends;
  const after = await boardsOf(client, itemIds, signal);
  if (!after.ok) return after;
  return ok(
    new Map(
      itemIds.map((id): [string, Removal] => {
        const failure = ends.value.get(id) ?? null;
        if (!after.value.has(id)) return [id, { kind: failure === null ? "removed" : "gone" }];
        return [id, { kind: "refused", error: failure ?? stillThere(id) }];
      }),
    ),
  );
}

/** Boards of the active ones among these items, by item id. */
async function boardsOf(
  client: MondayClient,
  itemIds: readonly string[],
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, string>>> {
  const read = await readItemsById(client, { itemIds, columnIds: [] }, signal);
  return read.ok ? ok(new Map(read.value.map(({ id, boardId }) => [id, boardId ?? ""]))) : read;
}

function movedAway(itemId: string, boardId: string): Failure {
  return toFailure("monday.schema_conflict", {
    message: "The item lies on another board now",
    userMessage: "The item was moved to another board.",
    remedy: "Delete it there by hand if it is not wanted.",
    where: { itemId, boardId },
  });
}

function stillThere(itemId: string): Failure {
  const message = "monday said it deleted the item, but the item is still there";
  return toFailure("monday.unexpected", { message, where: { itemId } });
}
