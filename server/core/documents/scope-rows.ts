import type { DocumentBoard, ScopeDocument } from "../../contract/report.ts";
import { columnTypeTitles } from "../../contract/values.ts";
import { aboutSeconds, toWords } from "./words.ts";

export type CsvRow = readonly (string | number | null)[];
export const scopeTitles: CsvRow = ["Part", "Board", "Name", "Type", "From", "Count", "Remark"];

/** The scope document as rows of one table. */
export function* scopeRows(scope: ScopeDocument): Generator<CsvRow> {
  const { source, destination, totals, complexity } = scope;
  yield ["Source", null, source.title, source.tier, source.account, source.records, `Read ${source.readAt}`];
  yield ["Destination", null, destination.workspace, destination.tier, null, totals.items, totals.bound];
  yield [
    "Complexity",
    null,
    toWords(complexity.grade),
    null,
    null,
    complexity.points,
    `of ${complexity.most} points`,
  ];
  for (const { title, text, points } of complexity.factors) {
    yield ["Complexity factor", null, title, null, null, points, text];
  }
  for (const { title, records, boards } of scope.streams) {
    yield ["Stream", boards.join(", "), title, null, null, records, null];
  }
  for (const board of scope.boards) yield* boardRows(board);
  for (const { name, role, email, records, text } of scope.people) {
    yield ["Person", null, name, role, email, records, text];
  }
  for (const { title, kind, count, reason, instead } of scope.notMoving) {
    yield ["Does not move", null, title, toWords(kind), null, count, `${reason} ${instead}`];
  }
  for (const { title, severity, count, detail, remedy } of scope.findings) {
    yield ["Finding", null, title, toWords(severity), null, count, `${detail} ${remedy}`];
  }
  for (const { title, text, seconds } of scope.timeline) {
    yield ["Timeline", null, title, null, seconds === null ? null : aboutSeconds(seconds), null, text];
  }
  for (const { when, title, text } of scope.checklist) {
    yield ["Checklist", null, title, toWords(when), null, null, text];
  }
}

/** A board with its columns, value maps and updates, also those left out. */
export function* boardRows(board: DocumentBoard): Generator<CsvRow> {
  const { title, include, existingBoard, streams, items, reason } = board;
  const target = existingBoard === null ? "New board" : `Existing board ${existingBoard}`;
  yield ["Board", title, title, include ? target : "Left out", streams.join(", "), items, reason];
  for (const column of board.columns) {
    const type = column.include ? columnTypeTitles[column.type] : "Left out";
    const remark = column.include ? [column.conversion, column.loss ?? ""].join(" ").trim() : column.reason;
    yield ["Column", title, column.title, type, column.from.join(", "), column.filled, remark];
    if (!column.include) continue;
    for (const { label, values, count } of column.labels) {
      yield ["Label", title, label, column.title, values.join(", "), count, null];
    }
  }
  for (const update of board.updates) {
    yield ["Update", title, update.title, update.include ? "Update" : "Left out", null, update.count, null];
  }
}
