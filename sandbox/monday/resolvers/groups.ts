import {
  activeGroup,
  noteActivity,
  type RequestContext,
  type ResolverMap,
  writableBoard,
} from "../context.ts";
import { argumentError, platformError } from "../errors.ts";
import type { SandboxBoard, SandboxGroup } from "../model.ts";
import { GROUP_COLORS } from "../palette.ts";
import { activeGroups, addGroup } from "../structure.ts";

const STEP = 65_536;

interface CreateGroupArgs {
  board_id: string;
  group_name: string;
  group_color?: string | null;
  position?: string | null;
  position_relative_method?: "before_at" | "after_at" | null;
  relative_to?: string | null;
}

/** Without a position a group goes on top; `before_at` alone is the bottom and `after_at` alone the top. */
function createGroup(_source: unknown, args: CreateGroupArgs, context: RequestContext): SandboxGroup {
  const board = writableBoard(context, args.board_id);
  if (args.group_name.trim() === "") throw argumentError("group_name must not be empty");
  const color = args.group_color?.toLowerCase();
  if (color && !GROUP_COLORS.some((known) => known.hex === color)) {
    throw argumentError(`group_color ${args.group_color} is not one of the palette's hex values`);
  }
  noteActivity(context, board.id, "create_group");
  return addGroup(context, board, {
    title: args.group_name,
    position: newPosition(board, args),
    ...(color ? { color } : {}),
  });
}

function newPosition(board: SandboxBoard, args: CreateGroupArgs): number {
  const groups = activeGroups(board);
  const top = (groups[0]?.position ?? STEP) - STEP;
  const bottom = (groups.at(-1)?.position ?? 0) + STEP;
  if (args.position) return Number(args.position);
  if (!args.relative_to) return args.position_relative_method === "before_at" ? bottom : top;
  return beside(board, args.relative_to, args.position_relative_method === "before_at" ? "before" : "after");
}

function beside(board: SandboxBoard, groupId: string, side: "before" | "after"): number {
  const anchor = activeGroup(board, groupId);
  const groups = activeGroups(board);
  const index = groups.indexOf(anchor);
  const other = groups[side === "before" ? index - 1 : index + 1];
  if (other) return (anchor.position + other.position) / 2;
  return side === "before" ? anchor.position - STEP : anchor.position + STEP;
}

interface UpdateGroupArgs {
  board_id: string;
  group_id: string;
  group_attribute: "color" | "position" | "relative_position_after" | "relative_position_before" | "title";
  new_value: string;
}

function updateGroup(_source: unknown, args: UpdateGroupArgs, context: RequestContext): SandboxGroup {
  const board = writableBoard(context, args.board_id);
  const group = activeGroup(board, args.group_id);
  switch (args.group_attribute) {
    case "title":
      group.title = args.new_value;
      noteActivity(context, board.id, "update_group_name");
      break;
    case "color": {
      const color = GROUP_COLORS.find((known) => known.name === args.new_value);
      if (!color) throw argumentError(`${args.new_value} is not a group color name`);
      group.color = color.hex;
      break;
    }
    case "position":
      group.position = Number(args.new_value);
      break;
    case "relative_position_after":
      group.position = beside(board, args.new_value, "after");
      break;
    case "relative_position_before":
      group.position = beside(board, args.new_value, "before");
      break;
  }
  context.world.touch();
  return group;
}

function retireGroup(state: "archived" | "deleted") {
  return (
    _source: unknown,
    args: { board_id: string; group_id: string },
    context: RequestContext,
  ): SandboxGroup => {
    const board = writableBoard(context, args.board_id);
    const group = activeGroup(board, args.group_id);
    if (activeGroups(board).length === 1) {
      throw platformError("DeleteLastGroupException", "Cannot delete the last group of a board", {
        status: 409,
      });
    }
    for (const item of [...group.items]) context.world.retireItem(item, state);
    group.state = state;
    noteActivity(context, board.id, "delete_group");
    context.world.touch();
    return group;
  };
}

export const groupResolvers: ResolverMap = {
  Mutation: {
    create_group: createGroup,
    update_group: updateGroup,
    archive_group: retireGroup("archived"),
    delete_group: retireGroup("deleted"),
  },
};
