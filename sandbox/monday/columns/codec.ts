import { columnValueError, platformError } from "../errors.ts";
import type {
  Cell,
  JsonObject,
  JsonValue,
  SandboxBoard,
  SandboxColumn,
  SandboxColumnType,
  SandboxItem,
} from "../model.ts";
import type { AccountWorld } from "../world.ts";

/** The write empties the cell. */
export const CLEAR = Symbol("clear");
/** The write is accepted and changes nothing, as the platform does in a few places. */
export const KEEP = Symbol("keep");

export type Written = Cell | typeof CLEAR | typeof KEEP;

export interface WriteContext {
  readonly world: AccountWorld;
  readonly board: SandboxBoard;
  readonly column: SandboxColumn;
  /** `create_labels_if_missing` of the mutation. */
  readonly createLabels: boolean;
  /** True inside `create_item`, where the platform may drop relation values. */
  readonly creating: boolean;
  readonly dropRelationsOnCreate: boolean;
}

export interface ReadContext {
  readonly world: AccountWorld;
  readonly column: SandboxColumn;
  readonly item: SandboxItem;
}

/**
 * One column type: how its settings are made, its values written and read.
 *
 * `parse` takes the JSON of `column_values`, `parseSimple` the plain string form. Both throw the platform's own
 * error on anything they would refuse. `raw` is what `value` holds as JSON text; `changedAt` is an ISO instant.
 */
export interface ColumnCodec {
  readonly type: SandboxColumnType;
  readonly typename: string;
  settings?(defaults: JsonObject, world: AccountWorld): JsonObject;
  parse?(value: JsonValue, context: WriteContext): Written;
  parseSimple?(value: string, context: WriteContext): Written;
  text(cell: Cell, context: ReadContext): string | null;
  /** `text` of an empty cell; most types answer an empty string. */
  readonly emptyText?: null;
  raw(cell: Cell, changedAt: string): JsonValue | null;
  /** The fields of the typed fragment beyond the common ones. */
  fields(cell: Cell | undefined, context: ReadContext): Record<string, unknown>;
  /** Runs after the cell was stored, e.g. to fill the far side of a two-way relation. */
  stored?(context: WriteContext, item: SandboxItem, before: Cell | undefined, after: Cell | undefined): void;
}

/** The value must be a JSON object; anything else is the platform's `ColumnValueException`. */
export function expectObject(value: JsonValue, context: WriteContext): JsonObject {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw invalidValue(context, value, "expected a JSON object");
  }
  return value;
}

/** A value the column does not take. The value itself goes to `error_data`, as the platform does. */
export function invalidValue(context: WriteContext, value: JsonValue, why: string, data: JsonObject = {}) {
  return columnValueError(
    context.column,
    `invalid value, please check our API documentation for the correct data structure for this column. ${why}`,
    { column_name: context.column.title, board_id: String(context.board.id), column_value: value, ...data },
  );
}

/** A plain string was sent to a type that only takes JSON. */
export function correctedValue(context: WriteContext): Error {
  return platformError(
    "CorrectedValueException",
    `The column type ${context.column.type} does not support changing the column value with a simple column value`,
    { data: { column_id: context.column.id, column_type: context.column.type } },
  );
}

/** Parses the JSON form, the simple form or a clear, whichever was sent. */
export function parseCell(codec: ColumnCodec, value: JsonValue, context: WriteContext): Written {
  if (context.column.reflection) {
    throw invalidValue(context, value, "the far side of a two-way connection fills itself");
  }
  if (!codec.parse) throw invalidValue(context, value, "this column is read-only");
  if (value === null) return CLEAR;
  if (typeof value !== "string") return codec.parse(value, context);
  if (!codec.parseSimple) throw correctedValue(context);
  return value === "" ? CLEAR : codec.parseSimple(value, context);
}

/** The cell as a list of numbers (ids), empty when unset. */
export function idsOf(cell: Cell | undefined): number[] {
  return Array.isArray(cell) ? cell.map(Number) : [];
}

/** The cell as a list of strings, empty when unset. */
export function partsOf(cell: Cell | undefined): string[] {
  return Array.isArray(cell) ? cell.map(String) : [];
}

/** Unwraps `{settings: {...}}`, the form most column types want in `defaults`. */
export function innerSettings(defaults: JsonObject): JsonObject {
  const inner = defaults.settings;
  return inner !== null && typeof inner === "object" && !Array.isArray(inner) ? inner : defaults;
}
