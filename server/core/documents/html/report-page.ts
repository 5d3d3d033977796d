import type { ReportHead, ReportRecord } from "../../../contract/report.ts";
import { totalsOf } from "../report-ground.ts";
import { counted, toMoment, toWords } from "../words.ts";
import { facts, type Html, html, link, list, section, table } from "./markup.ts";
import { pageEnd, pageStart } from "./page.ts";
import {
  automationSection,
  boardSections,
  decisionSection,
  labelSection,
  notMovingSection,
  peopleSection,
} from "./plan-sections.ts";
import {
  deltaSection,
  reportsSection,
  rollbackSection,
  signOffSection,
  verificationSection,
} from "./proof-sections.ts";
import { reconciliationSections } from "./reconciliation-sections.ts";

const number = (title: string) => ({ title, isNumber: true });

/** The handoff report as a page, in pieces. `records` is the beginning of the list, of `total` in all. */
export function* reportPage(
  report: ReportHead,
  { records, total }: { records: readonly ReportRecord[]; total: number },
): Generator<string> {
  yield pageStart(`Handoff report: ${report.migration.name}`, [intro(report)]);
  for (const part of sections(report, { records, total })) if (part) yield part.markup;
  yield pageEnd(
    `Written by Portage on ${toMoment(report.writtenAt)}. Plan ${report.planHash}. Audit trail: ${counted(report.audit.lines, "line", "lines")}, head ${report.audit.head}.`,
  );
}

function* sections(
  report: ReportHead,
  listed: { records: readonly ReportRecord[]; total: number },
): Generator<Html | null> {
  yield section("next", "What to do next", [
    list(report.nextSteps.map(({ title, text }) => html`<strong>${title}.</strong> ${text}`)),
  ]);
  if (report.reconciliation) yield* reconciliationSections(report.reconciliation);
  yield recordsSection(report, listed);
  yield signOffSection(report.signOff);
  yield verificationSection(report.verification);
  yield reportsSection(report.reports);
  yield deltaSection(report.delta);
  yield rollbackSection(report.rollback);
  yield decisionSection(report.decisions);
  yield* boardSections(report.boards);
  yield labelSection(report.boards);
  yield peopleSection(report.people);
  yield automationSection(report.automations);
  yield notMovingSection(report.notMoving);
  yield runSection(report);
  yield auditSection(report);
}

function intro({ summary, source, destination, reconciliation, verification, signOff }: ReportHead): Html {
  const totals = reconciliation && totalsOf(reconciliation);
  return html`<p class="lead">${summary}</p>
${facts([
  ["Source", source.account === null ? source.title : `${source.title}, ${source.account}`],
  ["Destination", `${destination.title}, workspace "${destination.workspace}"`],
  ["Imported on", reconciliation && toMoment(reconciliation.at)],
  [
    "Created, updated, unchanged",
    totals &&
      `${totals.created.toLocaleString("en")}, ${totals.updated.toLocaleString("en")}, ${totals.unchanged.toLocaleString("en")}`,
  ],
  ["Approved by", signOff && `${signOff.byName}, ${toMoment(signOff.at)}`],
  ["Verified on", verification && toMoment(verification.at)],
  ["Root hash", verification && html`<code>${verification.rootHash}</code>`],
])}`;
}

function recordsSection(
  { reconciliation }: ReportHead,
  { records, total }: { records: readonly ReportRecord[]; total: number },
): Html | null {
  if (!reconciliation) return null;
  if (total === 0) {
    return section("records", "Records without an item of their own", [
      html`<p class="good">There are none: nothing was merged, skipped or failed.</p>\n`,
    ]);
  }
  const reasons = reconciliation.reasons.map(({ text, outcome, count, remedy }) => [
    text,
    toWords(outcome),
    count,
    remedy,
  ]);
  const rows = records.map((record) => [
    record.externalId,
    link(record.itemUrl, record.name),
    toWords(record.outcome),
    record.reason,
    record.remedy,
  ]);
  const more = total - records.length;
  return section("records", "Records without an item of their own", [
    reasons.length === 0
      ? null
      : table("Reasons", ["Reason", "Outcome", number("Records"), "What to do"], reasons),
    table("Records", ["Source ID", "Name", "Outcome", "Reason", "What to do"], rows),
    more > 0
      ? html`<p>${counted(more, "more record is", "more records are")} listed in the CSV and JSON form of this report.</p>\n`
      : null,
  ]);
}

function runSection({ runs }: ReportHead): Html {
  const rows = runs.map(({ kind, state, startedAt, endedAt, sourceCalls, destinationCalls }) => [
    toWords(kind),
    toWords(state),
    startedAt === null ? "" : toMoment(startedAt),
    endedAt === null ? "" : toMoment(endedAt),
    sourceCalls,
    destinationCalls,
  ]);
  const headings = ["Run", "Ended", "From", "To", number("Calls to the source"), number("Calls to monday")];
  return section("runs", "Runs", [table("Runs, newest first", headings, rows)]);
}

function auditSection({ audit }: ReportHead): Html {
  return section("audit", "Audit trail", [
    html`<p>Every call and every act is a line of the audit trail, chained by hashes. Download it as <code>audit.jsonl</code> and check it offline with the head of this report: it must be in the file.</p>
<p><code>npm run audit:verify audit.jsonl ${audit.head}</code></p>
`,
    facts([
      ["Lines when this was written", audit.lines],
      ["Head", html`<code>${audit.head}</code>`],
    ]),
  ]);
}
