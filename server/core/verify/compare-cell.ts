import Big from "big.js";
import { z } from "zod";
import type { fieldVerdicts } from "../../contract/item.ts";
import type { TypedValue } from "../../contract/values.ts";
import { compareTexts } from "../canonical.ts";
import type { ExistingCell } from "../mapping/fill-empty.ts";
import { cellDecimal, rawObject, rawText, rawTime } from "./raw-cell.ts";

export type CellVerdict = (typeof fieldVerdicts)[number];

/**
 * Brings both sides of one kind into a text that is equal exactly when the values are; null is an empty cell.
 * `found` sees the written value too, for parts the platform fills in by itself when they were not sent.
 */
interface Rule<V> {
  wanted(value: V): string | null;
  found(cell: ExistingCell, value: V): string | null;
}

type Rules = { readonly [K in TypedValue["kind"]]: Rule<Extract<TypedValue, { kind: K }>> };

const peopleSchema = z.array(z.object({ id: z.coerce.string(), kind: z.string().optional() }));

const cleanText = (text: string | null): string | null =>
  filled((text ?? "").normalize("NFC").replace(/\r\n?/g, "\n").trim());
const fold = (text: string): string => text.trim().toLowerCase();
const filled = (text: string): string | null => (text === "" ? null : text);
const asSet = (parts: readonly string[]): string | null =>
  parts.length === 0 ? null : JSON.stringify([...new Set(parts)].sort(compareTexts));
/** Labels are read back as one text; splitting both sides the same way keeps labels with a comma right. */
const splitLabels = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

function exactDecimal(text: string): string {
  try {
    return new Big(text).toFixed();
  } catch {
    // No number at all: compared as it stands, and therefore different from any number.
    return text;
  }
}

function withLabel(main: string, label: string): string | null {
  return main === "" ? null : JSON.stringify([main, label.trim() === "" ? main : label.trim()]);
}

/** Ids of the users in a people cell; a team is told by its kind. */
export function peopleIn(cell: ExistingCell): string[] {
  const parsed = peopleSchema.safeParse(rawObject(cell).personsAndTeams);
  if (!parsed.success) return [];
  return parsed.data.map(({ id, kind }) => (kind === "team" ? `team ${id}` : id));
}

/** Raw values decide wherever they are exact; `text` is localised for dates and formatted for numbers. */
const rules: Rules = {
  text: { wanted: ({ text }) => cleanText(text), found: (cell) => cleanText(cell.text) },
  long_text: {
    wanted: ({ text }) => cleanText(text),
    found: (cell) => cleanText(rawText(cell, "text") || cell.text),
  },
  number: {
    wanted: ({ decimal }) => exactDecimal(decimal),
    found(cell) {
      const decimal = cellDecimal(cell);
      return decimal === null ? null : exactDecimal(decimal);
    },
  },
  status: { wanted: ({ label }) => cleanText(label), found: (cell) => cleanText(cell.text) },
  dropdown: {
    wanted: ({ labels }) => asSet(labels.flatMap(splitLabels)),
    found: (cell) => asSet(splitLabels(cell.text ?? "")),
  },
  date: {
    wanted: ({ date, time }) => filled(time === null ? date : `${date} ${time}`),
    found(cell) {
      const date = rawText(cell, "date");
      const time = rawTime(cell);
      if (date === "") return cleanText(cell.text);
      return time === null ? date : `${date} ${time}`;
    },
  },
  timeline: {
    wanted: ({ from, to }) => `${from}/${to}`,
    found(cell) {
      // Days; some answers hold them as full timestamps.
      const [from, to] = [rawText(cell, "from").slice(0, 10), rawText(cell, "to").slice(0, 10)];
      return from === "" && to === "" ? null : `${from}/${to}`;
    },
  },
  hour: {
    wanted: ({ hour, minute }) => `${hour}:${minute}`,
    found(cell) {
      const hour = rawText(cell, "hour");
      return hour === "" ? null : `${Number(hour)}:${Number(rawText(cell, "minute"))}`;
    },
  },
  email: {
    wanted: ({ email, text }) => withLabel(fold(email), fold(text)),
    found: (cell) =>
      withLabel(fold(rawText(cell, "email") || (cell.text ?? "")), fold(rawText(cell, "text"))),
  },
  phone: {
    wanted: ({ phone, country }) => filled(`${country ?? ""}${digitsOf(phone)}`),
    found(cell, { country }) {
      const digits = digitsOf(rawText(cell, "phone") || (cell.text ?? ""));
      if (digits === "") return null;
      return country === null ? digits : `${rawText(cell, "countryShortName") || country}${digits}`;
    },
  },
  link: {
    wanted: ({ url, text }) => withLabel(url.trim(), text),
    found: (cell) => withLabel(rawText(cell, "url"), rawText(cell, "text")),
  },
  people: { wanted: ({ userIds }) => asSet(userIds), found: (cell) => asSet(peopleIn(cell)) },
  checkbox: {
    wanted: ({ checked }) => (checked ? "checked" : null),
    found(cell) {
      const { checked } = rawObject(cell);
      return checked === true || checked === "true" ? "checked" : null;
    },
  },
  rating: {
    wanted: ({ rating }) => (rating === 0 ? null : String(rating)),
    found(cell) {
      const rating = Number(rawText(cell, "rating"));
      return rating === 0 ? null : String(rating);
    },
  },
  country: {
    wanted: ({ code }) => filled(code),
    found: (cell) => filled(rawText(cell, "countryCode")),
  },
  tags: {
    wanted: ({ names }) => asSet(names.flatMap(splitLabels).map(fold)),
    found: (cell) => asSet(splitLabels(cell.text ?? "").map(fold)),
  },
  relation: { wanted: unresolved, found: unresolved },
  relation_items: {
    wanted: ({ itemIds }) => asSet(itemIds),
    found: ({ linkedItemIds }) => asSet(linkedItemIds ?? []),
  },
};

function digitsOf(phone: string): string {
  return phone.replace(/\D/g, "");
}

function unresolved(): never {
  throw new Error("A relation was written with external ids instead of item ids");
}

/**
 * Compares a value as it was written with the cell as it is read back. `null` written means the cell was emptied.
 * `missing`: the cell, its column or one of the links written is not there any more.
 */
export function compareCell(written: TypedValue | null, today: ExistingCell | undefined): CellVerdict {
  if (written === null) return today === undefined || isBlank(today) ? "same" : "changed";
  const rule = rules[written.kind] as Rule<TypedValue>;
  const wanted = rule.wanted(written);
  const found = today === undefined ? null : rule.found(today, written);
  if (wanted === found) return "same";
  if (wanted === null) return "changed";
  if (found === null) return "missing";
  return written.kind === "relation_items" && missingLinks(written.itemIds, today).length > 0
    ? "missing"
    : "changed";
}

/**
 * A cell read back as the one text that stands for its value: equal exactly when `compareCell` calls two values the
 * same. Null for an empty cell. What was written decides how it is read.
 */
export function readText(written: TypedValue | null, today: ExistingCell | undefined): string | null {
  if (today === undefined) return null;
  if (written === null) return asSet(today.linkedItemIds ?? []) ?? cleanText(today.text);
  return (rules[written.kind] as Rule<TypedValue>).found(today, written);
}

/** Items that were linked by Portage and are no longer. */
export function missingLinks(itemIds: readonly string[], today: ExistingCell | undefined): readonly string[] {
  const linked = new Set(today?.linkedItemIds ?? []);
  return itemIds.filter((id) => !linked.has(id));
}

function isBlank(cell: ExistingCell): boolean {
  return (cell.text ?? "").trim() === "" && (cell.linkedItemIds ?? []).length === 0;
}
