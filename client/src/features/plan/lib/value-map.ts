import type { PlanColumn } from "../../../lib/contract.ts";

/** One source value and the label it is shown under; null leaves the cell empty. */
export interface MappedValue {
  readonly value: string;
  readonly label: string | null;
}

/** Every source value of a status or dropdown column with its label, in the order of the labels. */
export function toMappedValues(column: PlanColumn): MappedValue[] {
  return column.labels.flatMap(({ label, values }) => values.map((value) => ({ value, label })));
}
