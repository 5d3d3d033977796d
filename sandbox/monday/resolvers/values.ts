import type { ColumnCodec, ReadContext } from "../columns/codec.ts";
import { codecOf } from "../columns/registry.ts";
import { isoSeconds, type ResolverMap } from "../context.ts";
import { type Cell, COLUMN_TYPES, type SandboxColumn, type SandboxItem } from "../model.ts";
import type { AccountWorld } from "../world.ts";

/** One cell as a `ColumnValue`: its fields are computed only when selected. */
export class CellView implements ReadContext {
  readonly world: AccountWorld;
  readonly item: SandboxItem;
  readonly column: SandboxColumn;
  readonly codec: ColumnCodec;
  readonly cell: Cell | undefined;

  constructor(world: AccountWorld, item: SandboxItem, column: SandboxColumn) {
    this.world = world;
    this.item = item;
    this.column = column;
    this.codec = codecOf(column.type);
    this.cell = item.cells[column.id];
  }

  changedAtMs(): number {
    return this.item.changedAtMs?.[this.column.id] ?? this.item.createdAtMs;
  }

  text(): string | null {
    if (this.cell !== undefined) return this.codec.text(this.cell, this);
    return this.codec.emptyText === null ? null : "";
  }

  /** `value` is JSON text, null for an empty cell. */
  value(): string | null {
    if (this.cell === undefined) return null;
    const raw = this.codec.raw(this.cell, new Date(this.changedAtMs()).toISOString());
    return raw === null ? null : JSON.stringify(raw);
  }
}

const COMMON: ResolverMap[string] = {
  column: (view: CellView) => view.column,
  id: (view: CellView) => view.column.id,
  is_leaf: () => true,
  text: (view: CellView) => view.text(),
  type: (view: CellView) => view.column.type,
  value: (view: CellView) => view.value(),
  updated_at: (view: CellView) => (view.cell === undefined ? null : isoSeconds(view.changedAtMs())),
};

/** Resolvers of the typed fragments: the common fields, and whatever the codec says for the others. */
export function valueResolvers(fieldsOfType: (typename: string) => readonly string[]): ResolverMap {
  const resolvers: ResolverMap = {};
  for (const type of COLUMN_TYPES) {
    const { typename } = codecOf(type);
    const own = fieldsOfType(typename).map((field) => [field, COMMON[field] ?? codecField(field)] as const);
    resolvers[typename] = Object.fromEntries(own);
  }
  return resolvers;
}

function codecField(field: string) {
  return (view: CellView): unknown => view.codec.fields(view.cell, view)[field] ?? null;
}
