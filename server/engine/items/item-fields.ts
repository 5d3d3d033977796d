import type { ReadItem } from "../../connectors/types.ts";
import type { ItemField, ItemLink } from "../../contract/item.ts";
import { toCellText } from "../../core/mapping/cell-text.ts";
import { toPlainText, toRawKey } from "../../core/mapping/text.ts";
import type { FieldDefinition, SourceRecord } from "../../core/records.ts";
import { cellWords } from "../../core/verify/cell-words.ts";
import { compareCell } from "../../core/verify/compare-cell.ts";
import { type Landed, recordWords } from "./landed.ts";
import { linkedIds, type Written, type WrittenCell } from "./written-cells.ts";

/** The item as read back: null while monday cannot be read, or when the item is gone. */
export type Today = ReadItem | null;

/** Name of a linked item; its id in words when nobody knows it. */
export type ItemNames = (itemId: string) => string;

/** The item's name and every written cell: source, written and today's value with the verdict. */
export function toFields(written: Written, today: Today, names: ItemNames): ItemField[] {
  const cells = written.cells.map((cell) => toField(cell, today, names));
  return written.name === null ? cells : [nameField(written.name, today), ...cells];
}

export function nameField(name: NonNullable<Written["name"]>, today: Today): ItemField {
  const { board } = name.landed;
  return {
    key: "name",
    title: "Name",
    source: sourceText(name.landed, board?.nameFields ?? [], " "),
    written: name.text,
    today: today === null ? null : today.name,
    verdict: today && compareCell({ kind: "text", text: name.text }, { text: today.name, value: null }),
  };
}

export function toField(written: WrittenCell, today: Today, names: ItemNames): ItemField {
  const { column, value, columnId, landed } = written;
  const cell = today?.values[columnId];
  const verdict = today && compareCell(value, cell);
  // The plan knows the first 500 users by name, monday knows them all.
  const isNamed = value?.kind === "people" && verdict === "same" && cell?.text;
  const text = isNamed || writtenText(written, names);
  return {
    key: columnId,
    title: column?.title ?? columnId,
    source: sourceText(landed, column?.fields ?? [], ", "),
    written: text,
    today: today && (verdict === "same" ? text : todayText(written, cell, names)),
    verdict,
  };
}

function writtenText({ column, value, landed }: WrittenCell, names: ItemNames): string {
  if (value === null) return "";
  if (value.kind === "relation_items") return value.itemIds.map(names).join(", ");
  const { plan } = landed.ground;
  const userName = (id: string): string | null =>
    plan?.assignable.find((user) => user.id === id)?.name ?? null;
  const shape = { unit: column?.unit ?? null, labels: column?.labels ?? [] };
  return toCellText(value, shape, { recordName: () => null, userName }).text;
}

function todayText(
  { value, column }: WrittenCell,
  cell: ReadItem["values"][string] | undefined,
  names: ItemNames,
): string {
  if (cell?.linkedItemIds) return cell.linkedItemIds.map(names).join(", ");
  return cellWords(value?.kind ?? "text", cell, column?.unit ?? null);
}

/** The source's own words: coded values with their meaning, references with the kind of record they name. */
function sourceText(landed: Landed, fields: readonly string[], separator: string): string | null {
  const { record } = landed;
  if (!record) return null;
  // A column that shows no field shows the record itself, such as the link to its contact.
  if (fields.length === 0) return recordWords(landed);
  return fields
    .map((name) => fieldText(landed, record, name))
    .filter(Boolean)
    .join(separator);
}

function fieldText({ stream, ground }: Landed, record: SourceRecord, name: string): string {
  const field: FieldDefinition | undefined = stream?.fields.find((each) => each.name === name);
  const text = toPlainText(record.fields[name]);
  if (text === "" || !field) return text;
  const meaning = field.codes?.[toRawKey(record.fields[name])];
  if (meaning !== undefined) return meaning;
  const target = ground.connector?.streams.find((each) => each.name === field.references);
  return target ? `${target.titleSingular} ${text}` : text;
}

/** Linked records: those Portage linked, and those linked in the same columns since. */
export function toLinks(written: Written, today: Today, names: ItemNames): ItemLink[] {
  return written.cells.flatMap((cell) => {
    const { value, columnId } = cell;
    if (value?.kind !== "relation_items") return [];
    const column = cell.column?.title ?? columnId;
    const wanted = linkedIds(value);
    const found = today?.values[columnId]?.linkedItemIds ?? [];
    const added = found.filter((id) => !wanted.includes(id));
    return [
      ...wanted.map((itemId): ItemLink => {
        const state = today && (found.includes(itemId) ? "linked" : "missing");
        return { itemId, name: names(itemId), column, state };
      }),
      ...added.map((itemId): ItemLink => ({ itemId, name: names(itemId), column, state: "added" })),
    ];
  });
}
