import type { Failure } from "../../contract/errors.ts";
import type { Ground } from "./ground.ts";

/** An item with the cells it is to have again. */
export interface Restored {
  readonly boardId: string;
  readonly itemId: string;
  readonly externalId?: string;
  readonly cells: Readonly<Record<string, { value: string | null; linkedItemIds?: readonly string[] }>>;
}

/** Cells of one item that monday did not take, and what it said to the first of them. */
export interface RefusedCells {
  readonly columns: ReadonlySet<string>;
  readonly failure: Failure;
}

interface Restorations {
  /** Items nothing was given back to. */
  readonly refused: ReadonlyMap<string, Failure>;
  /** Items some of whose cells were refused. */
  readonly partly: ReadonlyMap<string, RefusedCells>;
}

/** Gives items their cells back, together; where monday refuses, cell by cell, so that one does not keep the rest. */
export async function restoreCells(ground: Ground, wanted: readonly Restored[]): Promise<Restorations> {
  const refused = new Map<string, Failure>();
  const partly = new Map<string, RefusedCells>();
  for (const [boardId, items] of Map.groupBy(wanted, (each) => each.boardId)) {
    const failures = await send(ground, boardId, items);
    for (const item of items) {
      const failure = failures.get(item.itemId);
      if (!failure) continue;
      const cells = await oneByOne(ground, item, failure);
      if (cells.columns.size === Object.keys(item.cells).length) refused.set(item.itemId, cells.failure);
      else if (cells.columns.size > 0) partly.set(item.itemId, cells);
    }
  }
  return { refused, partly };
}

async function oneByOne(ground: Ground, item: Restored, failure: Failure): Promise<RefusedCells> {
  const all = Object.entries(item.cells);
  if (all.length === 1 || failure.code === "monday.item_missing") {
    return { columns: new Set(all.map(([columnId]) => columnId)), failure };
  }
  const columns = new Map<string, Failure>();
  for (const [columnId, cell] of all) {
    const failures = await send(ground, item.boardId, [{ ...item, cells: { [columnId]: cell } }]);
    const own = failures.get(item.itemId);
    if (own) columns.set(columnId, own);
  }
  const [first = failure] = columns.values();
  return { columns: new Set(columns.keys()), failure: first };
}

async function send(
  ground: Ground,
  boardId: string,
  items: readonly Restored[],
): Promise<ReadonlyMap<string, Failure>> {
  const ends = await ground.ask(() => ground.destination.restoreCells({ boardId, items }, ground.signal));
  return new Map([...ends].flatMap(([id, end]) => (end.ok ? [] : [[id, end.error] as const])));
}
