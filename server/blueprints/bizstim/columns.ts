import type { ColumnBlueprint, LabelDefault } from "../types.ts";

/** Yes and No of a boolean field. */
export const yesNo: Readonly<Record<string, LabelDefault>> = {
  true: { label: "Yes", color: "done_green" },
  false: { label: "No", color: "american_gray" },
};

/** Columns of one stream: `column("p_phone", …)` without repeating the stream. */
export function columnsOf(
  stream: string,
  columns: readonly (Omit<ColumnBlueprint, "stream" | "include"> &
    Partial<Pick<ColumnBlueprint, "include">>)[],
): ColumnBlueprint[] {
  return columns.map((column) => ({ include: "filled", ...column, stream }));
}

/** Street to country, as text columns the way the source holds them. */
export function addressColumns(stream: string): ColumnBlueprint[] {
  return columnsOf(stream, [
    { key: "address1", title: "Street", fields: ["address1"], conversion: "text", type: "text" },
    { key: "address2", title: "Suite", fields: ["address2"], conversion: "text", type: "text" },
    { key: "city", title: "City", fields: ["city"], conversion: "text", type: "text" },
    { key: "state", title: "State or province", fields: ["state"], conversion: "text", type: "text" },
    { key: "zipcode", title: "Postal code", fields: ["zipcode"], conversion: "text", type: "text" },
    { key: "country", title: "Country", fields: ["country"], conversion: "country", type: "country" },
  ]);
}

/** Phones in international form, and all of them as they were typed. */
export function phoneColumns(stream: string): ColumnBlueprint[] {
  return columnsOf(stream, [
    { key: "phone", title: "Phone", fields: ["p_phone", "country"], conversion: "phone", type: "phone" },
    { key: "mobile", title: "Mobile", fields: ["text_phone", "country"], conversion: "phone", type: "phone" },
    {
      key: "phone2",
      title: "Second phone",
      fields: ["s_phone", "country"],
      conversion: "phone",
      type: "phone",
    },
    {
      key: "phones_raw",
      title: "Phones as written",
      fields: ["p_phone", "text_phone", "s_phone"],
      conversion: "phones_as_written",
      type: "text",
    },
  ]);
}

/** The first address, and whatever else stands in the e-mail field. */
export function emailColumns(stream: string, isKey: boolean): ColumnBlueprint[] {
  return columnsOf(stream, [
    {
      key: "email",
      title: "Email",
      fields: ["email"],
      conversion: isKey ? "email_key" : "email_first",
      type: "email",
    },
    {
      key: "other_emails",
      title: "Other e-mails",
      fields: ["email"],
      conversion: "email_rest",
      type: "text",
    },
  ]);
}

const days = [
  ["mon", "Monday"],
  ["tue", "Tuesday"],
  ["wed", "Wednesday"],
  ["thu", "Thursday"],
  ["fri", "Friday"],
  ["sat", "Saturday"],
  ["sun", "Sunday"],
] as const;

/** The weekly schedule, filled when availability was read. monday has no scheduling of its own. */
export function availabilityColumns(stream: string): ColumnBlueprint[] {
  return columnsOf(stream, [
    ...days.map(([key, title]) => ({
      key: `avail_${key}`,
      title: `Available ${title}`,
      fields: [`avail_${key}`],
      conversion: "text" as const,
      type: "text" as const,
    })),
    { key: "avail_label", title: "Schedule", fields: ["avail_label"], conversion: "text", type: "text" },
    { key: "avail_from", title: "Schedule from", fields: ["avail_from"], conversion: "date", type: "date" },
    { key: "avail_to", title: "Schedule until", fields: ["avail_to"], conversion: "date", type: "date" },
    {
      key: "avail_more",
      title: "Other schedules",
      fields: ["avail_more"],
      conversion: "long_text",
      type: "long_text",
    },
  ]);
}

/** Text column that fills up while loading, with the numbers of records that do not exist. */
export function missingLinksColumn(stream: string): ColumnBlueprint[] {
  return columnsOf(stream, [
    { key: "missing_links", title: "Missing links", fields: [], conversion: "missing_links", type: "text" },
  ]);
}

export const internalNumber = "Internal number of Bizstim without a meaning elsewhere.";
