import type { Plan } from "../../contract/plan.ts";
import type { ReportRecord } from "../../contract/report.ts";
import { remedyOf } from "../../core/reasons.ts";
import type { LedgerFilter, LedgerRow, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import type { Urls } from "../services/item-urls.ts";

/** Ledger rows fetched at a time. */
const rowsPerRead = 500;
/** Outcomes that leave a record without an item of its own, most pressing first. */
const withoutItem = ["failed", "skipped", "merged"] as const;
const updatesSuffix = ".updates";

/** Pages of the ledger in the order records were first reached; memory does not depend on its length. */
export async function* ledgerPages(
  deps: EngineDeps,
  scope: Scope,
  filter: LedgerFilter,
): AsyncGenerator<readonly LedgerRow[]> {
  for (let afterSeq = 0; ; ) {
    const rows = await deps.store.ledger.list(scope, { ...filter, afterSeq, limit: rowsPerRead });
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    afterSeq = last.seq;
  }
}

/** Every record that was merged, skipped or failed, page by page. */
export async function* recordPages(
  deps: EngineDeps,
  scope: Scope,
  { plan, urls }: { plan: Plan; urls: Urls | null },
): AsyncGenerator<readonly ReportRecord[]> {
  for (const outcome of withoutItem) {
    for await (const rows of ledgerPages(deps, scope, { outcome })) {
      yield rows.map((row) => toReportRecord(row, { plan, urls, outcome }));
    }
  }
}

/** How many records `recordPages` gives. */
export async function countRecords(deps: EngineDeps, scope: Scope): Promise<number> {
  let total = 0;
  for (const outcome of withoutItem) total += await deps.store.ledger.total(scope, { outcome });
  return total;
}

function toReportRecord(
  row: LedgerRow,
  { plan, urls, outcome }: { plan: Plan; urls: Urls | null; outcome: ReportRecord["outcome"] },
): ReportRecord {
  return {
    board: boardTitleOf(plan, row.phase),
    stream: row.stream,
    externalId: row.externalId,
    name: row.name,
    outcome,
    reason: row.reason ?? "",
    remedy: (row.reasonCode === null ? null : remedyOf(row.reasonCode)) ?? "",
    itemUrl: itemUrlOf(row, urls),
  };
}

/** Title of the board a phase writes to; texts written as updates belong to the board of their items. */
export function boardTitleOf(plan: Plan, phase: string): string {
  const key = phase.endsWith(updatesSuffix) ? phase.slice(0, -updatesSuffix.length) : phase;
  const title = plan.boards.find((board) => board.key === key)?.title ?? key;
  return key === phase ? title : `${title} (updates)`;
}

/** True for texts written as updates of items. */
export function isUpdatesPhase(phase: string): boolean {
  return phase.endsWith(updatesSuffix);
}

/** Address of the item a row landed on; null without one, or while monday does not answer. */
export function itemUrlOf({ boardId, itemId }: LedgerRow, urls: Urls | null): string | null {
  return urls && boardId && itemId ? urls.item(boardId, itemId) : null;
}
