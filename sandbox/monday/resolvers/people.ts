import { noteActivity, type RequestContext, type ResolverMap, toNumber, writableBoard } from "../context.ts";
import { argumentError, platformError, unauthorized } from "../errors.ts";
import type { SandboxTag, SandboxUser } from "../model.ts";
import { STATUS_COLORS } from "../palette.ts";

const SUBSCRIBERS_MAX = 400;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

function addToBoard(
  _source: unknown,
  args: { board_id: string; user_ids: string[]; kind: "subscriber" | "owner" },
  context: RequestContext,
): SandboxUser[] {
  const board = writableBoard(context, args.board_id);
  const users = args.user_ids.map((id) => {
    const user = context.world.users.get(toNumber(id));
    if (!user) throw platformError("InvalidUserIdException", "User not found", { data: { user_id: id } });
    return user;
  });
  if (new Set([...board.subscriberIds, ...users.map((user) => user.id)]).size > SUBSCRIBERS_MAX) {
    throw platformError("RecordInvalidException", `A board takes at most ${SUBSCRIBERS_MAX} subscribers`, {
      status: 422,
    });
  }
  for (const user of users) {
    board.subscriberIds.add(user.id);
    if (args.kind === "owner") board.ownerIds.add(user.id);
    else board.ownerIds.delete(user.id);
    noteActivity(context, board.id, "subscribe");
  }
  context.world.touch();
  return users;
}

/** Takes people off a board, owners among them; whoever is not on it is passed over. */
function deleteFromBoard(
  _source: unknown,
  args: { board_id: string; user_ids: string[] },
  context: RequestContext,
): SandboxUser[] {
  const board = writableBoard(context, args.board_id);
  const users = args.user_ids.flatMap((id) => context.world.users.get(toNumber(id)) ?? []);
  for (const user of users) {
    board.subscriberIds.delete(user.id);
    board.ownerIds.delete(user.id);
    noteActivity(context, board.id, "unsubscribe");
  }
  context.world.touch();
  return users;
}

const ROLES = { GUEST: "guest", VIEW_ONLY: "view_only", MEMBER: "member", ADMIN: "admin" } as const;

/** Invited people stay pending: nobody in the stand-in accepts. */
function inviteUsers(
  _source: unknown,
  args: { emails: string[]; user_role?: keyof typeof ROLES | null },
  context: RequestContext,
) {
  if (context.user.kind !== "admin") throw unauthorized("Only admins may invite people");
  const { world, ids, nowMs } = context;
  const invited: SandboxUser[] = [];
  const errors: { message: string; code: "ERROR"; email: string }[] = [];
  for (const email of args.emails) {
    const known = [...world.users.values()].some((user) => user.email === email);
    if (known || !EMAIL.test(email)) {
      errors.push({
        email,
        code: "ERROR",
        message: known ? "The user already exists" : "Invalid email address",
      });
      continue;
    }
    const user: SandboxUser = {
      id: ids.next("user"),
      accountId: world.id,
      name: email,
      email,
      kind: ROLES[args.user_role ?? "MEMBER"],
      status: "PENDING",
      title: "",
      token: null,
      createdAtMs: nowMs,
    };
    world.users.set(user.id, user);
    invited.push(user);
  }
  world.touch();
  return { invited_users: invited, errors };
}

/** Tags belong to the account; a tag of that name is made once. */
function createOrGetTag(
  _source: unknown,
  args: { tag_name?: string | null },
  context: RequestContext,
): SandboxTag {
  const name = args.tag_name?.trim() ?? "";
  if (name === "") throw argumentError("tag_name is required");
  const { world } = context;
  const known = [...world.tags.values()].find((tag) => tag.name.toLowerCase() === name.toLowerCase());
  if (known) return known;
  const color = STATUS_COLORS[world.tags.size % STATUS_COLORS.length]?.hex ?? "#c4c4c4";
  const tag = { id: context.ids.next("tag"), name, color };
  world.tags.set(tag.id, tag);
  world.touch();
  return tag;
}

export const peopleResolvers: ResolverMap = {
  Query: {
    tags: (_source: unknown, args: { ids?: string[] | null }, { world }) => {
      const ids = args.ids?.map(toNumber);
      return [...world.tags.values()].filter((tag) => !ids || ids.includes(tag.id));
    },
  },
  Mutation: {
    add_users_to_board: addToBoard,
    delete_subscribers_from_board: deleteFromBoard,
    invite_users: inviteUsers,
    create_or_get_tag: createOrGetTag,
  },
};
