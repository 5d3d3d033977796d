import { isLabelUsed, parseJson } from "../cells.ts";
import {
  type DropdownLabelInput,
  dropdownInputsFromDefaults,
  replaceDropdownLabels,
} from "../columns/dropdown-labels.ts";
import { codecOf } from "../columns/registry.ts";
import type { StatusLabelInput } from "../columns/status-labels.ts";
import {
  labelInputsFromDefaults,
  replaceStatusLabels,
  statusSettingsText,
} from "../columns/status-labels.ts";
import { noteActivity, type RequestContext, type ResolverMap, writableBoard } from "../context.ts";
import { columnNotFound, invalidInput, platformError } from "../errors.ts";
import { isSandboxColumnType, type JsonObject, type SandboxBoard, type SandboxColumn } from "../model.ts";
import { addColumn, removeColumn } from "../structure.ts";

interface NewColumnArgs {
  board_id: string;
  title: string;
  id?: string | null;
  description?: string | null;
  after_column_id?: string | null;
}

function createColumn(
  _source: unknown,
  args: NewColumnArgs & { column_type: string; defaults?: unknown },
  context: RequestContext,
): SandboxColumn {
  const board = writableBoard(context, args.board_id);
  const type = args.column_type;
  if (!isSandboxColumnType(type) || type === "name") {
    throw platformError("InvalidColumnTypeException", `Columns of type ${type} cannot be created here`);
  }
  return noted(context, board, { ...common(args), type, defaults: asDefaults(args.defaults) });
}

function noted(
  context: RequestContext,
  board: SandboxBoard,
  init: Parameters<typeof addColumn>[2],
): SandboxColumn {
  const column = addColumn(context, board, init);
  noteActivity(context, board.id, "create_column", { columnId: column.id });
  return column;
}

function createTypedColumn(type: "status" | "dropdown") {
  return (
    _source: unknown,
    args: NewColumnArgs & { defaults?: JsonObject | null },
    context: RequestContext,
  ) => {
    const board = writableBoard(context, args.board_id);
    return noted(context, board, { ...common(args), type, defaults: args.defaults ?? {} });
  };
}

function common(args: NewColumnArgs) {
  if (args.title.trim() === "") throw invalidInput("title must not be empty");
  return {
    title: args.title,
    ...(args.id ? { id: args.id } : {}),
    ...(args.description ? { description: args.description } : {}),
    ...(args.after_column_id ? { afterColumnId: args.after_column_id } : {}),
  };
}

/** `defaults` comes as an object or as JSON text. */
function asDefaults(defaults: unknown): JsonObject {
  if (defaults === undefined || defaults === null) return {};
  const value = typeof defaults === "string" ? parseJson(defaults) : defaults;
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw invalidInput("defaults must be an object");
  }
  return value as JsonObject;
}

interface UpdateColumnArgs {
  board_id: string;
  id: string;
  revision: string;
  title?: string | null;
  description?: string | null;
  width?: number | null;
  settings?: unknown;
}

/** Changes a column under its optimistic lock; `change` gets the settings that were sent. */
function updateColumn(change: (board: SandboxBoard, column: SandboxColumn, settings: JsonObject) => void) {
  return (_source: unknown, args: UpdateColumnArgs, context: RequestContext): SandboxColumn => {
    const board = writableBoard(context, args.board_id);
    const column = columnOf(board, args.id);
    if (args.revision !== String(column.revision)) {
      throw platformError("REVISION_MISMATCH", "The column was changed since this revision was read", {
        status: 409,
      });
    }
    if (args.settings !== undefined && args.settings !== null) {
      if (typeof args.settings !== "object" || Array.isArray(args.settings)) {
        throw invalidInput("settings must be an object");
      }
      change(board, column, args.settings as JsonObject);
    }
    if (args.title) column.title = args.title;
    if (args.description !== undefined) column.description = args.description;
    if (args.width !== undefined) column.width = args.width;
    column.revision++;
    context.world.touch();
    return column;
  };
}

function mergeSettings(board: SandboxBoard, column: SandboxColumn, settings: JsonObject): void {
  if (column.statusLabels) {
    const inputs = labelInputsFromDefaults(settings);
    if (inputs) replaceStatus(board, column, inputs);
  } else if (column.dropdownLabels) {
    if (settings.labels !== undefined) replaceDropdown(board, column, dropdownInputsFromDefaults(settings));
  } else {
    column.settings = { ...column.settings, ...settings };
  }
}

function replaceStatus(
  board: SandboxBoard,
  column: SandboxColumn,
  inputs: readonly StatusLabelInput[],
): void {
  column.statusLabels = replaceStatusLabels(column.statusLabels ?? [], inputs, (id) =>
    isLabelUsed(board, column, id),
  );
}

function replaceDropdown(
  board: SandboxBoard,
  column: SandboxColumn,
  inputs: readonly DropdownLabelInput[],
): void {
  column.dropdownLabels = replaceDropdownLabels(column.dropdownLabels ?? [], inputs, (id) =>
    isLabelUsed(board, column, id),
  );
}

function updateTyped(type: "status" | "dropdown") {
  return updateColumn((board, column, settings) => {
    if (column.type !== type)
      throw platformError("InvalidColumnTypeException", `The column is not of type ${type}`);
    mergeSettings(board, column, settings);
  });
}

function columnOf(board: SandboxBoard, id: string): SandboxColumn {
  const column = board.columns.get(id);
  if (!column) throw columnNotFound(id);
  return column;
}

function changeMetadata(
  _source: unknown,
  args: { board_id: string; column_id: string; column_property?: string | null; value?: string | null },
  context: RequestContext,
): SandboxColumn {
  const board = writableBoard(context, args.board_id);
  const column = columnOf(board, args.column_id);
  if (args.column_property === "description") column.description = args.value ?? null;
  else {
    column.title = args.value ?? column.title;
    noteActivity(context, board.id, "update_column_name", { columnId: column.id });
  }
  column.revision++;
  context.world.touch();
  return column;
}

function deleteColumn(
  _source: unknown,
  args: { board_id: string; column_id: string },
  context: RequestContext,
): null {
  const board = writableBoard(context, args.board_id);
  if (args.column_id === "name") throw invalidInput("The name column cannot be deleted");
  removeColumn(context.world, board, args.column_id);
  noteActivity(context, board.id, "delete_column", { columnId: args.column_id });
  return null;
}

/** `settings` as an object; label columns list their labels in it. */
function settingsOf(column: SandboxColumn): JsonObject {
  if (column.statusLabels) return { labels: column.statusLabels.map((label) => ({ ...label })) };
  if (column.dropdownLabels) {
    return { ...column.settings, labels: column.dropdownLabels.map((label) => ({ ...label })) };
  }
  return column.settings;
}

/** The deprecated text form; label columns keep their older shape in it. */
function settingsText(column: SandboxColumn): string {
  if (column.statusLabels) return JSON.stringify(statusSettingsText(column.statusLabels));
  if (!column.dropdownLabels) return JSON.stringify(column.settings);
  const active = column.dropdownLabels.filter((label) => !label.is_deactivated);
  return JSON.stringify({ ...column.settings, labels: active.map(({ id, label }) => ({ id, name: label })) });
}

export const columnResolvers: ResolverMap = {
  Mutation: {
    create_column: createColumn,
    create_status_column: createTypedColumn("status"),
    create_dropdown_column: createTypedColumn("dropdown"),
    update_column: updateColumn((board, column, settings) => {
      if (
        column.type === "board_relation" &&
        settings.boardIds !== undefined &&
        !Array.isArray(settings.boardIds)
      ) {
        throw invalidInput("boardIds must be a list");
      }
      mergeSettings(board, column, settings);
    }),
    update_status_column: updateTyped("status"),
    update_dropdown_column: updateTyped("dropdown"),
    change_column_title: (
      _source: unknown,
      args: { board_id: string; column_id: string; title: string },
      context: RequestContext,
    ) => changeMetadata(_source, { ...args, column_property: "title", value: args.title }, context),
    change_column_metadata: changeMetadata,
    delete_column: deleteColumn,
  },
  Column: {
    archived: () => false,
    capabilities: () => ({ visibility: null }),
    revision: (column: SandboxColumn) => String(column.revision),
    settings: settingsOf,
    settings_str: settingsText,
    type: (column: SandboxColumn) => codecOf(column.type).type,
  },
};
