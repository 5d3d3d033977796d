import type { FieldInventory, StreamInventory } from "../../contract/inventory.ts";
import { isDate, isUnsetDate } from "../mapping/dates.ts";
import { toDecimal } from "../mapping/numbers.ts";
import { toList, toRawKey } from "../mapping/text.ts";
import { type FieldValue, isEmpty } from "../records.ts";
import { oddCharacters } from "./odd-characters.ts";
import { lazyShape, type ShapeBook } from "./shape-book.ts";

/** A field with more different values has no value set: each of its records would be one of a kind. */
const valuesAtMost = 40;
const codedTypes: ReadonlySet<string> = new Set(["boolean", "code", "tags", "country"]);
const repeatingTypes: ReadonlySet<string> = new Set(["text", "integer", "minutes", "time", "date_time"]);
const listTypes: ReadonlySet<string> = new Set(["tags", "email_list", "phone_list", "reference_list"]);
const numberTypes: ReadonlySet<string> = new Set(["integer", "decimal", "money", "minutes"]);
const textTypes: ReadonlySet<string> = new Set(["text", "long_text", "email_list", "phone", "phone_list"]);

/** Where a field puts what it shows. `extreme`: only the record with the greatest `size` shows that shape. */
export interface ShapeSink {
  add(shape: number): void;
  extreme(shape: number, size: number): void;
}

export type FieldShapes = (value: FieldValue | undefined, sink: ShapeSink) => void;

/** What one field of a record shows: filled or empty, its value, its length, odd characters, edges. */
export function createFieldShapes(
  book: ShapeBook,
  stream: StreamInventory,
  field: FieldInventory,
): FieldShapes {
  const at = `${stream.stream}/${field.name}`;
  const title = `${stream.title}: ${field.title}`;
  const hasValues = isValueSet(field);
  const isText = textTypes.has(field.type);
  const readEdges = edgeReader(book, { at, title, type: field.type });
  const empty = lazyShape(() => book.number("field", `${at} empty`, () => `${title} is empty`));
  const filled = lazyShape(() => book.number("field", `${at} filled`, () => `${title} is filled`));
  const longest = lazyShape(() => book.number("longest", at, () => `${title}: its longest text`));
  return (value, sink) => {
    const text = value === undefined || isEmpty(value) ? "" : toRawKey(value);
    if (text === "" || (field.type === "date" && isUnsetDate(text))) {
      sink.add(empty());
      return;
    }
    sink.add(filled());
    if (hasValues) {
      for (const entry of listTypes.has(field.type) ? new Set(toList(value)) : [text]) {
        sink.add(book.number("value", `${at} ${entry}`, () => `${title} is “${entry}”`));
      }
    } else if (isText) {
      sink.extreme(longest(), text.length);
    }
    if (isText) {
      const raw = typeof value === "string" ? value : text;
      for (const { key, words } of oddCharacters(raw)) {
        sink.add(book.number("character", `${at} ${key}`, () => `${title} with ${words}`));
      }
    }
    readEdges?.(text, sink);
  };
}

/** Codes and tags always are a value set; other fields when few values come again and again. */
function isValueSet(field: FieldInventory): boolean {
  const { distinct } = field;
  if (distinct === null || distinct > valuesAtMost || distinct !== field.values.length) return false;
  return codedTypes.has(field.type) || (repeatingTypes.has(field.type) && distinct * 2 <= field.filled);
}

type EdgeReader = (text: string, sink: ShapeSink) => void;

function edgeReader(
  book: ShapeBook,
  field: { readonly at: string; readonly title: string; readonly type: string },
): EdgeReader | null {
  const { at, title, type } = field;
  const date = (key: string, words: string): (() => number) =>
    lazyShape(() => book.number("date", `${at} ${key}`, () => `${title} ${words}`));
  const number = (key: string, words: string): (() => number) =>
    lazyShape(() => book.number("value", `${at} edge ${key}`, () => `${title} ${words}`));
  if (type === "date") {
    const invalid = date("invalid", "holds a text that is no date");
    const earliest = date("earliest", "at its earliest day");
    const latest = date("latest", "at its latest day");
    const leap = date("leap", "on a leap day");
    const monthEnd = date("month end", "on the last day of a month");
    return (text, sink) => {
      if (!isDate(text)) return sink.add(invalid());
      const day = Number(text.replaceAll("-", ""));
      sink.extreme(earliest(), -day);
      sink.extreme(latest(), day);
      if (text.endsWith("-02-29")) sink.add(leap());
      else if (isMonthEnd(text)) sink.add(monthEnd());
    };
  }
  if (type === "time" || type === "date_time") {
    const midnight = date("midnight", "at midnight");
    const late = date("late", "late at night");
    return (text, sink) => {
      const hour = /(\d{2}):(\d{2})(?::\d{2})?$/.exec(text)?.[1];
      // Around midnight a time zone moves a value to another day.
      if (hour === "00" || hour === "24") sink.add(midnight());
      else if (hour === "23" || hour === "22") sink.add(late());
    };
  }
  if (!numberTypes.has(type)) return null;
  const none = number("none", "holds a text that is no number");
  const zero = number("zero", "is zero");
  const negative = number("negative", "is negative");
  const largest = number("largest", "at its largest");
  const precise = number("decimals", "with its most decimals");
  return (text, sink) => {
    const decimal = toDecimal(text);
    if (decimal === null) return sink.add(none());
    const amount = Number(decimal);
    if (amount === 0) sink.add(zero());
    if (amount < 0) sink.add(negative());
    sink.extreme(largest(), amount);
    const decimals = /\.(\d+)$/.exec(decimal)?.[1]?.length ?? 0;
    if (decimals > 0) sink.extreme(precise(), decimals);
  };
}

function isMonthEnd(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  return (
    day >= 28 && !isDate(`${text.slice(0, 8)}${String(day + 1).padStart(2, "0")}`) && year > 0 && month > 0
  );
}
