import { CLEAR, KEEP, parseCell, type WriteContext, type Written } from "./columns/codec.ts";
import { codecOf } from "./columns/registry.ts";
import { columnNotFound, platformError } from "./errors.ts";
import type { Cell, JsonObject, JsonValue, SandboxBoard, SandboxColumn, SandboxItem } from "./model.ts";
import type { AccountWorld } from "./world.ts";

/** Item names are 1 to 255 characters. */
const ITEM_NAME_MAX = 255;

export interface WriteOptions {
  createLabels: boolean;
  creating: boolean;
  dropRelationsOnCreate: boolean;
}

interface PreparedCell {
  context: WriteContext;
  written: Written;
}

/** Refuses names the platform refuses. */
export function checkItemName(name: string): void {
  if (name.length < 1 || name.length > ITEM_NAME_MAX) {
    throw platformError(
      "ItemNameTooLongException",
      `Item name must be between 1 and ${ITEM_NAME_MAX} characters`,
      {
        data: { length: name.length },
      },
    );
  }
}

/** `column_values` is JSON text with column ids as keys; an object in its place is refused. */
export function parseColumnValues(text: unknown): JsonObject {
  if (text === null || text === undefined) return {};
  const parsed: unknown = typeof text === "string" ? parseJson(text) : undefined;
  if (parsed === null || typeof parsed !== "object" || Array.isArray(parsed)) throw badJson();
  return parsed as JsonObject;
}

/** Parses JSON text or throws the platform's `JsonParseException`. */
export function parseJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw badJson();
  }
}

function badJson(): Error {
  return platformError("JsonParseException", "There was an error parsing the JSON value");
}

/** Checks every value before any is stored, so a refused value leaves the item as it was. */
export function prepareCells(
  world: AccountWorld,
  board: SandboxBoard,
  values: JsonObject,
  options: WriteOptions,
): PreparedCell[] {
  const prepared: PreparedCell[] = [];
  for (const columnId in values) {
    if (columnId === "name") continue;
    const column = board.columns.get(columnId);
    if (!column) throw columnNotFound(columnId);
    const context: WriteContext = {
      world,
      board,
      column,
      createLabels: options.createLabels,
      creating: options.creating,
      dropRelationsOnCreate: options.dropRelationsOnCreate,
    };
    prepared.push({ context, written: parseCell(codecOf(column.type), values[columnId] ?? null, context) });
  }
  return prepared;
}

/** The cells of a new item. Relations are stored afterwards, see `storeRelations`. */
export function cellsOf(prepared: readonly PreparedCell[]): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const { context, written } of prepared) {
    if (typeof written !== "symbol") cells[context.column.id] = written;
  }
  return cells;
}

/** Fills the far sides of a new item's two-way relations. */
export function storeRelations(item: SandboxItem, prepared: readonly PreparedCell[]): void {
  for (const { context, written } of prepared) {
    if (typeof written !== "symbol") codecOf(context.column.type).stored?.(context, item, undefined, written);
  }
}

/** Writes prepared values to an existing item and stamps what changed. */
export function applyCells(
  world: AccountWorld,
  item: SandboxItem,
  prepared: readonly PreparedCell[],
  change: { nowMs: number; name?: string },
): void {
  world.index.remove(item);
  if (change.name !== undefined) item.name = change.name;
  for (const { context, written } of prepared) {
    if (written === KEEP) continue;
    const columnId = context.column.id;
    const before = item.cells[columnId];
    const after = written === CLEAR ? undefined : written;
    if (after === undefined) delete item.cells[columnId];
    else if (typeof after !== "symbol") item.cells[columnId] = after;
    item.changedAtMs = { ...item.changedAtMs, [columnId]: change.nowMs };
    codecOf(context.column.type).stored?.(
      context,
      item,
      before,
      typeof after === "symbol" ? undefined : after,
    );
  }
  item.updatedAtMs = change.nowMs;
  if (item.state === "active") world.index.add(item);
  world.touch();
}

/** Whether any live item of the board uses the label in that column. */
export function isLabelUsed(board: SandboxBoard, column: SandboxColumn, labelId: number): boolean {
  return board.groups.some((group) =>
    group.items.some((item) => {
      const cell = item.cells[column.id];
      return Array.isArray(cell) ? (cell as (string | number)[]).includes(labelId) : cell === labelId;
    }),
  );
}
