import type { FieldDefinition, FieldValue, SourceRecord, StreamDefinition } from "../../../core/records.ts";
import type { WireField } from "./fields.ts";
import type { Row } from "./schema.ts";
import { isUnsetDate, readers, readUnknown } from "./values.ts";

/** One list method of Bizstim and how its rows become records. */
export interface ListStream {
  readonly method: string;
  /** Largest page the method answers (facts 1). */
  readonly pageSize: number;
  readonly fields: readonly WireField[];
  readonly definition: StreamDefinition;
  /** Rows that are bookkeeping and not records. */
  readonly isSkipped?: (row: Row) => boolean;
}

/** A record, and what was noticed while it was read. */
export interface ReadRow {
  readonly record: SourceRecord;
  readonly unsetDates: number;
}

function toDefinitionField(wireField: WireField): FieldDefinition {
  const { wire: _wire, zeroIsNone: _zeroIsNone, ...definition } = wireField;
  return definition;
}

/** Declares a list method as a stream. */
export function listStream(
  input: Omit<ListStream, "definition"> & { name: string; title: string; titleSingular: string },
): ListStream {
  const { name, title, titleSingular, ...rest } = input;
  const fields = input.fields.map(toDefinitionField);
  return { ...rest, definition: { name, title, titleSingular, fields, derived: false } };
}

function wireValue(row: Row, wireField: WireField): { key: string; raw: unknown } | null {
  for (const key of wireField.wire ?? [wireField.name])
    if (row[key] !== undefined) return { key, raw: row[key] };
  return null;
}

function readField(wireField: WireField, raw: unknown): FieldValue | undefined {
  const value = readers[wireField.type](raw);
  return wireField.zeroIsNone && (value === "0" || value === "0.00") ? undefined : value;
}

/**
 * Reads the fields of a row: the known ones by their type, the rest as text under their own names. Absent values
 * are left out of the record.
 */
export function readFields(
  row: Row,
  wireFields: readonly WireField[],
): { fields: Record<string, FieldValue>; unsetDates: number } {
  const fields: Record<string, FieldValue> = {};
  const seen = new Set(["id"]);
  let unsetDates = 0;
  for (const wireField of wireFields) {
    const found = wireValue(row, wireField);
    if (found === null) continue;
    seen.add(found.key);
    if (wireField.type === "date" && isUnsetDate(found.raw)) unsetDates += 1;
    const value = readField(wireField, found.raw);
    if (value !== undefined) fields[wireField.name] = value;
  }
  for (const [key, raw] of Object.entries(row)) {
    if (seen.has(key)) continue;
    const value = readUnknown(raw);
    if (value !== undefined && fields[key] === undefined) fields[key] = value;
  }
  return { fields, unsetDates };
}

/** A row of a list as a record of its stream. */
export function readRow(stream: ListStream, row: Row): ReadRow {
  const { fields, unsetDates } = readFields(row, stream.fields);
  return { record: { stream: stream.definition.name, id: row.id, fields }, unsetDates };
}
