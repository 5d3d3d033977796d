import type { Leaving } from "./judge-item.ts";
import { isFillable } from "./surroundings.ts";

/** A board Portage made, after everything to be removed from it is gone. */
export interface MadeBoard {
  /** Items that are on it still, as far as counted. */
  readonly items: number;
  readonly groups: readonly { readonly id: string; readonly title: string }[];
  readonly columns: readonly { readonly id: string; readonly title: string; readonly type: string }[];
  /** Groups and columns Portage made there. */
  readonly ownGroups: ReadonlySet<string>;
  readonly ownColumns: ReadonlySet<string>;
}

/** Why a board Portage made stays; null when it goes. What people put into it stays with it. */
export function judgeMadeBoard(board: MadeBoard, includeTouched: boolean): Leaving | null {
  if (board.items > 0) {
    const reason =
      board.items === 1 ? "An item is on it that stays." : `${board.items} items are on it that stay.`;
    return { code: "board_in_use", reason };
  }
  return includeTouched ? null : judgeShape(board);
}

/** Whether a person has added groups or columns to a board Portage made. */
export function judgeShape(board: Omit<MadeBoard, "items">): Leaving | null {
  const column = board.columns.find(
    ({ id, type }) => isFillable(type) && type !== "subtasks" && id !== "name" && !board.ownColumns.has(id),
  );
  if (column) return { code: "board_in_use", reason: `Somebody has added the column “${column.title}”.` };
  const groups = board.groups.filter(({ id }) => !board.ownGroups.has(id));
  // A board comes with one group of its own, which stays nameless to us when the plan has none.
  const expected = board.ownGroups.size === 0 ? 1 : 0;
  if (groups.length <= expected) return null;
  const title = groups.at(-1)?.title ?? "";
  return { code: "board_in_use", reason: `Somebody has added the group “${title}”.` };
}

/** What a board of the customer holds after the cells were restored. */
export interface BoardUse {
  readonly items: number;
  /** Items with something in a column, by column id. */
  readonly filled: ReadonlyMap<string, number>;
  /** Items by group id. */
  readonly groups: ReadonlyMap<string, number>;
  /** Users in people columns. */
  readonly people: ReadonlySet<string>;
}

/** A column Portage added to a board of the customer; what a person put into it outlives the rollback. */
export function judgeColumn(
  columnId: string,
  use: BoardUse,
  options: { includeTouched: boolean; isMark: boolean },
): Leaving | null {
  const filled = use.filled.get(columnId) ?? 0;
  if (filled <= 0 || options.includeTouched || options.isMark) return null;
  const reason = filled === 1 ? "An item has something in it." : `${filled} items have something in it.`;
  return { code: "column_in_use", reason };
}

/** A group Portage added to a board of the customer. Removing it would remove the items in it. */
export function judgeGroup(groupId: string, use: BoardUse): Leaving | null {
  return (use.groups.get(groupId) ?? 0) > 0
    ? { code: "group_in_use", reason: "Items are in it that stay." }
    : null;
}

/** A person Portage put on a board of the customer. */
export function judgeSubscriber(userId: string, use: BoardUse): Leaving | null {
  return use.people.has(userId)
    ? { code: "board_in_use", reason: "The person is assigned to items that stay." }
    : null;
}

/** The workspace Portage made. */
export function judgeWorkspace(boards: readonly { readonly name: string }[]): Leaving | null {
  const [first] = boards;
  if (!first) return null;
  const others = boards.length - 1;
  const more = others === 0 ? "" : others === 1 ? " and another board" : ` and ${others} other boards`;
  const reason = `“${first.name}”${more} ${others === 0 ? "is" : "are"} in it.`;
  return { code: "workspace_in_use", reason };
}
