import type { WriteOperation } from "../../../types.ts";

/** Ids that must be found in a cell after the write, by column: linked items, or people. */
export type Sensitive = ReadonlyMap<string, readonly string[]>;

const none: Sensitive = new Map();

/** Cells of a write that monday is known to drop silently (facts: practitioner 2026-07; people off the board). */
export function sensitiveCells(operation: WriteOperation): Sensitive {
  if (operation.kind === "create_update") return none;
  let cells: Map<string, readonly string[]> | null = null;
  for (const columnId in operation.values) {
    const value = operation.values[columnId];
    if (value?.kind === "relation_items" && value.itemIds.length > 0) {
      cells ??= new Map();
      cells.set(columnId, value.itemIds);
    } else if (value?.kind === "people" && value.userIds.length > 0) {
      cells ??= new Map();
      cells.set(columnId, value.userIds);
    }
  }
  return cells ?? none;
}

/** Columns of the answered item that lack an id that was written. Hot path: plain guards instead of a schema. */
export function droppedColumns(node: unknown, cells: Sensitive): readonly string[] {
  if (cells.size === 0) return [];
  const found = idsByColumn(node);
  return [...cells].flatMap(([columnId, wanted]) => {
    const got = found.get(columnId);
    return got && wanted.every((id) => got.has(id)) ? [] : [columnId];
  });
}

function idsByColumn(node: unknown): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  if (!isRecord(node) || !Array.isArray(node.column_values)) return found;
  for (const cell of node.column_values) {
    if (!isRecord(cell) || typeof cell.id !== "string") continue;
    found.set(cell.id, new Set(idsOf(cell)));
  }
  return found;
}

function idsOf(cell: Readonly<Record<string, unknown>>): string[] {
  const linked = cell.linked_item_ids;
  if (Array.isArray(linked)) return linked.map(String);
  const people = cell.persons_and_teams;
  if (!Array.isArray(people)) return [];
  return people.flatMap((person) => (isRecord(person) ? [String(person.id)] : []));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
