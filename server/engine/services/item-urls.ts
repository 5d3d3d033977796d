import type { Destination } from "../../connectors/types.ts";
import type { Result } from "../../contract/result.ts";
import type { EngineDeps } from "../deps.ts";
import type { Actor } from "./actor.ts";

export interface Urls {
  item(boardId: string, itemId: string): string;
  board(boardId: string): string;
}

/** Addresses in the actor's monday; null without access to it: lists still show, only without links. */
export async function urlMaker(deps: EngineDeps, actor: Actor): Promise<Urls | null> {
  const destination: Result<Destination> = await deps.destinations.forAccount(actor.accountId);
  if (!destination.ok) return null;
  return {
    item: (boardId, itemId) => destination.value.itemUrl(actor.slug, boardId, itemId),
    board: (boardId) => destination.value.boardUrl(actor.slug, boardId),
  };
}
