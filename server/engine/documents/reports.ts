import type { ReportedRecord, ReportHead } from "../../contract/report.ts";
import { differenceStates } from "../../contract/verification.ts";
import { isTestKey } from "../../core/sampling/test-prefix.ts";
import type { DifferenceRow, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { parseBody } from "../verifying/difference-body.ts";

/** Reports listed; all are counted. */
const reportsListed = 500;
const rowsPerRead = 500;

/** What people have reported as wrong of the import; what they say of a test copy is no part of it. */
export async function readReports(
  { store }: Pick<EngineDeps, "store">,
  scope: Scope,
): Promise<ReportHead["reports"]> {
  const listed: ReportedRecord[] = [];
  const counts = { open: 0, settled: 0 };
  // In this order the open ones come first.
  for (const state of differenceStates) {
    for (let afterSeq: number | null = 0; afterSeq !== null; ) {
      const rows: readonly (DifferenceRow & { seq: number })[] = await store.verification.differences(
        scope,
        { kind: "reported", state },
        { afterSeq, limit: rowsPerRead },
      );
      const own = rows.filter(({ board }) => !isTestKey(board));
      counts[state === "open" ? "open" : "settled"] += own.length;
      listed.push(...own.slice(0, reportsListed - listed.length).map(toReported));
      afterSeq = rows.at(-1)?.seq ?? null;
    }
  }
  return { ...counts, listed };
}

function toReported(row: DifferenceRow): ReportedRecord {
  const { boardTitle, name, itemUrl, columnTitle, text, remedy, by } = parseBody(row);
  return {
    ...{ board: boardTitle, name, itemUrl, text, remedy, by },
    externalId: row.externalId,
    field: columnTitle,
    state: row.state,
    at: new Date(row.foundAt).toISOString(),
  };
}
