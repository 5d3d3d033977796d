import type { OperationResult, WriteOperation } from "../../connectors/types.ts";
import type { Failure } from "../../contract/errors.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { toBatchKey } from "./batch-key.ts";
import type { Delivery } from "./deliver.ts";
import type { Found } from "./look-up.ts";
import type { PreparedWrite } from "./prepared.ts";

export interface FoundWrite {
  readonly write: PreparedWrite;
  readonly item: Found;
}

/** A change of an item that may happen twice without harm. */
export type ItemUpdate = Extract<WriteOperation, { kind: "update_item" }>;

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
  if (updates.length > 0) await sendUpdates(delivery, updates, dropped);
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

/**
 * Sends updates that need no intent, however often it takes. Columns whose values did not get there are added to
 * `dropped`, by external id.
 */
export async function sendUpdates(
  delivery: Delivery,
  updates: readonly ItemUpdate[],
  dropped: Map<string, readonly string[]>,
): Promise<void> {
  const { context, destination, target } = delivery;
  for (let attempt = 0; ; attempt += 1) {
    stopIfInterrupted(context.signal);
    const idempotencyKey = toBatchKey({
      migrationId: context.scope.migrationId,
      phase: `${target.phase}.links.${attempt}`,
      firstIntendedAt: context.deps.clock.now(),
      operations: updates.map((update) => JSON.stringify(update)),
    });
    const { boardId, externalIdColumnId } = target;
    const batch = { boardId, externalIdColumnId, idempotencyKey, operations: updates };
    const answer = await destination.write(batch, context.writeSignal);
    if (answer.kind === "answered") return take(delivery, updates, { results: answer.results, dropped });
    if (updates.length > 1 && mayBeOneOfThem(answer.error)) {
      const middle = Math.ceil(updates.length / 2);
      await sendUpdates(delivery, updates.slice(0, middle), dropped);
      return sendUpdates(delivery, updates.slice(middle), dropped);
    }
    await context.waiting.after(answer.error, attempt);
  }
}

/** The call is too large, or one of its writes spoils it: smaller calls get further. */
function mayBeOneOfThem(failure: Failure): boolean {
  return failure.kind === "permanent" || failure.code === "monday.request_too_complex";
}

async function take(
  delivery: Delivery,
  updates: readonly ItemUpdate[],
  input: { results: readonly OperationResult[]; dropped: Map<string, readonly string[]> },
): Promise<void> {
  const again: ItemUpdate[] = [];
  let limit: Failure | null = null;
  for (const [index, update] of updates.entries()) {
    const result = input.results[index];
    if (result && !result.ok && result.error.kind === "retryable") {
      again.push(update);
      limit = result.error;
    } else {
      const columns = result?.ok ? result.dropped : Object.keys(update.values);
      if (columns.length > 0) input.dropped.set(update.externalId, columns);
    }
  }
  if (limit === null) return;
  await delivery.context.waiting.after(limit, 0);
  await sendUpdates(delivery, again, input.dropped);
}
