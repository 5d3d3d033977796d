import type { PlanColumn } from "../../contract/plan.ts";
import { assertNever } from "../../contract/result.ts";
import type { TypedValue } from "../../contract/values.ts";

export interface CellText {
  readonly text: string;
  readonly color?: string;
  readonly links?: string[];
}

/** Names shown for external ids and users. */
export interface CellNames {
  recordName(externalId: string): string | null;
  userName(userId: string): string | null;
}

function hourText(hour: number, minute: number): string {
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** A written value as the preview shows it: the text monday would show, label colour, names of linked items. */
export function toCellText(
  value: TypedValue,
  column: Pick<PlanColumn, "unit" | "labels">,
  names: CellNames,
): CellText {
  switch (value.kind) {
    case "text":
    case "long_text":
      return { text: value.text };
    case "number":
      return { text: column.unit === null ? value.decimal : `${value.decimal} ${column.unit}` };
    case "status": {
      const color = column.labels.find((label) => label.label === value.label)?.color;
      return color === undefined ? { text: value.label } : { text: value.label, color };
    }
    case "dropdown":
      return { text: value.labels.join(", ") };
    case "date":
      return { text: value.time === null ? value.date : `${value.date} ${value.time}` };
    case "timeline":
      return { text: `${value.from} - ${value.to}` };
    case "hour":
      return { text: hourText(value.hour, value.minute) };
    case "email":
      return { text: value.email };
    case "phone":
      return { text: value.phone };
    case "link":
      return { text: value.text };
    case "people":
      return { text: value.userIds.map((id) => names.userName(id) ?? id).join(", ") };
    case "checkbox":
      return { text: value.checked ? "Yes" : "" };
    case "rating":
      return { text: String(value.rating) };
    case "country":
      return { text: value.name };
    case "tags":
      return { text: value.names.join(", ") };
    case "relation": {
      const links = value.refs.map((ref) => names.recordName(ref) ?? ref);
      return { text: links.join(", "), links };
    }
    case "relation_items":
      return { text: value.itemIds.join(", "), links: value.itemIds };
    default:
      return assertNever(value);
  }
}
