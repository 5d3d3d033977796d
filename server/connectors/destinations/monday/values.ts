import type { TypedValue } from "../../../contract/values.ts";

/** What monday takes for a cell inside `column_values`. `null` clears it. */
export type WireValue = string | null | Readonly<Record<string, unknown>>;

/** What a value needs that only the account knows. */
export interface WireContext {
  /** Id of a tag by its name; the tags of a batch are made before it is written. */
  tagId(name: string): number | undefined;
}

type Writers = {
  readonly [K in TypedValue["kind"]]: (
    value: Extract<TypedValue, { kind: K }>,
    context: WireContext,
  ) => WireValue;
};

/**
 * Write shapes of the column types, as the API's reference and monday's own n8n node have them (2026-07). Ids inside
 * values are numbers, ids of the API are strings. An empty list clears the cell.
 */
const writers: Writers = {
  text: ({ text }) => text,
  long_text: ({ text }) => (text === "" ? null : { text }),
  // A string keeps every digit; a JSON number would be rounded by the reader.
  number: ({ decimal }) => decimal,
  status: ({ label }) => (label === "" ? null : { label }),
  dropdown: ({ labels }) => (labels.length === 0 ? null : { labels }),
  date: ({ date, time }) => (time === null ? { date } : { date, time }),
  timeline: ({ from, to }) => ({ from, to }),
  hour: ({ hour, minute }) => ({ hour, minute }),
  email: ({ email, text }) => ({ email, text: text === "" ? email : text }),
  phone: ({ phone, country }) => (country === null ? { phone } : { phone, countryShortName: country }),
  link: ({ url, text }) => ({ url, text: text === "" ? url : text }),
  people: ({ userIds }) =>
    userIds.length === 0
      ? null
      : { personsAndTeams: userIds.map((id) => ({ id: Number(id), kind: "person" })) },
  // "false" is accepted and ignored by monday; only null unchecks (practitioner, 2026-07).
  checkbox: ({ checked }) => (checked ? { checked: "true" } : null),
  rating: ({ rating }) => ({ rating }),
  country: ({ code, name }) => ({ countryCode: code, countryName: name }),
  tags({ names }, context) {
    const ids = names.flatMap((name) => context.tagId(name) ?? []);
    return ids.length === 0 ? null : { tag_ids: ids };
  },
  relation() {
    throw new Error("A relation reached the destination with external ids instead of item ids");
  },
  relation_items: ({ itemIds }) => (itemIds.length === 0 ? null : { item_ids: itemIds.map(Number) }),
};

/** One value as monday takes it. */
export function toWireValue(value: TypedValue, context: WireContext): WireValue {
  const write = writers[value.kind] as (value: TypedValue, context: WireContext) => WireValue;
  return write(value, context);
}

/** The `column_values` text of an item; empty cells of a new item are left out, of a known one they are cleared. */
export function toColumnValues(
  values: Readonly<Record<string, TypedValue | null>>,
  context: WireContext,
  options: { clear: boolean },
): Record<string, WireValue> {
  const wire: Record<string, WireValue> = {};
  for (const columnId in values) {
    const value = values[columnId];
    const written = value ? toWireValue(value, context) : null;
    if (written !== null || options.clear) wire[columnId] = written;
  }
  return wire;
}
