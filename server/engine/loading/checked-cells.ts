import type { PlanBoard } from "../../contract/plan.ts";

/** Columns whose contents are compared after the import: amounts, and how many links each item has. */
export interface CheckedCells {
  readonly numbers: readonly { key: string; columnId: string; conversion: string; field: string | null }[];
  /** Status column that splits the sums (a payment's kind). */
  readonly kindId: string | null;
  readonly linkIds: readonly string[];
  readonly columnIds: readonly string[];
}

/**
 * On a board of the customer only what was empty was filled, so its contents prove nothing about ours: there just
 * the items are counted. Where records were merged, an amount may sit under the kind of another record, so sums
 * are not split.
 */
export function cellsToCheck(board: PlanBoard): CheckedCells {
  if (board.target.mode === "existing") return { numbers: [], kindId: null, linkIds: [], columnIds: [] };
  const included = board.columns.filter((column) => column.include);
  const numbers = included
    .filter((column) => column.type === "numbers")
    .map(({ key, columnId, conversion, fields }) => ({
      key,
      columnId,
      conversion,
      field: fields[0] ?? null,
    }));
  const kinds = included.find((column) => column.type === "status" && column.labels.length > 0);
  const kindId = numbers.length === 0 || board.dedupe !== null ? null : (kinds?.columnId ?? null);
  const linkIds = included
    .filter((column) => column.type === "board_relation")
    .map((column) => column.columnId);
  const columnIds = [
    ...numbers.map((column) => column.columnId),
    ...(kindId === null ? [] : [kindId]),
    ...linkIds,
  ];
  return { numbers, kindId, linkIds, columnIds };
}
