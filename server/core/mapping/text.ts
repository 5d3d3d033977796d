import type { FieldValue } from "../records.ts";

const hasControl = /\p{Cc}/u;
const control = /\p{Cc}/gu;

/** Text without control characters (line breaks become `\n`, tabs stay) and without white space around it. */
function cleanText(text: string): string {
  if (!hasControl.test(text)) return text.trim();
  return text
    .replace(/\r\n?/g, "\n")
    .replace(control, (character) => (character === "\n" || character === "\t" ? character : ""))
    .trim();
}

/** How a source value reads in plain text; "" when there is nothing. Booleans read Yes and No. */
export function toPlainText(value: FieldValue | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return cleanText(value);
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return String(value);
  return value.map(cleanText).filter(Boolean).join(", ");
}

/** The raw value by which labels, groups and codes are looked up; "" when there is nothing. */
export function toRawKey(value: FieldValue | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return cleanText(value);
  return typeof value === "object" ? value.map(cleanText).filter(Boolean).join(", ") : String(value);
}

/** The members of a list value; a plain text counts as a comma-separated list. */
export function toList(value: FieldValue | undefined): string[] {
  if (value === undefined || value === null || typeof value === "boolean") return [];
  const parts = typeof value === "object" ? value : String(value).split(",");
  return parts.map(cleanText).filter(Boolean);
}
