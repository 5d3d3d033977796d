import { platformError } from "../errors.ts";
import type { Cell, JsonObject, SandboxItem } from "../model.ts";
import type { AccountWorld } from "../world.ts";
import {
  CLEAR,
  type ColumnCodec,
  expectObject,
  idsOf,
  invalidValue,
  KEEP,
  type WriteContext,
} from "./codec.ts";

/** A relation cell is the list of linked item ids; `text` and `value` are always null. */
export const relationCodec: ColumnCodec = {
  type: "board_relation",
  typename: "BoardRelationValue",
  settings: (defaults, world) => relationSettings(defaults, world),
  parse(value, context) {
    const ids = expectObject(value, context).item_ids;
    if (!Array.isArray(ids)) throw invalidValue(context, value, 'expected {"item_ids": […]}');
    const unique = [...new Set(ids.map(Number))];
    checkTargets(unique, context);
    if (context.creating && context.dropRelationsOnCreate) return KEEP;
    return unique.length === 0 ? CLEAR : unique;
  },
  emptyText: null,
  text: () => null,
  raw: () => null,
  fields(cell, { world }) {
    const linked = linkedItems(world, cell);
    return {
      linked_item_ids: linked.map((item) => item.id),
      linked_items: linked,
      display_value: linked.map((item) => item.name).join(", "),
    };
  },
  stored(context, item, before, after) {
    const { twin } = context.column;
    if (!twin) return;
    const had = new Set(idsOf(before));
    const has = new Set(idsOf(after));
    for (const id of has) if (!had.has(id)) reflect(context.world, twin.columnId, id, item.id, true);
    for (const id of had) if (!has.has(id)) reflect(context.world, twin.columnId, id, item.id, false);
  },
};

function relationSettings(defaults: JsonObject, world: AccountWorld): JsonObject {
  const boardIds = defaults.boardIds;
  if (!Array.isArray(boardIds) || boardIds.length === 0) {
    throw platformError("INVALID_ARGUMENT_EXCEPTION", "boardIds must NOT have fewer than 1 items");
  }
  const ids = boardIds.map(Number);
  for (const id of ids) {
    if (world.boards.get(id)?.state !== "active") {
      throw platformError("INVALID_ARGUMENT_EXCEPTION", "One or more boards to connect do not exist", {
        data: { board_id: String(id) },
      });
    }
  }
  return {
    boardIds: ids,
    allowMultipleItems: defaults.allowMultipleItems !== false,
    allowCreateReflectionColumn: defaults.allowCreateReflectionColumn === true,
  };
}

function checkTargets(ids: readonly number[], context: WriteContext): void {
  const { settings } = context.column;
  const boardIds = settings.boardIds;
  const allowed = new Set(Array.isArray(boardIds) ? boardIds.map(Number) : []);
  for (const id of ids) {
    const target = context.world.items.get(id);
    if (
      !target ||
      target.state === "deleted" ||
      !isOnBoard(context.world, target) ||
      !allowed.has(target.boardId)
    ) {
      throw invalidValue(context, [...ids], "Link to item out of connected boards or item does not exist", {
        item_id: String(id),
      });
    }
  }
  if (settings.allowMultipleItems === false && ids.length > 1) {
    throw invalidValue(context, [...ids], "this column takes one item only");
  }
}

function linkedItems(world: AccountWorld, cell: Cell | undefined): SandboxItem[] {
  return idsOf(cell).flatMap((id) => {
    const item = world.items.get(id);
    return item && isActive(world, item) ? item : [];
  });
}

/** Items of a deleted or archived board are as good as deleted: nobody sees a link to them. */
function isActive(world: AccountWorld, item: SandboxItem): boolean {
  return item.state === "active" && isOnBoard(world, item);
}

function isOnBoard(world: AccountWorld, item: SandboxItem): boolean {
  return world.boards.get(item.boardId)?.state === "active";
}

/** Adds or removes one link on the far side of a two-way column. */
function reflect(
  world: AccountWorld,
  columnId: string,
  targetId: number,
  itemId: number,
  linked: boolean,
): void {
  const target = world.items.get(targetId);
  if (!target) return;
  const others = idsOf(target.cells[columnId]).filter((id) => id !== itemId);
  const next = linked ? [...others, itemId] : others;
  if (next.length > 0) target.cells[columnId] = next;
  else delete target.cells[columnId];
}
