import type { FieldInventory, Inventory } from "../../contract/inventory.ts";
import type { BoardBlueprint, ColumnBlueprint } from "./blueprint.ts";
import { toColumnKey } from "./column-id.ts";

/** Free text longer than this reads better in a long text column. */
const shortTextMax = 255;

function typeOfField(field: FieldInventory): Pick<ColumnBlueprint, "type" | "conversion"> {
  switch (field.type) {
    case "integer":
    case "decimal":
    case "money":
    case "minutes":
      return { type: "numbers", conversion: "number" };
    case "date":
      return { type: "date", conversion: "date" };
    case "boolean":
    case "code":
      return { type: "labels", conversion: "label" };
    case "tags":
      return { type: "labels", conversion: "tags" };
    case "country":
      return { type: "country", conversion: "country" };
    case "long_text":
      return { type: "long_text", conversion: "long_text" };
    default:
      if (field.longest > shortTextMax) {
        return { type: "long_text", conversion: "long_text" };
      }
      return { type: "text", conversion: "text" };
  }
}

function usedFields(board: BoardBlueprint): Set<string> {
  const named = board.nameFields.map((field) => field.replace("@person:", ""));
  return new Set([...board.columns.flatMap((column) => column.fields), ...named, board.groupBy ?? ""]);
}

/** Key of a field's column; never one the blueprint uses. */
function keyOf(board: BoardBlueprint, field: string): string {
  const key = toColumnKey(field);
  return board.columns.some((column) => column.key === key) ? toColumnKey(`${field} `) : key;
}

function fieldsOf(board: BoardBlueprint, inventory: Inventory) {
  const seen = new Set<string>();
  return inventory.streams
    .filter((stream) => board.streams.includes(stream.stream))
    .flatMap((stream) => stream.fields.map((field) => ({ stream: stream.stream, field })))
    .filter(({ field }) => {
      const isNew = !seen.has(field.name);
      seen.add(field.name);
      return isNew;
    })
    .sort((a, b) => compareFields(a.field, b.field));
}

function compareFields(a: FieldInventory, b: FieldInventory): number {
  if (a.custom !== b.custom) return a.custom ? 1 : -1;
  const [left, right] = [a, b].map((field) => Number(/\d+$/.exec(field.name)?.[0] ?? 0));
  if (a.custom && left !== right) return (left ?? 0) - (right ?? 0);
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** Columns for fields the blueprint does not name, custom fields among them: nothing of a record is overlooked. */
export function extraColumns(board: BoardBlueprint, inventory: Inventory): ColumnBlueprint[] {
  const used = usedFields(board);
  return fieldsOf(board, inventory)
    .filter(({ field }) => !used.has(field.name) && board.internalFields[field.name] === undefined)
    .map(({ stream, field }) => ({
      key: keyOf(board, field.name),
      title: field.title,
      stream,
      fields: [field.name],
      ...typeOfField(field),
      include: "filled",
    }));
}

/** Columns for the source's internal numbers: shown so that the admin sees what is left out, never by default in. */
export function internalColumns(board: BoardBlueprint, inventory: Inventory): ColumnBlueprint[] {
  const used = usedFields(board);
  return fieldsOf(board, inventory).flatMap(({ stream, field }) => {
    const reason = board.internalFields[field.name];
    if (reason === undefined || used.has(field.name)) return [];
    return [
      {
        key: keyOf(board, field.name),
        title: field.title,
        stream,
        fields: [field.name],
        conversion: "text" as const,
        type: "text" as const,
        include: "never" as const,
        reason,
      },
    ];
  });
}
