import type { TypedValue } from "../../contract/values.ts";
import type { ExistingCell } from "../mapping/fill-empty.ts";
import { compareCell, peopleIn } from "../verify/compare-cell.ts";
import { cellDecimal, rawText, rawTime } from "../verify/raw-cell.ts";

type Kind = TypedValue["kind"];

/**
 * The value that would make a cell hold what it holds, for a cell of this kind. Null for an empty cell; undefined
 * when the cell holds something no value of ours can say, such as a team.
 */
export function readValue(kind: Kind, cell: ExistingCell): TypedValue | null | undefined {
  if (compareCell(null, cell) === "same") return null;
  const value = read(kind, cell);
  return value !== null && compareCell(value, cell) === "same" ? value : undefined;
}

function read(kind: Kind, cell: ExistingCell): TypedValue | null {
  const text = cell.text ?? "";
  const raw = (member: string): string => rawText(cell, member);
  switch (kind) {
    case "text":
      return { kind, text };
    case "long_text":
      return { kind, text: raw("text") || text };
    case "number":
      return { kind, decimal: cellDecimal(cell) ?? "" };
    case "status":
      return { kind, label: text };
    case "dropdown":
      return { kind, labels: toParts(text) };
    case "tags":
      return { kind, names: toParts(text) };
    case "date":
      return { kind, date: raw("date"), time: rawTime(cell) };
    case "timeline":
      return { kind, from: raw("from").slice(0, 10), to: raw("to").slice(0, 10) };
    case "hour":
      return { kind, hour: Number(raw("hour")), minute: Number(raw("minute")) };
    case "email":
      return { kind, email: raw("email") || text, text: raw("text") || raw("email") || text };
    case "phone":
      return { kind, phone: raw("phone") || text, country: raw("countryShortName") || null };
    case "link":
      return { kind, url: raw("url"), text: raw("text") };
    case "people": {
      const userIds = peopleIn(cell);
      return userIds.length > 0 && userIds.every((id) => /^\d+$/.test(id)) ? { kind, userIds } : null;
    }
    case "checkbox":
      return { kind, checked: true };
    case "rating":
      return { kind, rating: Number(raw("rating")) };
    case "country":
      return { kind, code: raw("countryCode"), name: raw("countryName") || text };
    case "relation_items":
      return { kind, itemIds: [...(cell.linkedItemIds ?? [])] };
    case "relation":
      return null;
  }
}

function toParts(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}
