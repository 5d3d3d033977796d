import { innerSettings } from "./columns/codec.ts";
import { buildDropdownLabels, dropdownInputsFromDefaults } from "./columns/dropdown-labels.ts";
import { codecOf } from "./columns/registry.ts";
import { buildStatusLabels, defaultStatusLabels, labelInputsFromDefaults } from "./columns/status-labels.ts";
import { columnNotFound, platformError } from "./errors.ts";
import type {
  JsonObject,
  SandboxBoard,
  SandboxColumn,
  SandboxColumnType,
  SandboxGroup,
  SandboxWorkspace,
} from "./model.ts";
import { GROUP_COLORS } from "./palette.ts";
import type { AccountWorld, IdSource } from "./world.ts";

/** Rule for a column id chosen by the caller (seen live; the docs say 20 characters). */
const CUSTOM_COLUMN_ID = /^[a-z_][a-z0-9_]{0,23}$/;

export interface StructureDeps {
  world: AccountWorld;
  ids: IdSource;
  nowMs: number;
}

interface NewBoard {
  name: string;
  workspaceId: number;
  creatorId: number;
  kind?: SandboxBoard["kind"];
  description?: string | null;
  itemNickname?: string;
  ownerIds?: readonly number[];
  subscriberIds?: readonly number[];
  columns: "name" | "name, person, status, date";
}

/** Makes a board with one group, "Group Title", and the columns asked for. */
export function createBoard(deps: StructureDeps, init: NewBoard): SandboxBoard {
  const { world, ids, nowMs } = deps;
  const owners = init.ownerIds && init.ownerIds.length > 0 ? init.ownerIds : [init.creatorId];
  const board: SandboxBoard = {
    id: ids.next("board"),
    name: init.name,
    description: init.description ?? null,
    kind: init.kind ?? "public",
    state: "active",
    workspaceId: init.workspaceId,
    itemNickname: init.itemNickname ?? "item",
    permissions: "everyone",
    creatorId: init.creatorId,
    ownerIds: new Set(owners),
    subscriberIds: new Set([...owners, init.creatorId, ...(init.subscriberIds ?? [])]),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    columns: new Map(),
    reservedColumnIds: new Set(),
    groups: [],
    activeItems: 0,
  };
  world.boards.set(board.id, board);
  board.groups.push(newGroup("topics", "Group Title", 65_536, "#579bfc"));
  addColumn(deps, board, { id: "name", type: "name", title: "Name" });
  if (init.columns !== "name") {
    addColumn(deps, board, { id: "person", type: "people", title: "Person" });
    addColumn(deps, board, { id: "status", type: "status", title: "Status" });
    addColumn(deps, board, { id: "date4", type: "date", title: "Date" });
  }
  world.touch();
  return board;
}

interface NewColumn {
  type: SandboxColumnType;
  title: string;
  id?: string | null;
  description?: string | null;
  defaults?: JsonObject;
  afterColumnId?: string | null;
}

/** Adds a column with checked settings; two-way connect columns also get their far side. */
export function addColumn(deps: StructureDeps, board: SandboxBoard, init: NewColumn): SandboxColumn {
  const id = init.id ?? autoColumnId(deps.ids, init.type);
  if (init.id !== undefined && init.id !== null && init.type !== "name") checkCustomId(board, init.id);
  const codec = codecOf(init.type);
  const defaults = init.defaults ?? {};
  const column: SandboxColumn = {
    id,
    type: init.type,
    title: init.title,
    description: init.description ?? null,
    settings: codec.settings?.(defaults, deps.world) ?? {},
    revision: 1,
    width: null,
    statusLabels: init.type === "status" ? statusLabelsFrom(defaults) : null,
    dropdownLabels: init.type === "dropdown" ? dropdownLabelsFrom(defaults) : null,
    twin: null,
    reflection: false,
  };
  if (init.type === "dropdown") column.settings = dropdownSettingsFrom(defaults);
  placeColumn(board, column, init.afterColumnId ?? null);
  if (column.settings.allowCreateReflectionColumn === true) addReflection(deps, board, column);
  deps.world.touch();
  return column;
}

function statusLabelsFrom(defaults: JsonObject) {
  const inputs = labelInputsFromDefaults(innerSettings(defaults));
  return inputs ? buildStatusLabels(inputs) : defaultStatusLabels();
}

function dropdownLabelsFrom(defaults: JsonObject) {
  return buildDropdownLabels(dropdownInputsFromDefaults(innerSettings(defaults)));
}

function dropdownSettingsFrom(defaults: JsonObject): JsonObject {
  const { limit_select, label_limit_count } = innerSettings(defaults);
  return {
    ...(limit_select === undefined || limit_select === null ? {} : { limit_select }),
    ...(label_limit_count === undefined || label_limit_count === null ? {} : { label_limit_count }),
  };
}

function placeColumn(board: SandboxBoard, column: SandboxColumn, afterColumnId: string | null): void {
  if (afterColumnId === null) {
    board.columns.set(column.id, column);
    return;
  }
  if (!board.columns.has(afterColumnId)) throw columnNotFound(afterColumnId);
  const ordered = [...board.columns.values()].flatMap((known) =>
    known.id === afterColumnId ? [known, column] : [known],
  );
  board.columns = new Map(ordered.map((known) => [known.id, known]));
}

/** The far side of a two-way column: a relation column on the other board that fills itself. */
function addReflection(deps: StructureDeps, board: SandboxBoard, column: SandboxColumn): void {
  const boardIds = column.settings.boardIds;
  const farBoard = deps.world.boards.get(Array.isArray(boardIds) ? Number(boardIds[0]) : 0);
  if (!farBoard) return;
  const far = addColumn(deps, farBoard, {
    type: "board_relation",
    title: board.name,
    defaults: { boardIds: [board.id], allowMultipleItems: true },
  });
  far.reflection = true;
  far.twin = { boardId: board.id, columnId: column.id };
  column.twin = { boardId: farBoard.id, columnId: far.id };
}

function checkCustomId(board: SandboxBoard, id: string): void {
  if (!CUSTOM_COLUMN_ID.test(id)) {
    throw platformError(
      "InvalidColumnIdException",
      "Column id must be 1-24 characters of a-z, 0-9 and underscore, and must not start with a digit",
      { data: { column_id: id } },
    );
  }
  if (board.columns.has(id) || board.reservedColumnIds.has(id)) {
    throw platformError(
      "InvalidColumnIdException",
      "A column with this id already exists or existed on the board",
      {
        data: { column_id: id },
      },
    );
  }
}

function autoColumnId(ids: IdSource, type: SandboxColumnType): string {
  const prefix = { status: "color", numbers: "numeric", people: "multiple_person" }[String(type)] ?? type;
  return `${prefix}_mk${ids.next("column").toString(36)}`;
}

/** Removes a column and its values; its id stays reserved. */
export function removeColumn(world: AccountWorld, board: SandboxBoard, columnId: string): SandboxColumn {
  const column = board.columns.get(columnId);
  if (!column) throw columnNotFound(columnId);
  board.columns.delete(columnId);
  board.reservedColumnIds.add(columnId);
  world.index.dropColumn(board.id, columnId);
  for (const group of board.groups) for (const item of group.items) delete item.cells[columnId];
  world.columnsDeleted.push({ boardId: board.id, columnId });
  if (column.twin) unpair(world, column.twin);
  world.touch();
  return column;
}

function unpair(world: AccountWorld, twin: { boardId: number; columnId: string }): void {
  const far = world.boards.get(twin.boardId);
  const column = far?.columns.get(twin.columnId);
  if (!far || !column) return;
  column.twin = null;
  if (column.reflection) removeColumn(world, far, column.id);
}

function newGroup(id: string, title: string, position: number, color: string): SandboxGroup {
  return { id, title, color, position, state: "active", items: [] };
}

/** Active groups, top first. */
export function activeGroups(board: SandboxBoard): SandboxGroup[] {
  return board.groups.filter((group) => group.state === "active").sort((a, b) => a.position - b.position);
}

/** Adds a group at a place; the id is made from the title, as the platform does. */
export function addGroup(
  deps: StructureDeps,
  board: SandboxBoard,
  init: { title: string; color?: string; position: number },
): SandboxGroup {
  const slug = init.title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .slice(0, 12);
  const id = `group_mk${deps.ids.next("group").toString(36)}${slug === "" || slug === "_" ? "" : `_${slug}`}`;
  const color = init.color ?? GROUP_COLORS[board.groups.length % GROUP_COLORS.length]?.hex ?? "#579bfc";
  const group = newGroup(id, init.title, init.position, color);
  board.groups.push(group);
  deps.world.touch();
  return group;
}

export function createWorkspace(
  deps: StructureDeps,
  init: {
    name: string;
    productId: number;
    kind?: SandboxWorkspace["kind"];
    description?: string;
    isDefault?: boolean;
  },
): SandboxWorkspace {
  const workspace: SandboxWorkspace = {
    id: deps.ids.next("workspace"),
    name: init.name,
    description: init.description ?? null,
    kind: init.kind ?? "open",
    state: "active",
    productId: init.productId,
    isDefault: init.isDefault ?? false,
    createdAtMs: deps.nowMs,
  };
  deps.world.workspaces.set(workspace.id, workspace);
  deps.world.touch();
  return workspace;
}
