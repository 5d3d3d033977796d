import { toFailure } from "../../contract/errors.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import { csvMark, toCsv } from "../../core/documents/csv.ts";
import { scopePage } from "../../core/documents/html/scope-page.ts";
import { spotCheckPage } from "../../core/documents/html/spot-check-page.ts";
import { composeReport } from "../../core/documents/report.ts";
import { composeScope } from "../../core/documents/scope.ts";
import { scopeRows, scopeTitles } from "../../core/documents/scope-rows.ts";
import type { EngineDeps } from "../deps.ts";
import { readDocumentGround } from "../documents/ground.ts";
import { countRecords, recordPages } from "../documents/ledger-rows.ts";
import { readReportGround } from "../documents/report-ground.ts";
import { toTable } from "../documents/table.ts";
import { writeIds } from "../documents/write-ids.ts";
import { writeReportCsv, writeReportHtml, writeReportJson } from "../documents/write-report.ts";
import { type Actor, notFound, scopeOf } from "./actor.ts";
import { urlMaker } from "./item-urls.ts";
import { getSpotCheck } from "./spot-check.ts";

type Format = "html" | "json" | "csv";
type Pieces = AsyncIterable<string>;

/** The handoff report in pieces; `report.not_ready` before an import has ended. */
export async function writeReport(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string; format: Format },
): Promise<Result<Pieces>> {
  const ground = await readReportGround(deps, actor, input.migrationId);
  if (!ground.ok) return ground;
  const { scope, report } = ground.value;
  const head = composeReport(report);
  const pages = recordPages(deps, scope, { plan: report.plan, urls: await urlMaker(deps, actor) });
  switch (input.format) {
    case "html":
      return ok(writeReportHtml(head, { pages, total: await countRecords(deps, scope) }));
    case "json":
      return ok(writeReportJson(head, pages));
    case "csv":
      return ok(writeReportCsv(head, pages));
  }
}

/** The scope document and set-up checklist of the plan, in pieces; `plan.not_ready` before there is one. */
export async function writeScope(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string; format: Format },
): Promise<Result<Pieces>> {
  const ground = await readDocumentGround(deps, actor, input.migrationId);
  if (!ground.ok) return ground;
  const scope = composeScope(ground.value.document);
  switch (input.format) {
    case "html":
      return ok(inPieces(scopePage(scope)));
    case "json":
      return ok(inPieces([`${JSON.stringify(scope)}\n`]));
    case "csv":
      return ok(inPieces([csvMark + toCsv([scopeTitles]), ...toTable(scopeRows(scope), scopeTitles.length)]));
  }
}

/** The spot check list as a page to print. */
export async function writeSpotCheck(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string },
): Promise<Result<Pieces>> {
  const migration = await deps.store.migrations.get(scopeOf(actor, input.migrationId));
  if (!migration) return notFound("migration");
  const check = await getSpotCheck(deps, actor, input);
  if (!check.ok) return check;
  const writtenAt = new Date(deps.clock.now()).toISOString();
  return ok(inPieces(spotCheckPage(check.value, { migration: migration.name, writtenAt })));
}

/** Source id, item id and address of every record, as CSV. */
export async function streamIds(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string },
): Promise<Result<Pieces>> {
  const scope = scopeOf(actor, input.migrationId);
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  const { plan } = await deps.store.plans.get(scope);
  if (!plan) return err(toFailure("report.not_ready", { message: "No plan is stored" }));
  return ok(writeIds(deps, scope, { plan, urls: await urlMaker(deps, actor) }));
}

async function* inPieces(pieces: Iterable<string>): AsyncGenerator<string> {
  yield* pieces;
}
