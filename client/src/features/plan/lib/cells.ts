import type { PlanColumn, SampleRow } from "../../../lib/contract.ts";
import { toHex } from "./colors.ts";

export type Cell = NonNullable<SampleRow["cells"][string]>;

const decimalPattern = /^-?\d+(\.\d+)?$/;
const currencyPattern = /^[A-Z]{3}$/;

/** One linked item or person per entry; a text without links is taken as a list separated by commas. */
export function toNames(cell: Cell): string[] {
  if (cell.links !== undefined && cell.links.length > 0) return cell.links;
  return cell.text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** Up to two initials of a name, as monday draws people. */
export function toInitials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word) => (word ?? "").charAt(0).toUpperCase()).join("");
}

/** A number the way monday shows it: grouped, with its currency in front or its unit behind. */
export function toNumberText(text: string, unit: string | null): string {
  const decimal = unit !== null && text.endsWith(` ${unit}`) ? text.slice(0, -unit.length - 1) : text;
  if (!decimalPattern.test(decimal)) return text;
  const [whole = "", fraction] = decimal.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const number = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  if (unit === null || unit === "") return number;
  return currencyPattern.test(unit) ? `${currencySign(unit)}${number}` : `${number} ${unit}`;
}

function currencySign(code: string): string {
  try {
    const parts = new Intl.NumberFormat("en", {
      style: "currency",
      currency: code,
      currencyDisplay: "narrowSymbol",
    }).formatToParts(0);
    const sign = parts.find((part) => part.type === "currency")?.value ?? code;
    return sign.length > 1 ? `${sign} ` : sign;
  } catch {
    return `${code} `;
  }
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A date as monday shows it: "2026-11-20" → "Nov 20, 2026"; a time of day stays behind it to the minute. */
export function toDateText(text: string): string {
  return text.replace(
    /(\d{4})-(\d{2})-(\d{2})(?: (\d{2}:\d{2})(?::\d{2})?)?/g,
    (whole, year: string, month: string, day: string, time: string | undefined) => {
      const name = months[Number(month) - 1];
      if (name === undefined) return whole;
      return `${name} ${Number(day)}, ${year}${time === undefined ? "" : ` ${time}`}`;
    },
  );
}

/** Colour of a label cell: its own, else that of the column's label with the same text. */
export function toLabelHex(cell: Cell, column: Pick<PlanColumn, "labels">): string {
  return toHex(cell.color ?? column.labels.find((label) => label.label === cell.text)?.color);
}

/** True for the words a checkbox sample may carry when it is ticked. */
export function isTicked(text: string): boolean {
  return ["true", "yes", "v", "x", "1", "checked", "✓"].includes(text.trim().toLowerCase());
}
