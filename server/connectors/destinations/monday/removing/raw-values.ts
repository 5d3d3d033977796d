import type { WireValue } from "../values.ts";

/** A cell as it was read: its raw `value`, and the linked items of connect columns. */
export interface RawCell {
  readonly value: string | null;
  readonly linkedItemIds?: readonly string[];
}

/**
 * What of a raw value can be written back. Beside it monday keeps when the cell changed and by which update, which
 * it sets itself; all column types together, because a name means the same in each that has it.
 */
const WRITABLE: ReadonlySet<string> = new Set([
  "text",
  "index",
  "ids",
  "date",
  "time",
  "icon",
  "from",
  "to",
  "hour",
  "minute",
  "email",
  "phone",
  "countryShortName",
  "url",
  "personsAndTeams",
  "rating",
  "countryCode",
  "countryName",
  "tag_ids",
  "lat",
  "lng",
  "address",
  "timezone",
  "week",
]);

/**
 * A cell's raw value as `change_multiple_column_values` takes it: null empties the cell. Undefined when the shape is
 * not known, so that nothing wrong is written.
 */
export function toRestoredValue(cell: RawCell): WireValue | undefined {
  if (cell.linkedItemIds) return toLinks(cell.linkedItemIds);
  const raw = parse(cell.value);
  if (raw === null || raw === undefined) return raw;
  if (typeof raw === "string") return raw;
  if (typeof raw === "number") return String(raw);
  if (!isRecord(raw)) return undefined;
  if ("linkedPulseIds" in raw) return toLinks(linkedIn(raw.linkedPulseIds));
  // Only "true" checks a box, and only null unchecks it (practitioner, 2026-07).
  if ("checked" in raw) return String(raw.checked) === "true" ? { checked: "true" } : null;
  const entries = Object.entries(raw).filter(
    ([key, value]) => WRITABLE.has(key) && value !== null && value !== undefined,
  );
  if (entries.length === 0) return Object.keys(raw).length === 0 ? null : undefined;
  const isEmpty = entries.every(([, value]) => value === "" || (Array.isArray(value) && value.length === 0));
  return isEmpty ? null : Object.fromEntries(entries);
}

function toLinks(itemIds: readonly string[]): WireValue {
  return itemIds.length === 0 ? null : { item_ids: itemIds.map(Number) };
}

function linkedIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) =>
    isRecord(entry) && entry.linkedPulseId !== undefined ? [String(entry.linkedPulseId)] : [],
  );
}

/** Undefined for what is no JSON. */
function parse(text: string | null): unknown {
  if (text === null || text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
