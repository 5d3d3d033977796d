import type { Failure } from "../../contract/errors.ts";
import type { Plan, PlanBoard, PlanColumn } from "../../contract/plan.ts";
import type { RecordNote } from "../../contract/records.ts";
import type { TypedValue } from "../../contract/values.ts";
import { compareTexts } from "../canonical.ts";
import { type RecordReason, recordReasons } from "../reasons.ts";
import { type SourceRecord, toExternalId } from "../records.ts";
import { compileGroup } from "./board-group.ts";
import { createCompileContext } from "./compile-context.ts";
import type { CellReader, CompileContext, Sink } from "./conversion.ts";
import { conversionOf } from "./conversions.ts";
import { firstEmail, foldEmail } from "./email.ts";
import { compileItemName } from "./item-name.ts";
import { itemNameMax, longTextMax, shorten } from "./limits.ts";
import { toPlainText } from "./text.ts";

export interface MappedUpdate {
  readonly key: string;
  /** Plain text; the destination escapes it. */
  readonly body: string;
  /** `YYYY-MM-DD` when the source knows the day. */
  readonly writtenOn: string | null;
}

/** One record as it will be written, decided from the plan alone. */
export interface MappedRecord {
  readonly externalId: string;
  /** 1 to 255 characters. */
  readonly name: string;
  readonly groupKey: string | null;
  /** By column id; columns whose cell stays empty are absent. Relations carry external ids as refs. */
  readonly values: Readonly<Record<string, TypedValue>>;
  readonly updates: readonly MappedUpdate[];
  readonly notes: readonly RecordNote[];
  /** Set when the record cannot be written at all. */
  readonly failure: Failure | null;
  /** Set when the plan does not write this record to this board, with the reason for the ledger. */
  readonly skip: { readonly code: RecordReason; readonly reason: string } | null;
  /** Folded first e-mail on a board that is matched by e-mail; null elsewhere. */
  readonly matchEmail: string | null;
}

export interface CompiledBoard {
  map(record: SourceRecord): MappedRecord;
  /** Every monday user the board's people columns may name: add them to the board first. */
  readonly peopleIds: readonly string[];
}

interface CompiledColumn {
  readonly key: string;
  readonly columnId: string;
  readonly read: CellReader;
}

interface WholeUpdate {
  readonly key: string;
  readonly title: string;
  readonly field: string;
  readonly dateField: string | null;
}

/** Key of the update that holds what fits no cell. */
export const keptUpdateKey = "kept";
/** Key of the update with the full text of a long text column. */
export function fullTextKey(columnKey: string): string {
  return `${columnKey}_full`;
}

function textCell(column: PlanColumn, context: CompileContext): CellReader {
  const read = conversionOf(column.conversion).plain(column, context);
  return (record) => {
    const text = read(record);
    return text === "" ? null : { kind: "text", text };
  };
}

function longTextCell(column: PlanColumn, context: CompileContext): CellReader {
  const read = conversionOf(column.conversion).plain(column, context);
  const isWrittenWhole = column.fields.every((field) => context.updateFields.has(field));
  const hasFullText = !isWrittenWhole && context.updates.has(fullTextKey(column.key));
  return (record, sink) => {
    const text = read(record);
    if (text === "") return null;
    if (text.length <= longTextMax) return { kind: "long_text", text };
    if (isWrittenWhole || hasFullText) {
      sink.note(
        "text_continued",
        `${column.title}: longer than 2,000 characters; the full text is an update.`,
      );
      if (hasFullText) sink.update(fullTextKey(column.key), `${column.title}\n\n${text}`);
    } else {
      sink.note("text_shortened", `${column.title}: shortened to 2,000 characters, as the plan says.`);
    }
    return { kind: "long_text", text: shorten(text, longTextMax) };
  };
}

function compileColumn(column: PlanColumn, context: CompileContext): CellReader {
  if (column.type === "text") return textCell(column, context);
  if (column.type === "long_text") return longTextCell(column, context);
  const make = conversionOf(column.conversion).cells[column.type];
  if (!make) throw new Error(`Conversion ${column.conversion} has no cell of type ${column.type}`);
  return make(column, context);
}

/** Collects what a record's cells report; one for each record. */
class RecordSink implements Sink {
  column: string | null = null;
  readonly notes: RecordNote[] = [];
  readonly updates: MappedUpdate[] = [];
  kept: string[] | null = null;

  note(code: string, text: string): void {
    this.notes.push({ code, column: this.column, text });
  }
  keep(title: string, text: string): void {
    this.kept ??= [];
    this.kept.push(`${title}: ${text}`);
  }
  update(key: string, body: string): void {
    this.updates.push({ key, body, writtenOn: null });
  }
}

function wholeUpdates(board: PlanBoard): WholeUpdate[] {
  return board.updates
    .filter((update) => update.include && update.field !== "" && !update.key.endsWith("_full"))
    .map((update) => ({
      key: update.key,
      title: update.title,
      field: update.field,
      // The day that names the item (a payment's, a session's) is the day its note was written.
      dateField: board.nameFields[0] ?? null,
    }));
}

function addWholeUpdates(updates: readonly WholeUpdate[], record: SourceRecord, sink: RecordSink): void {
  for (const update of updates) {
    const text = toPlainText(record.fields[update.field]);
    if (text === "") continue;
    const day = update.dateField === null ? "" : toPlainText(record.fields[update.dateField]);
    const writtenOn = /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(day) ? day : null;
    sink.updates.push({ key: update.key, body: `${update.title}\n\n${text}`, writtenOn });
  }
}

function shortenName(name: string, sink: RecordSink): string {
  if (name.length <= itemNameMax) return name;
  sink.column = null;
  sink.note("name_shortened", "The name is longer than 255 characters; the full name was kept as text.");
  sink.keep("Full name", name);
  return shorten(name, itemNameMax);
}

/**
 * Prepares the mapping of one board: every decision is taken here once, so that `map` only reads fields.
 * Throws for a plan that names a conversion or type this version does not have (a bug, never data).
 */
export function compileBoard(plan: Plan, board: PlanBoard): CompiledBoard {
  const context = createCompileContext(plan, board);
  const included = board.columns.filter((column) => column.include);
  const columns: CompiledColumn[] = included.map((column) => ({
    key: column.key,
    columnId: column.columnId,
    read: compileColumn(column, context),
  }));
  const nameOf = compileItemName(board, {
    source: context.source,
    personStream: context.personStream,
    personName: (externalId) => context.people.get(externalId)?.name ?? null,
  });
  const groupOf = compileGroup(board);
  const whole = wholeUpdates(board);
  const keyColumn = included.find((column) => column.conversion === "email_key");
  const keyField = keyColumn?.fields[0] ?? null;
  const keepsTexts = context.updates.has(keptUpdateKey);

  function map(record: SourceRecord): MappedRecord {
    const sink = new RecordSink();
    const externalId = toExternalId(context.source, record.stream, record.id);
    const name = shortenName(nameOf(record), sink);
    const email = keyField === null ? null : firstEmail(record.fields[keyField]);
    const values: Record<string, TypedValue> = {};
    for (const column of columns) {
      sink.column = column.key;
      const value = column.read(record, sink);
      if (value !== null) values[column.columnId] = value;
    }
    addWholeUpdates(whole, record, sink);
    if (sink.kept !== null && keepsTexts) {
      sink.update(keptUpdateKey, `Values that did not fit\n\n${sink.kept.join("\n")}`);
    }
    const isSkipped = keyField !== null && email === null;
    return {
      externalId,
      name,
      groupKey: groupOf(record),
      values,
      updates: sink.updates,
      notes: sink.notes,
      failure: null,
      skip: isSkipped ? { code: "no_email", reason: recordReasons.no_email.reason } : null,
      matchEmail: email === null ? null : foldEmail(email),
    };
  }

  return { map, peopleIds: boardPeople(included, context) };
}

function boardPeople(columns: readonly PlanColumn[], context: CompileContext): string[] {
  if (!columns.some((column) => column.type === "people")) return [];
  const ids = [...context.people.values()].flatMap((person) => person.userId ?? []);
  return [...new Set(ids)].sort(compareTexts);
}
