import type { ListChanges } from "./memory.ts";

/** A list of the source: rows are generated when asked for, edits lie over them. */
interface Table<Row extends { id: string }> {
  /** Rows that exist now. */
  total(): number;
  /** The row at a position of the list (0 to total - 1), in id order. */
  at(position: number): Row | undefined;
  byId(id: string): Row | undefined;
  /** Every row in id order. Made one by one: safe for large accounts unless collected. */
  all(): Generator<Row>;
  /** Place of an id among all rows ever made, gone ones excluded; the generators count by it. */
  indexOf(id: string): number | undefined;
}

export type Patch = Record<string, string | string[]>;

export interface EditableTable<Row extends { id: string }> extends Table<Row> {
  /** Changes fields of a row; unknown names are kept for the detail method. Throws `RangeError` for an unknown id. */
  update(id: string, patch: Patch): Row;
  /** Adds a generated row at the end, with the given fields laid over it. */
  add(patch: Patch): Row;
  /** Takes a row away. Throws `RangeError` for an unknown id. */
  remove(id: string): void;
  /** Everything ever changed on a row, fields of the detail included. */
  patchOf(index: number): Patch;
}

export interface TableSource<Row> {
  firstId: number;
  /** Rows the generator makes before any edit. */
  count: number;
  rowAt(index: number): Row;
}

function applyPatch<Row extends object>(row: Row, patch: Patch | undefined): Row {
  if (patch === undefined) return row;
  const known = Object.entries(patch).filter(([field]) => field in row && field !== "id");
  return Object.assign({ ...row }, Object.fromEntries(known));
}

/** Lays the changes over the generated rows; `onChange` runs after each edit. */
export function createTable<Row extends { id: string }>(
  source: TableSource<Row>,
  changes: ListChanges,
  onChange: () => void,
): EditableTable<Row> {
  const made = (): number => source.count + changes.added;
  const rowAt = (index: number): Row => applyPatch(source.rowAt(index), changes.patches[String(index)]);
  const indexOf = (id: string): number | undefined => {
    if (!/^\d{1,9}$/.test(id)) return undefined;
    const index = Number(id) - source.firstId;
    return index >= 0 && index < made() && !changes.deleted.includes(index) ? index : undefined;
  };
  const existing = (id: string): number => {
    const index = indexOf(id);
    if (index === undefined) throw new RangeError(`there is no row ${id}`);
    return index;
  };
  const table: EditableTable<Row> = {
    total: () => made() - changes.deleted.length,
    at(position) {
      if (position < 0 || position >= table.total()) return undefined;
      let index = position;
      for (const gone of changes.deleted) if (gone <= index) index += 1;
      return rowAt(index);
    },
    byId(id) {
      const index = indexOf(id);
      return index === undefined ? undefined : rowAt(index);
    },
    *all() {
      for (let index = 0; index < made(); index += 1) {
        if (!changes.deleted.includes(index)) yield rowAt(index);
      }
    },
    indexOf,
    update(id, patch) {
      const index = existing(id);
      changes.patches[String(index)] = { ...changes.patches[String(index)], ...patch };
      onChange();
      return rowAt(index);
    },
    add(patch) {
      const index = made();
      changes.added += 1;
      changes.patches[String(index)] = patch;
      onChange();
      return rowAt(index);
    },
    remove(id) {
      changes.deleted.push(existing(id));
      changes.deleted.sort((left, right) => left - right);
      onChange();
    },
    patchOf: (index) => changes.patches[String(index)] ?? {},
  };
  return table;
}
