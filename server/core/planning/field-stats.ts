import type { FieldInventory, Inventory, StreamInventory } from "../../contract/inventory.ts";

/** What the inventory knows of one field over all streams of a board. */
export interface FieldStats {
  readonly filled: number;
  readonly invalid: number;
  readonly dangling: number;
  readonly longest: number;
  /** Records over the limit a key names (`name`, `long_text`, `label`, `one_entry`). */
  readonly over: ReadonlyMap<string, number>;
  /** Every value with its count; null when the inventory does not list all of them. */
  readonly values: readonly { readonly value: string; readonly count: number }[] | null;
}

export const noStats: FieldStats = {
  filled: 0,
  invalid: 0,
  dangling: 0,
  longest: 0,
  over: new Map(),
  values: [],
};

export function streamOf(inventory: Inventory, stream: string): StreamInventory | null {
  return inventory.streams.find((each) => each.stream === stream) ?? null;
}

function isComplete(field: FieldInventory): boolean {
  return field.distinct !== null && field.distinct === field.values.length;
}

function addCounts(target: Map<string, number>, entries: Iterable<readonly [string, number]>): void {
  for (const [key, count] of entries) target.set(key, (target.get(key) ?? 0) + count);
}

/** Adds up a field over streams (people of two kinds on one board). */
export function fieldStats(inventory: Inventory, streams: readonly string[], name: string): FieldStats {
  const fields = streams.flatMap(
    (stream) => streamOf(inventory, stream)?.fields.filter((field) => field.name === name) ?? [],
  );
  if (fields.length === 0) return noStats;
  const values = new Map<string, number>();
  const over = new Map<string, number>();
  for (const field of fields) {
    addCounts(
      values,
      field.values.map((each) => [each.value, each.count] as const),
    );
    addCounts(over, Object.entries(field.over));
  }
  const sum = (of: (field: FieldInventory) => number) => fields.reduce((total, each) => total + of(each), 0);
  return {
    filled: sum((field) => field.filled),
    invalid: sum((field) => field.invalid),
    dangling: sum((field) => field.dangling),
    longest: Math.max(...fields.map((field) => field.longest)),
    over,
    values: fields.every(isComplete) ? [...values].map(([value, count]) => ({ value, count })) : null,
  };
}
