import type { Destination } from "../../connectors/types.ts";
import { toFailure } from "../../contract/errors.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { BoardView, Me, WorkspaceView } from "../../contract/setup.ts";
import type { EngineDeps } from "../deps.ts";
import type { Actor, Listed } from "./actor.ts";

/** Who is asking, what they may do, and whether Portage can work in their monday account. */
export async function getMe(
  deps: EngineDeps,
  actor: Actor,
  input: { signal: AbortSignal },
): Promise<Result<Me>> {
  return ok({
    account: { id: actor.accountId, slug: actor.slug },
    user: { id: actor.userId, role: actor.role },
    mayChange: actor.role === "admin",
    monday: await mondayOf(deps, actor, input.signal),
  });
}

async function mondayOf(deps: EngineDeps, actor: Actor, signal: AbortSignal): Promise<Me["monday"]> {
  const destination = await deps.destinations.forAccount(actor.accountId);
  const account = destination.ok ? await destination.value.account(signal) : destination;
  if (!account.ok) {
    const { code, userMessage, remedy } = account.error;
    return { connected: false, code, userMessage, remedy };
  }
  if (account.value.accountId !== actor.accountId) {
    const message = "The token belongs to another account";
    const { code, userMessage, remedy } = toFailure("monday.token_of_other_account", { message });
    return { connected: false, code, userMessage, remedy };
  }
  const { plan, crm, user } = account.value;
  return { connected: true, plan, crm, actingAs: { id: user.id, name: user.name } };
}

/** Workspaces of the account that are active, as monday lists them. */
export async function listWorkspaces(
  deps: EngineDeps,
  actor: Actor,
  input: { signal: AbortSignal },
): Promise<Result<Listed<WorkspaceView>>> {
  return inDestination(deps, actor, (destination) => destination.workspaces(input.signal));
}

/** Boards of a workspace, with how much each looks like a board of contacts. */
export async function listBoards(
  deps: EngineDeps,
  actor: Actor,
  input: { workspaceId: string; signal: AbortSignal },
): Promise<Result<Listed<BoardView>>> {
  return inDestination(deps, actor, (destination) => destination.boards(input.workspaceId, input.signal));
}

async function inDestination<T>(
  deps: EngineDeps,
  actor: Actor,
  read: (destination: Destination) => Promise<Result<readonly T[]>>,
): Promise<Result<Listed<T>>> {
  const destination = await deps.destinations.forAccount(actor.accountId);
  if (!destination.ok) return err(destination.error);
  const found = await read(destination.value);
  return found.ok ? ok({ items: [...found.value], cursor: null }) : found;
}
