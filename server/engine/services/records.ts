import type { z } from "zod";
import { toFailure } from "../../contract/errors.ts";
import type {
  LedgerEntry,
  ledgerPageSchema,
  Reconciliation,
  recordsQuerySchema,
} from "../../contract/records.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import { csvMark, toCsv } from "../../core/documents/csv.ts";
import { remedyOf } from "../../core/reasons.ts";
import type { LedgerRow, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { toIso } from "../views/run-view.ts";
import { type Actor, notFound, scopeOf } from "./actor.ts";
import { type Urls, urlMaker } from "./item-urls.ts";

type Query = z.infer<typeof recordsQuerySchema>;
type LedgerPage = z.infer<typeof ledgerPageSchema>;

/** Ledger rows fetched at a time while streaming. */
const entriesPerRead = 500;

/** The ledger, page by page, in the order records were first reached. */
export async function listRecords(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string } & Query,
): Promise<Result<LedgerPage>> {
  const scope = scopeOf(actor, input.migrationId);
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  const afterSeq = input.cursor === undefined ? 0 : Number(input.cursor);
  if (!Number.isSafeInteger(afterSeq) || afterSeq < 0) {
    return err(toFailure("request.invalid", { message: "The cursor is none of ours" }));
  }
  const filter = filterOf(input);
  const rows = await deps.store.ledger.list(scope, { ...filter, afterSeq, limit: input.limit });
  const total = await deps.store.ledger.total(scope, filter);
  const urls = await urlMaker(deps, actor);
  const last = rows.at(-1);
  return ok({
    items: rows.map((row) => toEntry(row, urls)),
    cursor: rows.length < input.limit || !last ? null : String(last.seq),
    total,
  });
}

/** The whole ledger, or a part of it, as a CSV file in pieces; memory does not depend on its length. */
export async function streamRecords(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string } & Partial<Pick<Query, "phase" | "stream" | "outcome">>,
): Promise<Result<AsyncIterable<string>>> {
  const scope = scopeOf(actor, input.migrationId);
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  return ok(csvOf(deps, actor, { scope, filter: filterOf(input) }));
}

async function* csvOf(
  deps: EngineDeps,
  actor: Actor,
  input: { scope: Scope; filter: ReturnType<typeof filterOf> },
): AsyncGenerator<string> {
  const urls = await urlMaker(deps, actor);
  yield csvMark + toCsv([csvTitles]);
  let afterSeq = 0;
  for (;;) {
    const page = { ...input.filter, afterSeq, limit: entriesPerRead };
    const rows = await deps.store.ledger.list(input.scope, page);
    const last = rows.at(-1);
    if (!last) return;
    yield toCsv(rows.map((row) => toCsvRow(toEntry(row, urls))));
    afterSeq = last.seq;
  }
}

const csvTitles = [
  "Board",
  "Stream",
  "Source ID",
  "Name",
  "Outcome",
  "Reason",
  "What to do",
  "Remarks",
  "Item",
];

function toCsvRow(entry: LedgerEntry): string[] {
  return [
    entry.phase,
    entry.stream,
    entry.externalId,
    entry.name,
    entry.outcome ?? "under way",
    entry.reason ?? "",
    entry.remedy ?? "",
    entry.notes.map((note) => note.text).join(" | "),
    entry.itemUrl ?? "",
  ];
}

/** The comparison the last import ended with; `request.not_found` before one has ended. */
export async function getReconciliation(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string },
): Promise<Result<Reconciliation>> {
  const scope = scopeOf(actor, input.migrationId);
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  const { reconciliation } = await deps.store.plans.get(scope);
  if (reconciliation) return ok(reconciliation);
  const userMessage = "There is no result yet.";
  const remedy = "It appears when an import has ended.";
  return err(toFailure("request.not_found", { message: "No import has ended yet", userMessage, remedy }));
}

function filterOf(input: Partial<Pick<Query, "phase" | "stream" | "outcome">>) {
  const { phase, stream, outcome } = input;
  return {
    ...(phase === undefined ? {} : { phase }),
    ...(stream === undefined ? {} : { stream }),
    ...(outcome === undefined ? {} : { outcome }),
  };
}

function toEntry(row: LedgerRow, urls: Urls | null): LedgerEntry {
  return {
    phase: row.phase,
    stream: row.stream,
    externalId: row.externalId,
    name: row.name,
    outcome: row.outcome,
    state: row.state,
    reasonCode: row.reasonCode,
    reason: row.reason,
    remedy: row.reasonCode === null ? null : remedyOf(row.reasonCode),
    boardId: row.boardId,
    itemId: row.itemId,
    itemUrl: urls && row.boardId && row.itemId ? urls.item(row.boardId, row.itemId) : null,
    notes: [...row.notes],
    at: toIso(row.doneAt ?? row.intendedAt),
  };
}
