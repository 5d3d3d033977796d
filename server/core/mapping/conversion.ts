import type { PlanColumn } from "../../contract/plan.ts";
import type { ColumnType, TypedValue } from "../../contract/values.ts";
import type { SourceRecord } from "../records.ts";

/** Where a conversion reports what did not go into the cell. */
export interface Sink {
  /** A remark on the record; never a customer's value. */
  note(code: string, text: string): void;
  /** Keeps a value that fits no cell: it goes into the item's update "Values that did not fit". */
  keep(title: string, text: string): void;
  /** A text of its own update. */
  update(key: string, body: string): void;
}

export interface AssignedPerson {
  readonly name: string;
  /** monday user written into people columns; null when nobody is assigned. */
  readonly userId: string | null;
  /** False when the user is the stand-in for people without a monday user. */
  readonly own: boolean;
}

/** What conversions need besides the column: all of it comes from the plan. */
export interface CompileContext {
  readonly source: string;
  /** By external id. */
  readonly people: ReadonlyMap<string, AssignedPerson>;
  /** Stream that references to people point to. */
  readonly personStream: string | null;
  /** First stream of each board, by board key: what refs to it are made of. */
  readonly streamOfBoard: ReadonlyMap<string, string>;
  /** Keys of the updates that are written. */
  readonly updates: ReadonlySet<string>;
  /** Fields written whole as updates. */
  readonly updateFields: ReadonlySet<string>;
  /** True when another included column shows this field as it was. */
  isKeptElsewhere(columnKey: string, field: string): boolean;
}

export type PlainReader = (record: SourceRecord) => string;
export type CellReader = (record: SourceRecord, sink: Sink) => TypedValue | null;
export type CellMaker = (column: PlanColumn, context: CompileContext) => CellReader;

/** One way of turning source values into cells. Types text and long text come from `plain` by themselves. */
export interface Conversion {
  /** What it does, in plain words for the admin. */
  readonly explain: string;
  /** What a text cell shows; "" leaves it empty. */
  readonly plain: (column: PlanColumn, context: CompileContext) => PlainReader;
  readonly cells: Readonly<Partial<Record<ColumnType, CellMaker>>>;
}

/** The column's field at a position; "" when it has none there. */
export function fieldAt(column: PlanColumn, index = 0): string {
  return column.fields[index] ?? "";
}

/** Notes that a value did not fit its column and keeps its text, unless another column shows it. */
export function refuse(
  sink: Sink,
  column: PlanColumn,
  refused: { readonly code: string; readonly text: string; readonly isKept: boolean },
): null {
  sink.note(refused.code, `${column.title}: the value does not fit this column; its text was kept.`);
  if (!refused.isKept) sink.keep(column.title, refused.text);
  return null;
}
