import type { Plan } from "../../contract/plan.ts";
import { csvMark, toCsv } from "../../core/documents/csv.ts";
import { fromExternalId } from "../../core/records.ts";
import type { LedgerRow, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import type { Urls } from "../services/item-urls.ts";
import { boardTitleOf, isUpdatesPhase, itemUrlOf, ledgerPages } from "./ledger-rows.ts";

const titles = ["Stream", "Source ID", "External ID", "Board", "Item ID", "Item", "Outcome"];

/** Old and new id of every record, in the order records were first reached. */
export async function* writeIds(
  deps: EngineDeps,
  scope: Scope,
  { plan, urls }: { plan: Plan; urls: Urls | null },
): AsyncGenerator<string> {
  yield csvMark + toCsv([titles]);
  for await (const rows of ledgerPages(deps, scope, {})) {
    const records = rows.filter(({ phase }) => !isUpdatesPhase(phase));
    if (records.length > 0) yield toCsv(records.map((row) => toRow(row, { plan, urls })));
  }
}

function toRow(row: LedgerRow, { plan, urls }: { plan: Plan; urls: Urls | null }): (string | null)[] {
  return [
    row.stream,
    fromExternalId(row.externalId)?.id ?? row.externalId,
    row.externalId,
    boardTitleOf(plan, row.phase),
    row.itemId,
    itemUrlOf(row, urls),
    row.outcome ?? "under way",
  ];
}
