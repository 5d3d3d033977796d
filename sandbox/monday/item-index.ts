import type { Cell, SandboxItem } from "./model.ts";

/**
 * Finds items by the text of one column without reading the board.
 *
 * An index for (board, column) is built on the first question and kept up to date from then on, so boards nobody
 * asks about cost nothing. A key maps to one id or, for doubles, to a set of ids.
 */
export class ItemIndex {
  private readonly items: ReadonlyMap<number, SandboxItem>;
  private readonly byBoard = new Map<number, Map<string, Map<string, number | Set<number>>>>();

  constructor(items: ReadonlyMap<number, SandboxItem>) {
    this.items = items;
  }

  /** Active items of the board whose column text is exactly `text`, oldest first. */
  find(
    boardItems: () => Iterable<SandboxItem>,
    boardId: number,
    columnId: string,
    text: string,
  ): SandboxItem[] {
    const hit = this.columnIndex(boardItems, boardId, columnId).get(text);
    if (hit === undefined) return [];
    const ids = typeof hit === "number" ? [hit] : [...hit];
    return ids.flatMap((id) => this.items.get(id) ?? []);
  }

  add(item: SandboxItem): void {
    const columns = this.byBoard.get(item.boardId);
    if (!columns) return;
    for (const [columnId, keys] of columns) addKey(keys, keyOf(item, columnId), item.id);
  }

  remove(item: SandboxItem): void {
    const columns = this.byBoard.get(item.boardId);
    if (!columns) return;
    for (const [columnId, keys] of columns) removeKey(keys, keyOf(item, columnId), item.id);
  }

  /** Forgets a column that was deleted. */
  dropColumn(boardId: number, columnId: string): void {
    this.byBoard.get(boardId)?.delete(columnId);
  }

  private columnIndex(boardItems: () => Iterable<SandboxItem>, boardId: number, columnId: string) {
    const columns = this.byBoard.get(boardId) ?? new Map<string, Map<string, number | Set<number>>>();
    this.byBoard.set(boardId, columns);
    let keys = columns.get(columnId);
    if (!keys) {
      keys = new Map();
      for (const item of boardItems()) addKey(keys, keyOf(item, columnId), item.id);
      columns.set(columnId, keys);
    }
    return keys;
  }
}

/** The text an item is found by in a column; only columns whose cell is text-like can be indexed. */
export function keyOf(item: SandboxItem, columnId: string): string | undefined {
  return columnId === "name" ? item.name : textKey(item.cells[columnId]);
}

function textKey(cell: Cell | undefined): string | undefined {
  if (typeof cell === "string") return cell;
  if (Array.isArray(cell) && typeof cell[0] === "string") return cell[0];
  return undefined;
}

function addKey(keys: Map<string, number | Set<number>>, key: string | undefined, id: number): void {
  if (key === undefined || key === "") return;
  const present = keys.get(key);
  if (present === undefined) keys.set(key, id);
  else if (typeof present === "number") keys.set(key, new Set([present, id]));
  else present.add(id);
}

function removeKey(keys: Map<string, number | Set<number>>, key: string | undefined, id: number): void {
  if (key === undefined) return;
  const present = keys.get(key);
  if (present === id) keys.delete(key);
  else if (present instanceof Set) present.delete(id);
}
