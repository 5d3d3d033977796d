import type { PlanColumn } from "../../contract/plan.ts";
import { type CellMaker, type Conversion, fieldAt } from "./conversion.ts";
import { toList, toPlainText, toRawKey } from "./text.ts";

function labelsByValue(column: PlanColumn): ReadonlyMap<string, string> {
  return new Map(column.labels.flatMap((each) => each.values.map((value) => [value, each.label] as const)));
}

/**
 * The label of a record's value. The value set of a plan is complete, so a value without a label is one the admin
 * chose to leave empty.
 */
function readLabel(column: PlanColumn): (value: Parameters<typeof toRawKey>[0]) => string | null {
  const field = labelsByValue(column);
  return (value) => field.get(toRawKey(value)) ?? null;
}

const labelCell =
  (kind: "status" | "dropdown"): CellMaker =>
  (column) => {
    const field = fieldAt(column);
    const labelOf = readLabel(column);
    return (record, sink) => {
      const value = record.fields[field];
      if (value === undefined || value === null || value === "") return null;
      const label = labelOf(value);
      if (label === null) {
        sink.note("value_left_empty", `${column.title}: the plan leaves this value empty.`);
        return null;
      }
      return kind === "status" ? { kind, label } : { kind, labels: [label] };
    };
  };

const checkboxCell: CellMaker = (column) => {
  const field = fieldAt(column);
  return (record) => {
    const raw = toRawKey(record.fields[field]);
    return raw === "true" || raw === "1" ? { kind: "checkbox", checked: true } : null;
  };
};

const tagsCell =
  (kind: "dropdown" | "tags"): CellMaker =>
  (column) => {
    const field = fieldAt(column);
    const labels = labelsByValue(column);
    return (record, sink) => {
      const values = toList(record.fields[field]);
      if (values.length === 0) return null;
      const names = [...new Set(values.flatMap((value) => labels.get(value) ?? []))];
      if (values.some((value) => !labels.has(value))) {
        sink.note("value_left_empty", `${column.title}: the plan leaves a value of the list out.`);
      }
      if (names.length === 0) return null;
      return kind === "tags" ? { kind, names } : { kind, labels: names };
    };
  };

export const labelConversion: Conversion = {
  explain: "Each value becomes a label.",
  plain: (column) => {
    const field = fieldAt(column);
    const labelOf = readLabel(column);
    return (record) => {
      const value = record.fields[field];
      const text = toPlainText(value);
      return text === "" ? "" : (labelOf(value) ?? text);
    };
  },
  cells: { status: labelCell("status"), dropdown: labelCell("dropdown"), checkbox: checkboxCell },
};

export const tagsConversion: Conversion = {
  explain: "Each entry of the list becomes a label; a cell can hold several.",
  plain: (column) => {
    const field = fieldAt(column);
    const labels = labelsByValue(column);
    return (record) =>
      toList(record.fields[field])
        .map((value) => labels.get(value) ?? value)
        .join(", ");
  },
  cells: { dropdown: tagsCell("dropdown"), tags: tagsCell("tags") },
};
