import type { Destination } from "../../connectors/types.ts";
import type { DifferenceRow } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { isText } from "../items/landed.ts";
import { toGone } from "../loading/gone-items.ts";
import type { RunContext } from "../run-context.ts";

/** Items asked for in one call (monday API facts 7). */
const itemsPerCall = 100;
/** More rows than the items of a call have. */
const rowsRead = 20_000;

/**
 * Ends records as failed whose items a verification missed and monday still does not have, so that the import that
 * starts now writes them anew. Those a person accepted as gone stay away.
 */
export async function settleMissing(context: RunContext, destination: Destination): Promise<void> {
  const { deps, scope, signal } = context;
  const filter = { kind: "missing_item" as const, state: "open" as const };
  for (let afterSeq: number | null = 0; afterSeq !== null; ) {
    stopIfInterrupted(signal);
    const page = { afterSeq, limit: itemsPerCall };
    const found: readonly (DifferenceRow & { seq: number })[] = await deps.store.verification.differences(
      scope,
      filter,
      page,
    );
    const itemIds = [...new Set(found.flatMap(({ itemId }) => itemId ?? []))];
    const rows = await deps.store.ledger.byItems(scope.accountId, itemIds, rowsRead);
    const own = rows.filter(
      (row) => row.migrationId === scope.migrationId && row.state === "done" && !isText(row),
    );
    const settled = await toGone(context, destination, own);
    if (settled.length > 0) await context.commit({ settled });
    afterSeq = found.at(-1)?.seq ?? null;
  }
}
