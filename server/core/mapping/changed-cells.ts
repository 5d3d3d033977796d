import type { PlanBoard, PlanColumn } from "../../contract/plan.ts";
import type { TypedValue } from "../../contract/values.ts";
import { canonicalJson, compareTexts } from "../canonical.ts";

type Cells = Readonly<Record<string, TypedValue | null>>;

export interface ChangedCells {
  /** By column id; null clears the cell. */
  readonly values: Readonly<Record<string, TypedValue | null>>;
  /** Columns that hold a value of ours and are no longer in the plan: what they hold is left alone. */
  readonly left: readonly PlanColumn[];
}

/**
 * What has to be written so that an item that was given `held` shows `wanted`. Only columns of the plan are looked
 * at. Values that a person would call the same are no change: the order of people, links and labels does not count,
 * nor do zeros at the end of a decimal.
 */
export function changedCells(
  board: Pick<PlanBoard, "columns">,
  held: Cells,
  wanted: Readonly<Record<string, TypedValue>>,
): ChangedCells {
  const values: Record<string, TypedValue | null> = {};
  const left: PlanColumn[] = [];
  for (const column of board.columns) {
    const before = held[column.columnId] ?? null;
    const after = wanted[column.columnId] ?? null;
    if (!column.include) {
      if (before !== null) left.push(column);
    } else if (!isSameValue(before, after)) {
      values[column.columnId] = after;
    }
  }
  return { values, left };
}

/** Whether a person would call two values the same; null is an empty cell. */
export function isSameValue(left: TypedValue | null, right: TypedValue | null): boolean {
  return toKey(left) === toKey(right);
}

function toKey(value: TypedValue | null): string {
  return value === null ? "" : canonicalJson(toComparable(value));
}

function toComparable(value: TypedValue): TypedValue {
  switch (value.kind) {
    case "number":
      return { ...value, decimal: withoutZeros(value.decimal) };
    case "dropdown":
      return { ...value, labels: value.labels.toSorted(compareTexts) };
    case "tags":
      return { ...value, names: value.names.toSorted(compareTexts) };
    case "people":
      return { ...value, userIds: value.userIds.toSorted(compareTexts) };
    case "relation_items":
      return { ...value, itemIds: value.itemIds.toSorted(compareTexts) };
    default:
      return value;
  }
}

function withoutZeros(decimal: string): string {
  return decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
}
