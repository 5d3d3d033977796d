import type { ExistingCell } from "../mapping/fill-empty.ts";

/** The members of a cell's raw JSON value; empty when it holds no object. */
export function rawObject(cell: ExistingCell): Readonly<Record<string, unknown>> {
  const raw = rawJson(cell);
  return typeof raw === "object" && raw !== null ? { ...raw } : {};
}

/** A member of the raw value as text, "" when it is neither text nor number. */
export function rawText(cell: ExistingCell, member: string): string {
  const value = rawObject(cell)[member];
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}

/** The exact number in a cell: the raw value, as `text` may be formatted; null when the cell is empty. */
export function cellDecimal(cell: Pick<ExistingCell, "text" | "value"> | undefined): string | null {
  if (!cell) return null;
  const raw = rawJson(cell);
  if (typeof raw === "string" && raw !== "") return raw;
  if (typeof raw === "number") return String(raw);
  return cell.text === null || cell.text === "" ? null : cell.text;
}

/** `HH:MM:SS` of the raw value in UTC; null for a day without a time. */
export function rawTime(cell: ExistingCell): string | null {
  const time = rawText(cell, "time");
  if (time === "") return null;
  return time.length === 5 ? `${time}:00` : time;
}

function rawJson(cell: Pick<ExistingCell, "value">): unknown {
  if (cell.value === null) return null;
  try {
    return JSON.parse(cell.value);
  } catch {
    // Not JSON: no shape of ours, the readable text decides.
    return null;
  }
}
