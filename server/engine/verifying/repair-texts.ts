import type { DifferenceRow, LedgerRow, RecordEvent } from "../../store/store.ts";
import { deliver } from "../loading/deliver.ts";
import { updatesPhase } from "../loading/prepare-updates.ts";
import type { PreparedWrite } from "../loading/prepared.ts";
import { recoverPhase } from "../loading/recover.ts";
import { parseOperation } from "../loading/stored-operation.ts";
import type { RunContext } from "../run-context.ts";
import type { CheckedBoard } from "./checked-board.ts";
import { toDelivery } from "./repair-items.ts";

/**
 * Adds texts that are no longer on their items once more, as the import does it: intended, sent, stored. What a
 * repair that was interrupted left under way is settled first, so nothing is added twice.
 */
export async function repairTexts(
  context: RunContext,
  checked: CheckedBoard,
  rows: readonly DifferenceRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const { deps, scope, run } = context;
  const phase = updatesPhase(checked.board.key);
  const delivery = toDelivery(context, checked, phase);
  await recoverPhase(delivery, async () => {});
  const ids = rows.map(({ externalId }) => externalId);
  const ledger = await deps.store.ledger.rows(scope, phase, ids);
  const there = await findThere(context, checked, [...ledger.values()]);
  const idOf = new Map(rows.map((row) => [row.externalId, row.id]));
  const idsOf = (externalIds: Iterable<string>): string[] =>
    [...externalIds].flatMap((externalId) => idOf.get(externalId) ?? []);
  await deps.store.verification.setState(scope, idsOf(there), "gone");
  const writes = [...ledger.values()].flatMap((row) => (there.has(row.externalId) ? [] : toWrite(row)));
  const size = Math.max(1, checked.destination.batchSize());
  for (let from = 0; from < writes.length; from += size) {
    const done = await deliver(delivery, writes.slice(from, from + size), { done: [], settled: [] });
    const added = done.filter(({ outcome }) => outcome === "created");
    const at = deps.clock.now();
    const events = added.flatMap(({ externalId, itemId }): RecordEvent[] =>
      itemId === null
        ? []
        : [{ ...{ phase, externalId, itemId, at, runId: run.id }, kind: "repaired", body: '{"columns":[]}' }],
    );
    await context.commit({ done, events });
    const repaired = idsOf(added.map(({ externalId }) => externalId));
    await deps.store.verification.setState(scope, repaired, "repaired");
  }
}

async function findThere(
  { waiting, signal }: RunContext,
  { destination }: CheckedBoard,
  rows: readonly LedgerRow[],
): Promise<ReadonlySet<string>> {
  const updates = rows.flatMap(({ externalId, itemId }) => (itemId === null ? [] : { externalId, itemId }));
  if (updates.length === 0) return new Set();
  return new Set((await waiting.until(() => destination.findUpdates({ updates }, signal))).keys());
}

/** A text whose record has no item any more has nowhere to go. */
function toWrite(row: LedgerRow): PreparedWrite[] {
  const operation = row.operation === null ? null : parseOperation(row.operation);
  if (operation?.kind !== "create_update" || row.itemId === null || row.state !== "done") return [];
  const { externalId, stream, name, notes, itemId } = row;
  return [
    {
      ...{ externalId, stream, name, notes, before: null, outcome: "created" },
      payloadHash: row.payloadHash ?? "",
      operation: { ...operation, itemId },
    },
  ];
}
