import type { JsonValue, SandboxBoard, SandboxColumn, SandboxItem, SandboxUpdate } from "./model.ts";
import { CellView } from "./resolvers/values.ts";
import { activeGroups } from "./structure.ts";
import type { AccountWorld } from "./world.ts";

/**
 * Everything a customer can see in the account, as canonical JSON text: the same account gives the same bytes, so
 * that two pictures show whether an import was taken back completely.
 *
 * Left out is what monday keeps by itself and offers no way to take back: instants, counters of ids, the activity
 * log, the recycle bin (deleted boards, groups, columns and items), tags, which belong to the account and have no
 * mutation that deletes them, and notifications that were sent. Left out as well is what says nothing about the
 * account: revisions of columns and the log of requests.
 */
export function pictureOf(world: AccountWorld): string {
  const picture = {
    account: { id: world.id, slug: world.slug, name: world.name, plan: world.plan },
    users: byId(world.users.values()).map(({ id, name, email, kind, status, title }) => {
      return { id, name, email, kind, status, title };
    }),
    workspaces: byId(world.workspaces.values())
      .filter(({ state }) => state === "active")
      .map(({ id, name, description, kind, productId, isDefault }) => {
        return { id, name, description, kind, productId, isDefault };
      }),
    boards: byId(world.boards.values())
      .filter(
        ({ state, workspaceId }) =>
          state === "active" && world.workspaces.get(workspaceId)?.state === "active",
      )
      .map((board) => boardPicture(world, board)),
  };
  return `${JSON.stringify(picture, null, 1)}\n`;
}

function boardPicture(world: AccountWorld, board: SandboxBoard) {
  const { id, name, description, kind, workspaceId, itemNickname, permissions, creatorId } = board;
  return {
    ...{ id, name, description, kind, workspaceId, itemNickname, permissions, creatorId },
    owners: sorted(board.ownerIds),
    subscribers: sorted(board.subscriberIds),
    columns: [...board.columns.values()].map(columnPicture),
    groups: activeGroups(board).map((group) => ({
      id: group.id,
      title: group.title,
      color: group.color,
      items: group.items.map((item) => itemPicture(world, board, item)),
    })),
  };
}

function columnPicture(column: SandboxColumn) {
  const { id, type, title, description, settings, width, statusLabels, dropdownLabels, twin } = column;
  return { id, type, title, description, settings, width, statusLabels, dropdownLabels, twin };
}

function itemPicture(world: AccountWorld, board: SandboxBoard, item: SandboxItem) {
  const cells: Record<string, JsonValue> = {};
  for (const column of board.columns.values()) {
    const cell = cellPicture(world, item, column);
    if (cell !== null) cells[column.id] = cell;
  }
  return {
    id: item.id,
    name: item.name,
    creatorId: item.creatorId,
    cells,
    updates: updatesOf(world, item),
    assets: byId(world.assets.values())
      .filter(({ itemId }) => itemId === item.id)
      .map(({ id, name, bytes }) => ({ id, name, bytes })),
  };
}

/** The raw cell. Of links only those to items that are still there: others are not shown. */
function cellPicture(world: AccountWorld, item: SandboxItem, column: SandboxColumn): JsonValue {
  if (column.type === "name") return null;
  const cell = item.cells[column.id];
  if (cell === undefined) return null;
  if (column.type !== "board_relation") return cell;
  const view = new CellView(world, item, column);
  const linked = view.codec.fields(view.cell, view).linked_item_ids;
  return Array.isArray(linked) && linked.length > 0 ? linked.map(Number) : null;
}

function updatesOf(world: AccountWorld, item: SandboxItem) {
  const updates = (world.updatesByItem.get(item.id) ?? []).flatMap((id) => world.updates.get(id) ?? []);
  return byId(updates).map(({ id, parentId, creatorId, body, assetIds }: SandboxUpdate) => {
    return { id, parentId, creatorId, body, assetIds };
  });
}

function byId<T extends { readonly id: number }>(things: Iterable<T>): T[] {
  return [...things].sort((a, b) => a.id - b.id);
}

function sorted(ids: Iterable<number>): number[] {
  return [...ids].sort((a, b) => a - b);
}
