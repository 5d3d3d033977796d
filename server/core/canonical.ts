import { createHash } from "node:crypto";
import type { SourceRecord } from "./records.ts";

/**
 * JSON with sorted keys and without `undefined`: the same value always gives the same text, whatever the order its
 * keys were set in. Numbers must be finite.
 */
export function canonicalJson(value: unknown): string {
  if (value === undefined) return "null";
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const parts = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([left], [right]) => compareTexts(left, right))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${parts.join(",")}}`;
}

/** SHA-256 of a text as lower-case hex. */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** Hash of everything a record says; changes exactly when one of its fields does. */
export function recordHash(record: SourceRecord): string {
  return sha256(canonicalJson([record.stream, record.id, record.fields]));
}

/** The form in which texts are compared: trimmed, inner space collapsed, case folded. */
export function foldKey(text: string): string {
  return text.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}

/** Order of texts by code units: the same on every machine, unlike an alphabet. */
export function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
