import type { Plan, PlanBoard, PlanColumn } from "../../contract/plan.ts";
import type { Outcome, RecordNote } from "../../contract/records.ts";
import type { Verdict } from "../../contract/sample.ts";
import type { TypedValue } from "../../contract/values.ts";
import { toCellText } from "../mapping/cell-text.ts";
import type { MappedRecord } from "../mapping/compile-board.ts";
import type { ExistingCell } from "../mapping/fill-empty.ts";
import { type SourceRecord, toExternalId } from "../records.ts";
import { fieldColumnPrefix, recordColumnPrefix } from "../sampling/acceptances.ts";
import { cellWords } from "./cell-words.ts";
import { isSameText } from "./compare-text.ts";
import { judgeCell, judgeName } from "./diff-verdict.ts";
import type { SourceWords } from "./source-words.ts";

/** One line of the diff of a record, before it is known whether it has changed. */
export interface DiffLine {
  readonly columnKey: string;
  readonly columnTitle: string;
  readonly position: number;
  readonly source: string;
  readonly transformation: string;
  readonly written: string;
  readonly readBack: string;
  readonly verdict: Verdict;
  readonly reason: string | null;
}

/** How a record ended, from the ledger. */
export interface Landing {
  readonly outcome: Outcome | null;
  readonly reason: string | null;
  readonly notes: readonly RecordNote[];
  /** Name that was written; null on an item that was there before. */
  readonly name: string | null;
  /** Cells that were written, by column id. */
  readonly values: Readonly<Record<string, TypedValue | null>>;
  /** Cells of the item that records merged into it have filled. */
  readonly filled: Readonly<Record<string, TypedValue | null>>;
}

/** A text that was to become an update of the item. */
export interface UpdateStory {
  readonly key: string;
  readonly title: string;
  readonly body: string;
  /** Null when it was not written. */
  readonly written: string | null;
  /** What people read in it today; null when its item does not carry it. */
  readonly readBack: string | null;
  /** Why it is missing, or not the text the source has now. */
  readonly reason: string | null;
}

export interface DiffInput {
  readonly plan: Plan;
  readonly board: PlanBoard;
  readonly record: SourceRecord;
  readonly mapped: MappedRecord;
  readonly landing: Landing;
  /** Null when the item is gone. */
  readonly item: { readonly name: string; readonly values: Readonly<Record<string, ExistingCell>> } | null;
  readonly updates: readonly UpdateStory[];
  /** Filled fields no column shows, with the reason. */
  readonly fieldsLeftOut: readonly {
    readonly name: string;
    readonly title: string;
    readonly reason: string;
  }[];
  readonly words: SourceWords;
  readonly itemName: (itemId: string) => string;
}

const positions = { record: 0, name: 1, columns: 10, updates: 10_000, fields: 20_000 } as const;

/** Everything a person has to compare for one record; pairs with nothing on any side are left out. */
export function diffRecord(input: DiffInput): readonly DiffLine[] {
  const { landing } = input;
  if (landing.outcome === null || landing.outcome === "merged" || landing.outcome === "skipped") {
    return [recordLine(input)];
  }
  if (landing.outcome === "failed") return [recordLine(input)];
  const columns = input.board.columns.filter(({ include }) => include);
  return [
    nameLine(input),
    ...columns.flatMap((column) => columnLine(input, column)),
    ...input.updates.map((update, index) => updateLine(input, update, index)),
    ...input.fieldsLeftOut.map((field) => fieldLine(input, field)),
  ];
}

const endings = { merged: "Merged", skipped: "Skipped", failed: "Failed" } as const;

function recordLine({ record, words, landing, mapped }: DiffInput): DiffLine {
  const { outcome } = landing;
  const ending = outcome === "merged" || outcome === "skipped" ? outcome : "failed";
  const isFailed = ending === "failed";
  return {
    columnKey: `${recordColumnPrefix}${ending}`,
    columnTitle: endings[ending],
    position: positions.record,
    source: words.record(record),
    transformation: "",
    written: ending === "merged" ? mapped.name : "",
    readBack: "",
    verdict: isFailed ? "wrong" : "lossy",
    reason: landing.reason ?? (isFailed ? "The record was not written." : null),
  };
}

function nameLine({ plan, board, record, landing, item, words }: DiffInput): DiffLine {
  const parts = board.nameFields.map((part) => {
    const field = part.replace("@person:", "");
    if (field === part) return words.field(record, field);
    const team = plan.boards.find((each) =>
      each.columns.some(({ conversion }) => conversion === "person_self"),
    );
    const key = toExternalId(plan.source, team?.streams[0] ?? "", String(record.fields[field] ?? ""));
    return plan.people.find((person) => person.key === key)?.name ?? words.field(record, field);
  });
  const separator = board.nameFields.every((part) => part.endsWith("_name")) ? " " : " · ";
  const source = parts.filter(Boolean).join(separator);
  const { name: written } = landing;
  const readBack = item?.name ?? "";
  return {
    columnKey: "name",
    columnTitle: "Name",
    position: positions.name,
    source,
    transformation:
      written === null
        ? "The item was in monday before: its name stays."
        : "The name is made of these fields.",
    written: written ?? "",
    readBack,
    ...judgeName({ source, written, readBack }),
  };
}

function columnLine(input: DiffInput, column: PlanColumn): readonly DiffLine[] {
  const { board, record, mapped, landing, item, words } = input;
  const { columnId, key } = column;
  const own = landing.values[columnId] ?? null;
  const value = own ?? landing.filled[columnId] ?? null;
  const cell = item?.values[columnId];
  const wanted = mapped.values[columnId] ?? null;
  const notes = landing.notes.filter((note) => concerns(note, column));
  const source =
    column.fields.length === 0 && (columnId in landing.values || columnId in mapped.values)
      ? words.record(record)
      : column.fields
          .map((field) => words.field(record, field))
          .filter(Boolean)
          .join(", ");
  const written = value === null ? "" : wordsOf(input, column, value);
  const readBack = shownWords(input, column, { kind: (value ?? wanted)?.kind ?? "text", cell });
  // Nothing of this record belongs here: an empty cell, a cell of the customer's own, or a twin that was not made.
  const isNothing = value === null && wanted === null && notes.length === 0;
  const isAdopted = landing.name === null;
  if (isNothing && (readBack === "" || isAdopted)) return [];
  if (value === null && column.conversion === "same_record" && readBack === "") return [];
  const story = { source, written, readBack, wanted, value, cell, notes, loss: column.loss, isAdopted };
  const position = positions.columns + board.columns.findIndex((each) => each.key === key);
  const { title: columnTitle, conversionText } = column;
  const transformation = own === null && value !== null ? filledByMerge : conversionText;
  const line = { columnKey: key, columnTitle, position, source, transformation, written, readBack };
  return [{ ...line, ...judgeCell(story) }];
}

const filledByMerge = "Empty in this record: filled by one that was merged into it.";

/** Remarks name a column by its key, those about what monday did not keep by its id. */
function concerns(note: RecordNote, column: PlanColumn): boolean {
  if (note.column === null) return note.code === "person_not_assigned" && column.type === "people";
  return note.column === column.key || note.column === column.columnId;
}

function wordsOf({ plan, itemName }: DiffInput, column: PlanColumn, value: TypedValue): string {
  if (value.kind === "relation_items") return value.itemIds.map(itemName).join(", ");
  const userName = (id: string): string | null =>
    plan.assignable.find((user) => user.id === id)?.name ?? null;
  return toCellText(value, column, { recordName: () => null, userName }).text;
}

/** What a person sees in monday, in the words in which values are written. */
function shownWords(
  { itemName }: DiffInput,
  column: PlanColumn,
  { kind, cell }: { kind: TypedValue["kind"]; cell: ExistingCell | undefined },
): string {
  if (!cell) return "";
  if (cell.linkedItemIds) return cell.linkedItemIds.map(itemName).join(", ");
  return cellWords(kind, cell, column.unit);
}

function updateLine({ words, record, board }: DiffInput, update: UpdateStory, index: number): DiffLine {
  const planned = board.updates.find(({ key }) => key === update.key);
  const source = planned && planned.field !== "" ? words.field(record, planned.field) : update.body;
  const { written, readBack } = update;
  const isMissing = written === null || readBack === null;
  const isOther = !isMissing && !isSameText(written, readBack);
  const wrong = isMissing ? "monday does not show this update." : isOther ? otherText : null;
  return {
    columnKey: `update:${update.key}`,
    columnTitle: update.title,
    position: positions.updates + index,
    source,
    transformation: "Written whole as an update of the item.",
    written: written ?? "",
    readBack: readBack ?? "",
    verdict: wrong !== null ? "wrong" : update.reason === null ? "converted" : "lossy",
    reason: (isOther ? null : update.reason) ?? wrong,
  };
}

const otherText = "monday shows another text than was written.";

function fieldLine({ words, record }: DiffInput, field: DiffInput["fieldsLeftOut"][number]): DiffLine {
  return {
    columnKey: `${fieldColumnPrefix}${field.name}`,
    columnTitle: field.title,
    // Which fields are left out differs from record to record: their keys keep each together.
    position: positions.fields,
    source: words.field(record, field.name),
    transformation: "No column shows this field.",
    written: "",
    readBack: "",
    verdict: "lossy",
    reason: field.reason,
  };
}
