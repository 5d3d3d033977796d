import { toFailure } from "../../contract/errors.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { Role } from "../../contract/setup.ts";
import type { Scope } from "../../store/store.ts";

/** Who asks: from a verified session token. */
export interface Actor {
  readonly accountId: string;
  readonly userId: string;
  readonly role: Role;
  readonly slug: string;
}

/** One page of a list. */
export interface Listed<T> {
  readonly items: T[];
  /** Hand it back to get the next page; null at the end. */
  readonly cursor: string | null;
}

/** Looking is allowed to everybody of the account; changing anything takes an admin. */
export function requireAdmin(actor: Actor): Result<void> {
  if (actor.role === "admin") return ok(undefined);
  return err(toFailure("auth.admin_required", { message: `Role ${actor.role} may not change anything` }));
}

/** The migration within the actor's account: an id of another account names nothing there. */
export function scopeOf(actor: Actor, migrationId: string): Scope {
  return { accountId: actor.accountId, migrationId };
}

/** The same answer for what does not exist and for what belongs to another account. */
export function notFound(what: string): ReturnType<typeof err> {
  return err(toFailure("request.not_found", { message: `No such ${what} in this account` }));
}
