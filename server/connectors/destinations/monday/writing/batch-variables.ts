import type { TypedValue } from "../../../../contract/values.ts";
import type { WriteBatch, WriteOperation } from "../../../types.ts";
import { toOriginalDate, toUpdateBody } from "../update-body.ts";
import { toColumnValues, type WireContext } from "../values.ts";

/** Variables of a batch's document: the n-th operation has the names that end in n. */
export function variablesOf(batch: WriteBatch, wire: WireContext): Record<string, unknown> {
  const variables: Record<string, unknown> = {};
  let toItems = false;
  batch.operations.forEach((operation, n) => {
    if (operation.kind === "create_update") {
      variables[`i${n}`] = operation.itemId;
      variables[`b${n}`] = toUpdateBody(operation.body, operation.externalId);
      variables[`d${n}`] = toOriginalDate(operation.writtenOn);
      return;
    }
    toItems = true;
    const cells = toColumnValues(operation.values, wire, { clear: operation.kind === "update_item" });
    // The mark by which the item is found again after a lost answer.
    cells[batch.externalIdColumnId] = operation.externalId;
    if (operation.kind === "create_item") {
      variables[`g${n}`] = operation.groupId;
      variables[`n${n}`] = operation.name;
    } else {
      variables[`i${n}`] = operation.itemId;
      if (operation.name !== null) cells.name = operation.name;
    }
    variables[`v${n}`] = JSON.stringify(cells);
  });
  if (toItems) variables.board = batch.boardId;
  return variables;
}

/** What the cost of a batch is remembered under. */
export function costKind(kinds: readonly string[]): string {
  const [first = "mixed"] = kinds;
  return kinds.every((kind) => kind === first) ? first : "mixed";
}

/** All values of a batch, to see which tags it needs. */
export function valuesOf(operations: readonly WriteOperation[]): (TypedValue | null)[] {
  return operations.flatMap((operation) =>
    operation.kind === "create_update" ? [] : Object.values<TypedValue | null>(operation.values),
  );
}

/** The values of some columns of a write. */
export function pick(
  operation: WriteOperation | undefined,
  columns: readonly string[],
): Record<string, TypedValue | null> {
  if (!operation || operation.kind === "create_update") return {};
  const { values } = operation;
  return Object.fromEntries(columns.map((columnId) => [columnId, values[columnId] ?? null]));
}
