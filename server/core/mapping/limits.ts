/**
 * monday's size limits that decide how a value is written. Source: API documentation as of 2026-10
 * ("development best practices", `get_column_type_schema`).
 */
export const itemNameMax = 255;
export const longTextMax = 2_000;
export const statusLabelMax = 30;
/** 40 labels, each needs a colour of its own, and one of the 40 colours means "no label". */
export const statusLabelsUsable = 39;
/** Values of one field the inventory lists in full; beyond this no label set can be offered. */
export const labelValuesMax = 300;

/** Ellipsis that ends a shortened text. */
const ellipsis = "…";

/** The beginning of a text within `max` UTF-16 units, never cutting a surrogate pair. */
export function shorten(text: string, max: number, ending: string = ellipsis): string {
  if (text.length <= max) return text;
  const end = Math.max(0, max - ending.length);
  const last = text.charCodeAt(end - 1);
  const isHighSurrogate = last >= 0xd8_00 && last <= 0xdb_ff;
  return text.slice(0, isHighSurrogate ? end - 1 : end) + ending;
}
