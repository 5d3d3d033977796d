import type { JsonValue } from "../model.ts";
import { CLEAR, type ColumnCodec, expectObject, innerSettings, invalidValue, type Written } from "./codec.ts";

const LONG_TEXT_MAX = 2000;
const DECIMAL = /^-?\d+(\.\d+)?$/;

export const textCodec: ColumnCodec = {
  type: "text",
  typename: "TextValue",
  parse(value, context) {
    throw invalidValue(context, value, "text columns take a string");
  },
  parseSimple: (value) => value,
  text: String,
  raw: (cell) => String(cell),
  fields: () => ({}),
};

export const longTextCodec: ColumnCodec = {
  type: "long_text",
  typename: "LongTextValue",
  parse(value, context) {
    const text = expectObject(value, context).text;
    if (typeof text !== "string") throw invalidValue(context, value, 'expected {"text": "…"}');
    return longText(text, () =>
      invalidValue(context, null, `text is longer than ${LONG_TEXT_MAX} characters`),
    );
  },
  parseSimple: (value, context) =>
    longText(value, () => invalidValue(context, null, `text is longer than ${LONG_TEXT_MAX} characters`)),
  text: String,
  raw: (cell, changedAt) => ({ text: String(cell), changed_at: changedAt }),
  fields: () => ({}),
};

function longText(text: string, tooLong: () => Error): Written {
  if (text === "") return CLEAR;
  if (text.length > LONG_TEXT_MAX) throw tooLong();
  return text;
}

/** Numbers are kept as the digits that were sent, so no decimal is ever rounded. */
export const numbersCodec: ColumnCodec = {
  type: "numbers",
  typename: "NumbersValue",
  settings(defaults) {
    const unit = innerSettings(defaults).unit;
    return unit === undefined ? {} : { unit };
  },
  parse(value, context) {
    if (typeof value !== "number")
      throw invalidValue(context, value, "numbers columns take a string of digits");
    return parseDecimal(String(value), () => invalidValue(context, value, "not a number"));
  },
  parseSimple: (value, context) => parseDecimal(value, () => invalidValue(context, value, "not a number")),
  text: String,
  raw: (cell) => String(cell),
  fields(cell, { column }) {
    const unit = column.settings.unit;
    const known = unit !== null && typeof unit === "object" && !Array.isArray(unit) ? unit : {};
    return {
      number: cell === undefined ? null : Number(cell),
      symbol: unitSymbol(known),
      direction: known.direction === "left" || known.direction === "right" ? known.direction : null,
    };
  },
};

function parseDecimal(digits: string, refuse: () => Error): string {
  const trimmed = digits.trim();
  if (!DECIMAL.test(trimmed)) throw refuse();
  return trimmed;
}

function unitSymbol(unit: { [key: string]: JsonValue }): string | null {
  const custom = unit.custom_unit;
  if (typeof custom === "string" && custom !== "") return custom;
  const symbol = unit.symbol;
  return typeof symbol === "string" && symbol !== "" ? symbol : null;
}
