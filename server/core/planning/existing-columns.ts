import type { ColumnType } from "../../contract/values.ts";
import { foldKey } from "../canonical.ts";
import type { ColumnBlueprint } from "./blueprint.ts";
import type { ExistingBoard, ExistingColumn } from "./facts.ts";

/** Types whose existing column can be used without knowing its settings. */
const adoptable: ReadonlySet<ColumnType> = new Set([
  "email",
  "phone",
  "text",
  "long_text",
  "date",
  "country",
]);

/**
 * The column of an existing board that already is what the plan would add: the same title and type, else for the
 * e-mail and the first phone the first column of that type. Null: a column is added.
 */
export function findExistingColumn(
  definition: ColumnBlueprint,
  type: ColumnType,
  board: ExistingBoard | null,
): ExistingColumn | null {
  if (board === null || !adoptable.has(type)) return null;
  const sameType = board.columns.filter((column) => column.type === type);
  const sameTitle = sameType.find((column) => foldKey(column.title) === foldKey(definition.title));
  if (sameTitle) return sameTitle;
  const isMain = definition.conversion === "email_key" || definition.key === "phone";
  return isMain ? (sameType[0] ?? null) : null;
}
