/**
 * Readers of single values, one per field type. Conventions: `null`, empty text and the markers the vendor uses
 * for "none" become absent; what a reader cannot understand is kept as text, for the inventory to count as
 * invalid and the plan to ask about. Nothing is dropped here.
 */
import { decode } from "html-entities";
import type { FieldType, FieldValue } from "../../../core/records.ts";

/** Undefined means absent. */
export type Reader = (raw: unknown) => FieldValue | undefined;

/** Scalars as decoded text; objects as JSON, so that an unforeseen shape is at least visible. */
export function readText(raw: unknown): string | undefined {
  if (raw === null || raw === undefined) return undefined;
  if (typeof raw === "object") return JSON.stringify(raw);
  const text =
    typeof raw === "string" ? raw : typeof raw === "number" || typeof raw === "boolean" ? `${raw}` : "";
  const decoded = text.includes("&") ? decode(text) : text;
  return decoded.trim() === "" ? undefined : decoded;
}

const readTrimmed = (raw: unknown): string | undefined => readText(raw)?.trim();

/** Ids: `0` and empty mean none (facts 3). */
export function readId(raw: unknown): string | undefined {
  const id = readTrimmed(raw);
  return id === "0" ? undefined : id;
}

function readWhole(raw: unknown): number | string | undefined {
  const text = readTrimmed(raw);
  if (text === undefined || !/^[-+]?\d{1,15}$/.test(text)) return text;
  return Number(text);
}

/** Exact decimal text; thousands separators are taken out, anything else stays as it came. */
function readDecimal(raw: unknown): string | undefined {
  const text = readTrimmed(raw);
  if (text === undefined) return undefined;
  if (/^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return text.replaceAll(",", "").replace(/^\+/, "");
  return text.replace(/^\+(?=\d)/, "");
}

function readBoolean(raw: unknown): boolean | string | undefined {
  const text = readTrimmed(raw)?.toLowerCase();
  if (text === undefined) return undefined;
  if (text === "1" || text === "true" || text === "yes") return true;
  return text === "0" || text === "false" || text === "no" ? false : text;
}

/** MySQL's way of saying "no date". Facts 3 calls it plausible. */
export function isUnsetDate(raw: unknown): boolean {
  return typeof raw === "string" && raw.trim().startsWith("0000-00-00");
}

function readDate(raw: unknown): string | undefined {
  if (isUnsetDate(raw)) return undefined;
  return readTrimmed(raw)?.replace(/^(\d{4}-\d{2}-\d{2})[ T]00:00(:00)?$/, "$1");
}

/** `HH:MM`, 24:00 included; seconds of zero are left out. */
function readTime(raw: unknown): string | undefined {
  const text = readTrimmed(raw);
  const match = text === undefined ? null : /^(\d{1,2}):(\d{2})(?::00)?$/.exec(text);
  return match ? `${match[1]?.padStart(2, "0")}:${match[2]}` : text;
}

function elementText(element: unknown): string | undefined {
  if (typeof element === "object" && element !== null && "id" in element) return readTrimmed(element.id);
  return readTrimmed(element);
}

/** Lists come as array, as comma-separated text, as objects with an id, or as an empty text. */
function readList(separator: RegExp): (raw: unknown) => readonly string[] | undefined {
  return (raw) => {
    const parts = Array.isArray(raw) ? raw.map(elementText) : (readText(raw)?.split(separator) ?? []);
    const texts = parts.map((part) => part?.trim() ?? "").filter((part) => part !== "");
    return texts.length === 0 ? undefined : texts;
  };
}

const readCommaList = readList(/,/);
const readAddresses = readList(/[,;\n]/);

function readIds(raw: unknown): readonly string[] | undefined {
  const ids = readCommaList(raw)?.filter((id) => id !== "0");
  return ids === undefined || ids.length === 0 ? undefined : [...new Set(ids)];
}

export const readers: Readonly<Record<FieldType, Reader>> = {
  text: readText,
  long_text: readText,
  integer: readWhole,
  decimal: readDecimal,
  money: readDecimal,
  boolean: readBoolean,
  code: readTrimmed,
  date: readDate,
  date_time: readTrimmed,
  time: readTime,
  minutes: readWhole,
  email_list: readAddresses,
  phone: readTrimmed,
  phone_list: readAddresses,
  country: readTrimmed,
  tags: readCommaList,
  reference: readId,
  reference_list: readIds,
};

/** A field no definition names: text, or a list when it came as one. */
export function readUnknown(raw: unknown): FieldValue | undefined {
  if (Array.isArray(raw) && raw.every((element) => typeof element !== "object")) return readCommaList(raw);
  return readText(raw);
}
