import type { PlanColumn } from "../../contract/plan.ts";
import { type CellMaker, type Conversion, fieldAt, type PlainReader, refuse } from "./conversion.ts";
import { toCountry } from "./country.ts";
import { toDecimal } from "./numbers.ts";
import { toPlainText } from "./text.ts";

/** All fields of the column as text, joined by commas. */
export function plainFields(column: PlanColumn): PlainReader {
  const [first = "", ...rest] = column.fields;
  if (rest.length === 0) return (record) => toPlainText(record.fields[first]);
  return (record) =>
    column.fields
      .map((field) => toPlainText(record.fields[field]))
      .filter(Boolean)
      .join(", ");
}

const numberCell: CellMaker = (column, context) => {
  const field = fieldAt(column);
  const isKept = context.isKeptElsewhere(column.key, field);
  return (record, sink) => {
    const value = record.fields[field];
    if (value === undefined || value === null || value === "") return null;
    const decimal = toDecimal(value);
    if (decimal !== null) return { kind: "number", decimal };
    return refuse(sink, column, { code: "number_unreadable", text: toPlainText(value), isKept });
  };
};

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

const linkCell: CellMaker = (column, context) => {
  const field = fieldAt(column);
  const isKept = context.isKeptElsewhere(column.key, field);
  return (record, sink) => {
    const text = toPlainText(record.fields[field]);
    if (text === "") return null;
    if (isWebAddress(text)) return { kind: "link", url: text, text };
    return refuse(sink, column, { code: "link_unreadable", text, isKept });
  };
};

const countryCell: CellMaker = (column, context) => {
  const field = fieldAt(column);
  const isKept = context.isKeptElsewhere(column.key, field);
  return (record, sink) => {
    const text = toPlainText(record.fields[field]);
    if (text === "") return null;
    const country = toCountry(text);
    if (country) return { kind: "country", code: country.code, name: country.name };
    return refuse(sink, column, { code: "country_unknown", text, isKept });
  };
};

/** Sources write "0" for "no such record". */
function noneMarkerEmpty(column: PlanColumn): PlainReader {
  const read = plainFields(column);
  return (record) => {
    const text = read(record);
    return text === "0" ? "" : text;
  };
}

export const textConversion: Conversion = {
  explain: "Kept as it is.",
  plain: plainFields,
  cells: { numbers: numberCell, link: linkCell },
};

export const longTextConversion: Conversion = {
  explain:
    "Kept with its line breaks. Texts over 2,000 characters also go in full into an update of the item.",
  plain: plainFields,
  cells: {},
};

export const idConversion: Conversion = {
  explain: "Kept as text; 0 means none and leaves the cell empty.",
  plain: noneMarkerEmpty,
  cells: {},
};

export const numberConversion: Conversion = {
  explain: "Exact number, digit by digit.",
  plain: plainFields,
  cells: { numbers: numberCell },
};

export const linkConversion: Conversion = {
  explain: "Web address that can be clicked.",
  plain: plainFields,
  cells: { link: linkCell },
};

export const countryConversion: Conversion = {
  explain: "Country name becomes monday's country with its flag.",
  plain: plainFields,
  cells: { country: countryCell },
};
