import type { TypedValue } from "../../contract/values.ts";

/** Values by column id; null for an empty cell. */
export type Values = Readonly<Record<string, TypedValue | null>>;

/** A change of cells as it was noted, by the plan's column ids. */
export interface NotedChange {
  readonly phase: string;
  readonly externalId: string;
  readonly itemId: string;
  readonly before: Values;
  readonly after: Values;
}

/** All changes of one item's cells, whatever records they came from, by the ids columns really have. */
export interface FoldedItem {
  readonly itemId: string;
  /** Cells before the first change of each. */
  readonly before: Values;
  /** Cells after the last. */
  readonly after: Values;
  /** In the order of their first changes. */
  readonly records: readonly FoldedRecord[];
}

export interface FoldedRecord {
  readonly phase: string;
  readonly externalId: string;
  /** Columns it changed: the id of each by the plan's. */
  readonly columns: ReadonlyMap<string, string>;
}

/** Puts changes together that are told in their order: what counts of a cell is its first before and last after. */
export function createChangeFold(realId: (phase: string, columnId: string) => string) {
  const items = new Map<string, OpenItem>();

  function add({ itemId, phase, externalId, before, after }: NotedChange): void {
    const item = items.get(itemId) ?? { before: new Map(), after: new Map(), records: new Map() };
    items.set(itemId, item);
    const key = JSON.stringify([phase, externalId]);
    const record = item.records.get(key) ?? { phase, externalId, columns: new Map() };
    item.records.set(key, record);
    for (const [columnId, value] of Object.entries(after)) {
      const id = realId(phase, columnId);
      record.columns.set(columnId, id);
      if (!item.before.has(id)) item.before.set(id, before[columnId] ?? null);
      item.after.set(id, value);
    }
  }

  return { add, read: (): readonly FoldedItem[] => [...items].map(([itemId, item]) => close(itemId, item)) };
}

interface OpenItem {
  readonly before: Map<string, TypedValue | null>;
  readonly after: Map<string, TypedValue | null>;
  readonly records: Map<string, FoldedRecord & { readonly columns: Map<string, string> }>;
}

function close(itemId: string, { before, after, records }: OpenItem): FoldedItem {
  return {
    itemId,
    before: Object.fromEntries(before),
    after: Object.fromEntries(after),
    records: [...records.values()],
  };
}
