import { pageOf, type RequestContext, type ResolverMap, toNumber } from "../context.ts";
import { platformError, unauthorized } from "../errors.ts";
import type { SandboxActivity, SandboxBoard } from "../model.ts";

const LIMIT_MAX = 10_000;

interface LogsArgs {
  column_ids?: (string | null)[] | null;
  from?: string | null;
  item_ids?: string[] | null;
  limit: number;
  page: number;
  to?: string | null;
  user_ids?: string[] | null;
}

/** Newest first. The platform's own entries hold values too; what is read here is who touched what. */
function activityLogs(board: SandboxBoard, args: LogsArgs, context: RequestContext): SandboxActivity[] {
  if (context.platform.behaviour.activityRefused) throw unauthorized("User unauthorized to perform action");
  if (args.limit > LIMIT_MAX) {
    throw platformError("MaxQueryLimitExceededException", `limit must not be above ${LIMIT_MAX}`);
  }
  const found = context.world.activity.find({
    boardId: board.id,
    fromMs: args.from ? Date.parse(args.from) : null,
    toMs: args.to ? Date.parse(args.to) : null,
    itemIds: args.item_ids ? new Set(args.item_ids.map(toNumber)) : null,
    columnIds: args.column_ids ? new Set(args.column_ids.flatMap((id) => id ?? [])) : null,
    userIds: args.user_ids ? new Set(args.user_ids.map(Number)) : null,
  });
  return pageOf(found, args.limit, args.page);
}

/** `data` is JSON text whose fields depend on the event. */
function dataOf(entry: SandboxActivity, { world }: RequestContext): string {
  const { boardId, itemId, columnId } = entry;
  const item = itemId === null ? undefined : world.items.get(itemId);
  const column = columnId === null ? undefined : world.boards.get(boardId)?.columns.get(columnId);
  return JSON.stringify({
    board_id: boardId,
    ...(item ? { group_id: item.groupId, pulse_id: item.id, pulse_name: item.name } : {}),
    ...(columnId === null ? {} : { column_id: columnId }),
    ...(column ? { column_type: column.type, column_title: column.title } : {}),
  });
}

export const activityResolvers: ResolverMap = {
  Board: { activity_logs: activityLogs },
  ActivityLogType: {
    account_id: (_entry: SandboxActivity, _args: unknown, { world }) => String(world.id),
    // Tenths of microseconds since 1970, as text.
    created_at: (entry: SandboxActivity) => `${entry.atMs}0000`,
    data: (entry: SandboxActivity, _args: unknown, context) => dataOf(entry, context),
    entity: (entry: SandboxActivity) => (entry.itemId === null ? "board" : "pulse"),
    id: (entry: SandboxActivity) => String(entry.id),
    user_id: (entry: SandboxActivity) => String(entry.userId),
  },
};
