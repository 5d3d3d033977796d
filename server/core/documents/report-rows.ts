import type { ReconciliationPhase } from "../../contract/records.ts";
import type { ReportHead, ReportRecord } from "../../contract/report.ts";
import { boardRows, type CsvRow } from "./scope-rows.ts";
import { toWords } from "./words.ts";

export const reportTitles: CsvRow = [
  "Part",
  "Board",
  "Name",
  "Type",
  "From",
  "Count",
  "Remark",
  "What to do",
  "Source ID",
  "Item",
];

/** The report as rows of one table, but for its records. */
export function* reportRows(report: ReportHead): Generator<CsvRow> {
  yield ["Summary", null, report.migration.name, null, report.source.title, null, report.summary];
  for (const phase of report.reconciliation?.phases ?? []) yield* phaseRows(phase);
  yield* proofRows(report);
  yield* reportedRows(report.reports);
  for (const text of report.decisions) yield ["Decision", null, null, null, null, null, text];
  for (const board of report.boards) yield* boardRows(board);
  for (const { name, role, email, records, text } of report.people) {
    yield ["Person", null, name, role, email, records, text];
  }
  for (const { title, count, reason, instead } of report.automations) {
    yield ["Automation", null, title, null, null, count, reason, instead];
  }
  for (const { title, kind, count, reason, instead } of report.notMoving) {
    yield ["Does not move", null, title, toWords(kind), null, count, reason, instead];
  }
  for (const { title, text } of report.nextSteps)
    yield ["Next step", null, title, null, null, null, null, text];
}

function* phaseRows(phase: ReconciliationPhase): Generator<CsvRow> {
  const { title } = phase;
  yield ["Count", title, "In the source", null, null, phase.inSnapshot, null];
  for (const outcome of [
    "created",
    "updated",
    "unchanged",
    "merged",
    "skipped",
    "failed",
    "pending",
  ] as const) {
    yield ["Count", title, toWords(outcome), null, null, phase[outcome], null];
  }
  yield ["Count", title, "Found in monday", null, null, phase.found, `of ${phase.expected}`];
  yield ["Count", title, "Links found", null, null, phase.links.found, `of ${phase.links.expected}`];
  for (const sum of phase.sums) {
    const name = sum.kind === null ? sum.title : `${sum.title}, ${sum.kind}`;
    yield ["Sum", title, name, sum.unit, "Source", sum.source, null];
    yield ["Sum", title, name, sum.unit, "monday", sum.destination, null];
  }
  for (const text of phase.differences) yield ["Difference", title, null, null, null, null, text];
}

function* proofRows({ signOff, verification, delta, rollback, audit }: ReportHead): Generator<CsvRow> {
  if (signOff) {
    yield ["Sign-off", null, signOff.byName, null, null, signOff.sampleRecords, `Approved ${signOff.at}`];
    for (const { title, count } of signOff.accepted) yield ["Accepted", null, title, null, null, count, null];
  }
  if (verification) {
    yield ["Verification", null, "Records found", null, null, verification.records.found, verification.at];
    yield ["Verification", null, "Differences open", null, null, verification.differencesOpen, null];
    yield ["Verification", null, "Root hash", null, null, null, verification.rootHash];
  }
  for (const round of delta?.rounds ?? []) {
    yield ["Delta", null, "New", null, null, round.created, round.at];
    yield ["Delta", null, "Changed", null, null, round.changed, round.at];
    yield ["Delta", null, "Conflicts", null, null, round.conflicts, round.at];
  }
  for (const { kind, count } of rollback?.removed ?? []) {
    yield ["Rollback", null, toWords(kind), "Removed", null, count, rollback?.at ?? null];
  }
  for (const { title, count, reason } of rollback?.left ?? []) {
    yield ["Rollback", null, title, "Left alone", null, count, reason];
  }
  yield ["Audit", null, "Lines", null, null, audit.lines, null];
  yield ["Audit", null, "Head", null, null, null, audit.head];
}

function* reportedRows({ open, settled, listed }: ReportHead["reports"]): Generator<CsvRow> {
  if (open + settled === 0) return;
  yield ["Reports", null, "Reports open", null, null, open, null];
  yield ["Reports", null, "Reports settled", null, null, settled, null];
  for (const { board, name, field, state, text, remedy, externalId, itemUrl } of listed) {
    const todo = state === "open" ? remedy : null;
    yield ["Report", board, name, toWords(state), field, null, text, todo, externalId, itemUrl];
  }
}

/** A record without an item of its own. */
export function recordRow(record: ReportRecord): CsvRow {
  const { board, name, outcome, stream, reason, remedy, externalId, itemUrl } = record;
  return ["Record", board, name, toWords(outcome), stream, null, reason, remedy, externalId, itemUrl];
}
