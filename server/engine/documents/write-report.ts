import type { ReportHead, ReportRecord } from "../../contract/report.ts";
import { csvMark, toCsv } from "../../core/documents/csv.ts";
import { reportPage } from "../../core/documents/html/report-page.ts";
import { recordRow, reportRows, reportTitles } from "../../core/documents/report-rows.ts";
import { toTable } from "./table.ts";

/** Records the page lists; the other forms list them all. */
const recordsOnPage = 200;

type Pages = AsyncIterable<readonly ReportRecord[]>;

/** The report as a page; it lists the first of the records and says how many there are. */
export async function* writeReportHtml(
  report: ReportHead,
  { pages, total }: { pages: Pages; total: number },
): AsyncGenerator<string> {
  const records: ReportRecord[] = [];
  for await (const page of pages) {
    records.push(...page.slice(0, recordsOnPage - records.length));
    if (records.length >= recordsOnPage) break;
  }
  yield* reportPage(report, { records, total });
}

/** The members of the report, then its records one page after another: one JSON object in the end. */
export async function* writeReportJson(report: ReportHead, pages: Pages): AsyncGenerator<string> {
  yield `${JSON.stringify(report).slice(0, -1)},"records":[`;
  let separator = "";
  for await (const page of pages) {
    yield separator + page.map((record) => JSON.stringify(record)).join(",");
    separator = ",";
  }
  yield "]}\n";
}

/** The report and all its records as rows of one table. */
export async function* writeReportCsv(report: ReportHead, pages: Pages): AsyncGenerator<string> {
  yield csvMark + toCsv([reportTitles]);
  yield* toTable(reportRows(report), reportTitles.length);
  for await (const page of pages) yield* toTable(page.map(recordRow), reportTitles.length);
}
