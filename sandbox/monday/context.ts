import type { GraphQLFieldResolver } from "graphql";
import { argumentError, boardNotFound, groupNotFound, itemNotFound, unauthorized } from "./errors.ts";
import type { LimitKeeper } from "./limits.ts";
import type { ActivityEvent, SandboxBoard, SandboxGroup, SandboxItem, SandboxUser } from "./model.ts";
import { activeGroups, type StructureDeps } from "./structure.ts";
import type { Behaviour } from "./switches.ts";
import type { AccountWorld, IdSource } from "./world.ts";

/** What all requests of the stand-in share. */
export interface Platform {
  readonly behaviour: Behaviour;
  readonly ids: IdSource;
  readonly clock: () => number;
  /** How many create_item calls were carried out, for the "fail every nth" switch. */
  creates: number;
}

/** What one request knows: who asks, in which account, and what it may cost. */
export interface RequestContext extends StructureDeps {
  readonly platform: Platform;
  readonly world: AccountWorld;
  readonly user: SandboxUser;
  readonly limits: LimitKeeper;
  readonly complexity: { before: number; query: number; after: number; reset_in_x_seconds: number };
}

/** Resolvers by type and field; sources and arguments are typed where they are written. */
export type ResolverMap = Record<string, Record<string, GraphQLFieldResolver<never, RequestContext, never>>>;

/** Reads a GraphQL id; NaN for anything that is not digits. */
export function toNumber(id: string | number | null | undefined): number {
  return typeof id === "number" ? id : id && /^\d+$/.test(id) ? Number(id) : Number.NaN;
}

/** The board if it exists, is not deleted and the user may see it. */
export function visibleBoard(context: RequestContext, id: string | number): SandboxBoard | undefined {
  const board = context.world.boards.get(toNumber(id));
  if (!board) return undefined;
  const needsInvitation = board.kind === "private" || context.user.kind === "guest";
  return needsInvitation && !board.subscriberIds.has(context.user.id) ? undefined : board;
}

/** The active board for a write, or the platform's refusal. */
export function writableBoard(context: RequestContext, id: string | number): SandboxBoard {
  const board = visibleBoard(context, id);
  if (board?.state !== "active") throw boardNotFound(id);
  if (board.permissions === "owners" && !board.ownerIds.has(context.user.id)) {
    throw unauthorized("User unauthorized to perform action");
  }
  return board;
}

/** Guests work on the boards they were invited to and make none. */
export function refuseGuest(context: RequestContext): void {
  if (context.user.kind === "guest") throw unauthorized("Guests may not perform this action");
}

/** The active item for a write, or the platform's refusal. */
export function writableItem(context: RequestContext, id: string | null | undefined): SandboxItem {
  if (!id) throw argumentError("item_id is required");
  const item = context.world.items.get(toNumber(id));
  if (item?.state !== "active") throw itemNotFound(id);
  writableBoard(context, item.boardId);
  return item;
}

export function activeGroup(board: SandboxBoard, id: string): SandboxGroup {
  const group = board.groups.find((candidate) => candidate.id === id && candidate.state === "active");
  if (!group) throw groupNotFound(id);
  return group;
}

export function topGroup(board: SandboxBoard): SandboxGroup {
  const group = activeGroups(board)[0];
  if (!group) throw groupNotFound("top_group");
  return group;
}

/** The platform's instants: whole seconds, UTC. */
export function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** One page of a list, pages counted from 1. */
export function pageOf<T>(rows: readonly T[], limit: number, page: number): T[] {
  return rows.slice((page - 1) * limit, page * limit);
}

/** Writes a line into the activity log for what the request's user did. */
export function noteActivity(
  context: RequestContext,
  boardId: number,
  event: ActivityEvent,
  about: { itemId?: number; columnId?: string } = {},
): void {
  const { user, nowMs } = context;
  context.world.activity.note({ boardId, event, userId: user.id, atMs: nowMs, ...about });
}
