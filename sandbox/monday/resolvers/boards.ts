import {
  activeGroup,
  isoSeconds,
  noteActivity,
  pageOf,
  type RequestContext,
  type ResolverMap,
  refuseGuest,
  toNumber,
  topGroup,
  visibleBoard,
  writableBoard,
} from "../context.ts";
import { argumentError, notFound, platformError, unauthorized } from "../errors.ts";
import type { ItemsQuery } from "../filters.ts";
import type { SandboxBoard, SandboxColumn, SandboxGroup, SandboxUser, SandboxWorkspace } from "../model.ts";
import { firstPage } from "../pages.ts";
import { activeGroups, createBoard, createWorkspace } from "../structure.ts";

interface BoardsArgs {
  ids?: string[] | null;
  workspace_ids?: (string | null)[] | null;
  board_kind?: string | null;
  hierarchy_types?: string[] | null;
  state: string;
  order_by?: "created_at" | "used_at" | null;
  limit: number;
  page: number;
}

interface CreateBoardArgs {
  board_name: string;
  board_kind: SandboxBoard["kind"];
  description?: string | null;
  workspace_id?: string | null;
  empty?: boolean | null;
  board_owner_ids?: string[] | null;
  board_subscriber_ids?: string[] | null;
  item_nickname?: { singular?: string | null } | null;
}

interface CreateWorkspaceArgs {
  name: string;
  kind: SandboxWorkspace["kind"];
  description?: string | null;
  account_product_id?: string | null;
}

/** Unknown and hidden ids are left out without an error, as on the platform. */
function boards(_source: unknown, args: BoardsArgs, context: RequestContext): SandboxBoard[] {
  const workspaceIds = args.workspace_ids?.map(toNumber);
  const candidates = args.ids
    ? args.ids.flatMap((id) => visibleBoard(context, id) ?? [])
    : [...context.world.boards.values()].filter((board) => visibleBoard(context, board.id));
  const found = candidates.filter(
    (board) =>
      (args.state === "all" || board.state === args.state) &&
      (!workspaceIds || workspaceIds.includes(board.workspaceId)) &&
      (!args.board_kind || board.kind === args.board_kind) &&
      (!args.hierarchy_types || args.hierarchy_types.includes("classic")),
  );
  if (args.order_by === "created_at") found.sort((a, b) => b.createdAtMs - a.createdAtMs || b.id - a.id);
  if (args.order_by === "used_at") found.sort((a, b) => b.updatedAtMs - a.updatedAtMs || b.id - a.id);
  return pageOf(found, args.limit, args.page);
}

function createBoardFromArgs(_source: unknown, args: CreateBoardArgs, context: RequestContext): SandboxBoard {
  refuseGuest(context);
  const { behaviour } = context.platform;
  context.limits.takeEndpoint("create_board", behaviour.createBoardsPerMinute);
  const { world } = context;
  const fallback = [...world.workspaces.values()].find((workspace) => workspace.isDefault);
  const workspace = args.workspace_id ? world.workspaces.get(toNumber(args.workspace_id)) : fallback;
  if (workspace?.state !== "active") throw notFound("Workspace", args.workspace_id ?? "");
  if (args.board_name.trim() === "") throw argumentError("board_name must not be empty");
  const people = (ids?: string[] | null) => (ids ?? []).map(toNumber).filter((id) => world.users.has(id));
  const board = createBoard(context, {
    name: args.board_name,
    workspaceId: workspace.id,
    creatorId: context.user.id,
    kind: args.board_kind,
    description: args.description ?? null,
    itemNickname: args.item_nickname?.singular ?? "item",
    ownerIds: people(args.board_owner_ids),
    subscriberIds: people(args.board_subscriber_ids),
    columns: args.empty ? behaviour.emptyBoardColumns : "name, person, status, date",
  });
  if (!args.empty) addSampleItems(context, board);
  return board;
}

function addSampleItems(context: RequestContext, board: SandboxBoard): void {
  for (const number of [1, 2, 3]) {
    context.world.insertItem(board, topGroup(board), {
      id: context.ids.next("item"),
      boardId: board.id,
      groupId: topGroup(board).id,
      name: `Item ${number}`,
      state: "active",
      rank: 0,
      createdAtMs: context.nowMs,
      updatedAtMs: context.nowMs,
      creatorId: context.user.id,
      cells: {},
      changedAtMs: null,
    });
  }
}

function updateBoard(
  _source: unknown,
  args: { board_id: string; board_attribute: string; new_value: string },
  context: RequestContext,
): string {
  const board = writableBoard(context, args.board_id);
  const before = args.board_attribute === "description" ? board.description : board.name;
  if (args.board_attribute === "name") board.name = args.new_value;
  else if (args.board_attribute === "description") board.description = args.new_value;
  else if (args.board_attribute === "item_nickname") {
    throw platformError("INTERNAL_SERVER_ERROR", "Internal server error", { status: 500 });
  }
  board.updatedAtMs = context.nowMs;
  noteActivity(context, board.id, "update_board_name");
  context.world.touch();
  return JSON.stringify({
    success: true,
    undo_data: { undo_record_id: null, action_type: "update", before },
  });
}

function retireBoard(state: "archived" | "deleted") {
  return (_source: unknown, args: { board_id: string }, context: RequestContext): SandboxBoard => {
    const board = writableBoard(context, args.board_id);
    board.state = state;
    board.updatedAtMs = context.nowMs;
    context.world.touch();
    return board;
  };
}

function createWorkspaceFromArgs(_source: unknown, args: CreateWorkspaceArgs, context: RequestContext) {
  refuseGuest(context);
  if (args.kind === "closed" && context.world.plan !== "enterprise") {
    throw unauthorized("Closed workspaces are available on the Enterprise plan only");
  }
  const { products } = context.world;
  const product =
    products.find((candidate) => String(candidate.id) === args.account_product_id) ?? products[0];
  return createWorkspace(context, {
    name: args.name,
    kind: args.kind,
    productId: product?.id ?? 0,
    ...(args.description ? { description: args.description } : {}),
  });
}

function deleteWorkspace(_source: unknown, args: { workspace_id: string }, context: RequestContext) {
  const workspace = context.world.workspaces.get(toNumber(args.workspace_id));
  if (workspace?.state !== "active") throw notFound("Workspace", args.workspace_id);
  if (workspace.isDefault) throw unauthorized("The main workspace cannot be deleted");
  workspace.state = "deleted";
  for (const board of context.world.boards.values()) {
    if (board.workspaceId === workspace.id) board.state = "deleted";
  }
  context.world.touch();
  return workspace;
}

interface PageArgs {
  limit: number;
  cursor?: string | null;
  query_params?: ItemsQuery | null;
}

const people = (ids: Iterable<number>, { world }: RequestContext): SandboxUser[] =>
  [...ids].flatMap((id) => world.users.get(id) ?? []);

export const boardResolvers: ResolverMap = {
  Query: { boards },
  Mutation: {
    create_board: createBoardFromArgs,
    update_board: updateBoard,
    archive_board: retireBoard("archived"),
    delete_board: retireBoard("deleted"),
    create_workspace: createWorkspaceFromArgs,
    delete_workspace: deleteWorkspace,
  },
  Board: {
    access_level: () => "edit",
    board_folder_id: () => null,
    board_kind: (board: SandboxBoard) => board.kind,
    columns: (
      board: SandboxBoard,
      args: { ids?: string[] | null; types?: string[] | null },
    ): SandboxColumn[] =>
      [...board.columns.values()].filter(
        (column) =>
          (!args.ids || args.ids.includes(column.id)) && (!args.types || args.types.includes(column.type)),
      ),
    communication: () => null,
    created_at: (board: SandboxBoard) => isoSeconds(board.createdAtMs),
    creator: (board: SandboxBoard, _args: unknown, { world }) => world.users.get(board.creatorId),
    groups: (board: SandboxBoard, args: { ids?: string[] | null }): SandboxGroup[] =>
      activeGroups(board).filter((group) => !args.ids || args.ids.includes(group.id)),
    hierarchy_type: () => "classic",
    item_terminology: (board: SandboxBoard) => board.itemNickname,
    items_count: (board: SandboxBoard) => board.activeItems,
    items_limit: (_board: SandboxBoard, _args: unknown, { platform }) => platform.behaviour.boardItemLimit,
    items_page: (board: SandboxBoard, args: PageArgs, context) =>
      firstPage(context, board, null, { limit: args.limit, query: args.query_params ?? null }),
    owners: (board: SandboxBoard, _args: unknown, context) => people(board.ownerIds, context),
    subscribers: (board: SandboxBoard, _args: unknown, context) => people(board.subscriberIds, context),
    tags: (_board: SandboxBoard, _args: unknown, { world }) => [...world.tags.values()],
    top_group: (board: SandboxBoard) => topGroup(board),
    type: () => "board",
    updated_at: (board: SandboxBoard) => isoSeconds(board.updatedAtMs),
    url: (board: SandboxBoard, _args: unknown, { world }) =>
      `https://${world.slug}.monday.com/boards/${board.id}`,
    workspace: (board: SandboxBoard, _args: unknown, { world }) =>
      world.workspaces.get(board.workspaceId) ?? null,
    workspace_id: (board: SandboxBoard) => board.workspaceId,
  },
  Group: {
    archived: (group: SandboxGroup) => group.state === "archived",
    deleted: (group: SandboxGroup) => group.state === "deleted",
    position: (group: SandboxGroup) => String(group.position),
    items_page: (group: SandboxGroup, args: PageArgs, context) => {
      const board = [...context.world.boards.values()].find((candidate) => candidate.groups.includes(group));
      if (!board) throw argumentError("The group has no board");
      return firstPage(context, board, activeGroup(board, group.id), {
        limit: args.limit,
        query: args.query_params ?? null,
      });
    },
  },
};
