import type { FieldValue } from "../records.ts";
import { toRawKey } from "./text.ts";

const plainDecimal = /^[-+]?\d+(?:\.\d+)?$/;
const groupedDecimal = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/**
 * The exact decimal a value stands for, digits kept as they are ("42.50"); null when it is no number.
 * Thousands separated by commas are read, anything ambiguous ("1,5") is not.
 */
export function toDecimal(value: FieldValue | undefined): string | null {
  const text = toRawKey(value);
  if (plainDecimal.test(text)) return text.startsWith("+") ? text.slice(1) : text;
  if (groupedDecimal.test(text)) return text.replaceAll(",", "").replace(/^\+/, "");
  return null;
}
