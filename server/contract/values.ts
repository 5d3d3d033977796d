import { z } from "zod";

/**
 * A converted value on its way to a destination: typed, destination-neutral, already within the destination's
 * limits. Converters in `core/mapping` produce it, a destination's `values.ts` turns it into its wire format.
 *
 * Conventions: `null` in a record of values means "leave empty"; decimals are strings; dates are `YYYY-MM-DD`,
 * times `HH:MM:SS` in UTC; ids are strings.
 */
export const typedValueSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("text"), text: z.string() }),
  z.strictObject({ kind: z.literal("long_text"), text: z.string() }),
  z.strictObject({ kind: z.literal("number"), decimal: z.string() }),
  z.strictObject({ kind: z.literal("status"), label: z.string() }),
  z.strictObject({ kind: z.literal("dropdown"), labels: z.array(z.string()) }),
  z.strictObject({ kind: z.literal("date"), date: z.string(), time: z.string().nullable() }),
  z.strictObject({ kind: z.literal("timeline"), from: z.string(), to: z.string() }),
  z.strictObject({ kind: z.literal("hour"), hour: z.number().int(), minute: z.number().int() }),
  z.strictObject({ kind: z.literal("email"), email: z.string(), text: z.string() }),
  z.strictObject({ kind: z.literal("phone"), phone: z.string(), country: z.string().nullable() }),
  z.strictObject({ kind: z.literal("link"), url: z.string(), text: z.string() }),
  z.strictObject({ kind: z.literal("people"), userIds: z.array(z.string()) }),
  z.strictObject({ kind: z.literal("checkbox"), checked: z.boolean() }),
  z.strictObject({ kind: z.literal("rating"), rating: z.number().int() }),
  z.strictObject({ kind: z.literal("country"), code: z.string(), name: z.string() }),
  z.strictObject({ kind: z.literal("tags"), names: z.array(z.string()) }),
  /** `refs` are external ids (`bizstim:clients:21`); the engine replaces them by `itemIds` before sending. */
  z.strictObject({ kind: z.literal("relation"), refs: z.array(z.string()) }),
  z.strictObject({ kind: z.literal("relation_items"), itemIds: z.array(z.string()) }),
]);
export type TypedValue = z.infer<typeof typedValueSchema>;

/** Column types Portage can create, by monday's own names (`ColumnType`). */
export const columnTypes = [
  "text",
  "long_text",
  "numbers",
  "status",
  "dropdown",
  "date",
  "timeline",
  "hour",
  "email",
  "phone",
  "link",
  "people",
  "checkbox",
  "rating",
  "country",
  "tags",
  "board_relation",
] as const;
export type ColumnType = (typeof columnTypes)[number];

/** monday's own names of its column types. */
export const columnTypeTitles: Readonly<Record<ColumnType, string>> = {
  text: "Text",
  long_text: "Long text",
  numbers: "Numbers",
  status: "Status",
  dropdown: "Dropdown",
  date: "Date",
  timeline: "Timeline",
  hour: "Hour",
  email: "Email",
  phone: "Phone",
  link: "Link",
  people: "People",
  checkbox: "Checkbox",
  rating: "Rating",
  country: "Country",
  tags: "Tags",
  board_relation: "Connect boards",
};
