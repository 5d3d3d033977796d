import {
  isoSeconds,
  pageOf,
  type RequestContext,
  type ResolverMap,
  toNumber,
  writableItem,
} from "../context.ts";
import { argumentError, notFound, platformError } from "../errors.ts";
import type { SandboxBoard, SandboxItem, SandboxUpdate } from "../model.ts";
import { plainText, safeHtml } from "../update-html.ts";

const UPDATES_LIMIT_MAX = 100;

interface ListArgs {
  limit: number;
  page: number;
  ids?: string[] | null;
}

function listed(updates: readonly SandboxUpdate[], args: ListArgs): SandboxUpdate[] {
  if (args.limit > UPDATES_LIMIT_MAX) {
    throw platformError("MaxQueryLimitExceededException", `limit must not be above ${UPDATES_LIMIT_MAX}`);
  }
  const ids = args.ids?.map(toNumber);
  const newestFirst = updates.filter((update) => !ids || ids.includes(update.id)).sort((a, b) => b.id - a.id);
  return pageOf(newestFirst, args.limit, args.page);
}

function ofItem(item: SandboxItem, { world }: RequestContext): SandboxUpdate[] {
  return (world.updatesByItem.get(item.id) ?? []).flatMap((id) => {
    const update = world.updates.get(id);
    return update && update.parentId === null ? update : [];
  });
}

interface CreateArgs {
  body: string;
  item_id?: string | null;
  parent_id?: string | null;
  original_creation_date?: string | null;
  mentions_list?: { id: string; type: string }[] | null;
}

function createUpdate(_source: unknown, args: CreateArgs, context: RequestContext): SandboxUpdate {
  const parent = args.parent_id ? updateOf(context, args.parent_id) : null;
  const item = writableItem(context, parent ? String(parent.itemId) : args.item_id);
  const body = safeHtml(args.body);
  if (plainText(body).trim() === "") throw argumentError("body must not be empty");
  const update: SandboxUpdate = {
    id: context.ids.next("update"),
    itemId: item.id,
    parentId: parent?.id ?? null,
    creatorId: context.user.id,
    body,
    originalCreationDate: args.original_creation_date ?? null,
    createdAtMs: context.nowMs,
    updatedAtMs: context.nowMs,
    assetIds: [],
  };
  context.world.updates.set(update.id, update);
  const ids = context.world.updatesByItem.get(item.id) ?? [];
  ids.push(update.id);
  context.world.updatesByItem.set(item.id, ids);
  item.updatedAtMs = context.nowMs;
  notifyMentioned(context, update, args.mentions_list ?? []);
  context.world.touch();
  return update;
}

/** People named with an @ in the text, or listed, get a notification. */
function notifyMentioned(
  { world }: RequestContext,
  update: SandboxUpdate,
  mentions: readonly { id: string; type: string }[],
): void {
  const text = plainText(update.body).toLowerCase();
  const listedIds = new Set(
    mentions.filter((mention) => mention.type === "User").map(({ id }) => toNumber(id)),
  );
  for (const user of world.users.values()) {
    const [firstName = user.name] = user.name.split(" ");
    const named =
      text.includes(`@${user.name.toLowerCase()}`) || text.includes(`@${firstName.toLowerCase()}`);
    if (named || listedIds.has(user.id)) {
      world.notifications.push({ userId: user.id, reason: "mention", updateId: update.id });
    }
  }
}

function updateOf({ world }: RequestContext, id: string): SandboxUpdate {
  const update = world.updates.get(toNumber(id));
  if (!update) throw notFound("Update", id);
  return update;
}

function editUpdate(
  _source: unknown,
  args: { id: string; body: string },
  context: RequestContext,
): SandboxUpdate {
  const update = updateOf(context, args.id);
  const body = safeHtml(args.body);
  if (plainText(body).trim() === "") throw argumentError("body must not be empty");
  writableItem(context, String(update.itemId));
  update.body = body;
  update.updatedAtMs = context.nowMs;
  notifyMentioned(context, update, []);
  context.world.touch();
  return update;
}

function deleteUpdate(_source: unknown, args: { id: string }, context: RequestContext): SandboxUpdate {
  const { world } = context;
  const update = updateOf(context, args.id);
  for (const reply of repliesTo(update, context)) world.updates.delete(reply.id);
  world.updates.delete(update.id);
  const left = (world.updatesByItem.get(update.itemId) ?? []).filter((id) => world.updates.has(id));
  world.updatesByItem.set(update.itemId, left);
  world.touch();
  return update;
}

function repliesTo(update: SandboxUpdate, { world }: RequestContext): SandboxUpdate[] {
  return (world.updatesByItem.get(update.itemId) ?? []).flatMap((id) => {
    const reply = world.updates.get(id);
    return reply?.parentId === update.id ? reply : [];
  });
}

const TEXT_FIELDS: ResolverMap[string] = {
  created_at: (update: SandboxUpdate) => isoSeconds(update.createdAtMs),
  updated_at: (update: SandboxUpdate) => isoSeconds(update.updatedAtMs),
  edited_at: (update: SandboxUpdate) => isoSeconds(update.updatedAtMs),
  creator: (update: SandboxUpdate, _args: unknown, { world }) => world.users.get(update.creatorId) ?? null,
  creator_id: (update: SandboxUpdate) => String(update.creatorId),
  text_body: (update: SandboxUpdate) => plainText(update.body),
};

export const updateResolvers: ResolverMap = {
  Query: {
    updates: (_source: unknown, args: ListArgs, { world }) =>
      listed(
        [...world.updates.values()].filter((update) => update.parentId === null),
        args,
      ),
  },
  Mutation: { create_update: createUpdate, edit_update: editUpdate, delete_update: deleteUpdate },
  Item: { updates: (item: SandboxItem, args: ListArgs, context) => listed(ofItem(item, context), args) },
  Board: {
    updates: (board: SandboxBoard, args: ListArgs, context) =>
      listed(
        [...context.world.updates.values()].filter(
          (update) =>
            update.parentId === null && context.world.items.get(update.itemId)?.boardId === board.id,
        ),
        args,
      ),
  },
  Update: {
    ...TEXT_FIELDS,
    assets: (update: SandboxUpdate, _args: unknown, { world }) =>
      update.assetIds.flatMap((id) => world.assets.get(id) ?? []),
    item: (update: SandboxUpdate, _args: unknown, { world }) => world.items.get(update.itemId) ?? null,
    item_id: (update: SandboxUpdate) => String(update.itemId),
    original_creation_date: (update: SandboxUpdate) => update.originalCreationDate,
    replies: (update: SandboxUpdate, _args: unknown, context) => repliesTo(update, context),
  },
  Reply: { ...TEXT_FIELDS, kind: () => "reply" },
};
