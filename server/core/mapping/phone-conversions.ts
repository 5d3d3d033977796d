import type { PlanColumn } from "../../contract/plan.ts";
import type { SourceRecord } from "../records.ts";
import { type CellMaker, type Conversion, fieldAt, type PlainReader, refuse } from "./conversion.ts";
import { toCountry } from "./country.ts";
import { parsePhone } from "./phone.ts";
import { toList, toPlainText } from "./text.ts";

/** Fields: the phone (one or a list), then the field with the record's country. */
function readPhone(column: PlanColumn) {
  const [field, countryField] = [fieldAt(column, 0), fieldAt(column, 1)];
  return (record: SourceRecord) => {
    const [first = "", ...rest] = toList(record.fields[field]);
    const country = toCountry(toPlainText(record.fields[countryField]));
    return { first, rest, phone: first === "" ? null : parsePhone(first, country?.code ?? null) };
  };
}

const phoneCell: CellMaker = (column, context) => {
  const read = readPhone(column);
  const isKept = context.isKeptElsewhere(column.key, fieldAt(column));
  return (record, sink) => {
    const { first, rest, phone } = read(record);
    if (first === "") return null;
    if (!isKept && rest.length > 0) sink.keep(`${column.title}, further numbers`, rest.join(", "));
    if (!phone) return refuse(sink, column, { code: "phone_unreadable", text: first, isKept });
    if (!isKept && hasMore(first, phone.phone)) sink.keep(`${column.title} as written`, first);
    return { kind: "phone", phone: phone.phone, country: phone.country };
  };
};

/** True when the text says more than the number (an extension, a remark). */
function hasMore(text: string, phone: string): boolean {
  return text.replace(/\D/g, "").length > phone.length - 1 || /\p{L}/u.test(text);
}

function plainPhones(column: PlanColumn): PlainReader {
  return (record) =>
    column.fields
      .flatMap((field) => toList(record.fields[field]))
      .filter((text, index, all) => all.indexOf(text) === index)
      .join(", ");
}

export const phoneConversion: Conversion = {
  explain:
    "Brought into international form with the country of the address; the number as typed stays in Phones as written.",
  plain: (column) => {
    const field = fieldAt(column);
    return (record) => toList(record.fields[field]).join(", ");
  },
  cells: { phone: phoneCell },
};

export const phonesAsWrittenConversion: Conversion = {
  explain: "Every phone number exactly as it was typed, extensions included.",
  plain: plainPhones,
  cells: {},
};
