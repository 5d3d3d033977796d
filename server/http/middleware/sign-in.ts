import type { Request, RequestHandler } from "express";
import { FailureError, toFailure } from "../../contract/errors.ts";
import type { Actor } from "../../engine/services/actor.ts";
import type { VerifySession } from "../session-token.ts";

const actors = new WeakMap<Request, Actor>();

/** Verifies the session token of each request; what comes after may ask who it is. */
export function signIn(verify: VerifySession): RequestHandler {
  return async (req, _res, next) => {
    const actor = await verify(req.get("authorization"));
    if (!actor.ok) throw new FailureError(actor.error);
    actors.set(req, actor.value);
    next();
  };
}

/** Who sent this request. Throws a sign-in failure when nobody was asked to sign in, which is a wiring mistake. */
export function actorOf(req: Request): Actor {
  const actor = actors.get(req);
  if (actor === undefined) {
    throw new FailureError(toFailure("auth.token_missing", { message: "the route is not behind sign-in" }));
  }
  return actor;
}
