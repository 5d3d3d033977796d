import type { TypedValue } from "../../contract/values.ts";
import type { ExistingCell } from "../mapping/fill-empty.ts";
import { cellDecimal, rawText, rawTime } from "./raw-cell.ts";

/**
 * A cell read back, in the same words as a written value of this kind: dates in UTC, numbers exact and with their
 * unit, addresses with the label somebody gave them. "" when it is empty.
 */
export function cellWords(
  kind: TypedValue["kind"],
  cell: ExistingCell | undefined,
  unit: string | null,
): string {
  if (!cell) return "";
  const text = cell.text ?? "";
  switch (kind) {
    case "number": {
      const decimal = cellDecimal(cell);
      return decimal === null || unit === null ? (decimal ?? "") : `${decimal} ${unit}`;
    }
    case "date": {
      const date = rawText(cell, "date");
      const time = rawTime(cell);
      return date === "" ? text : time === null ? date : `${date} ${time}`;
    }
    case "hour": {
      const hour = rawText(cell, "hour");
      if (hour === "") return text;
      return `${hour.padStart(2, "0")}:${rawText(cell, "minute").padStart(2, "0")}`;
    }
    case "email":
      return labelled(rawText(cell, "email"), rawText(cell, "text")) || text;
    case "link":
      return labelled(rawText(cell, "url"), rawText(cell, "text")) || text;
    case "checkbox":
      return text === "" ? "" : "Yes";
    default:
      return text;
  }
}

function labelled(main: string, label: string): string {
  return label === "" || label === main ? main : `${label} (${main})`;
}
