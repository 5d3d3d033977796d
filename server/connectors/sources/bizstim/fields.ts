/** Fields several streams share, in the vendor's own names. */
import type { FieldDefinition } from "../../../core/records.ts";

/** A field with the names it may have on the wire, when they differ from ours. */
export interface WireField extends FieldDefinition {
  readonly wire?: readonly string[];
  /** `0` means none: ids of other systems, settings rows. */
  readonly zeroIsNone?: boolean;
}

export const text = (name: string, title: string): WireField => ({ name, title, type: "text" });
/** An id of something Portage does not read: kept as text, `0` is none. */
export const outsideId = (name: string, title: string): WireField => ({
  ...text(name, title),
  zeroIsNone: true,
});

export function field(
  name: string,
  title: string,
  type: FieldDefinition["type"],
  more: Partial<WireField> = {},
): WireField {
  return { name, title, type, ...more };
}

export const reference = (
  name: string,
  title: string,
  references: string,
  wire?: readonly string[],
): WireField => field(name, title, "reference", { references, ...(wire === undefined ? {} : { wire }) });

/** Marks fields that only an optional step brings. */
export const optional = (fields: readonly WireField[]): readonly WireField[] =>
  fields.map((one) => ({ ...one, optional: true }));

/** Names, address and phones, the same for clients, practitioners and staff (facts 7.1, 7.3, 7.5). */
export const personFields: readonly WireField[] = [
  text("first_name", "First name"),
  text("last_name", "Last name"),
  text("address1", "Address"),
  text("address2", "Address, second line"),
  text("city", "City"),
  text("state", "State"),
  text("zipcode", "ZIP code"),
  field("country", "Country", "country"),
  field("p_phone", "Primary phone", "phone"),
  field("s_phone", "Secondary phone", "phone"),
  field("text_phone", "Mobile phones", "phone_list"),
];

export const email = field("email", "E-mail", "email_list");

/** What the availability step adds to clients and practitioners. Days are `09:00-17:00`; a day off is absent. */
export const availabilityFields: readonly WireField[] = optional([
  text("avail_mon", "Monday"),
  text("avail_tue", "Tuesday"),
  text("avail_wed", "Wednesday"),
  text("avail_thu", "Thursday"),
  text("avail_fri", "Friday"),
  text("avail_sat", "Saturday"),
  text("avail_sun", "Sunday"),
  text("avail_label", "Schedule"),
  field("avail_from", "Schedule valid from", "date"),
  field("avail_to", "Schedule valid to", "date"),
  field("avail_more", "Other schedules", "long_text"),
]);
