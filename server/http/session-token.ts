/**
 * monday's session token: a JWT signed with the app's client secret, its claims under `dat` (monday apps facts
 * 3.1, checked 2026-11). It says who is asking and nothing about boards; it opens no door by itself.
 */
import { jwtVerify } from "jose";
import { z } from "zod";
import { toFailure } from "../contract/errors.ts";
import type { Result } from "../contract/result.ts";
import { err, ok } from "../contract/result.ts";
import type { Role } from "../contract/setup.ts";
import type { Actor } from "../engine/services/actor.ts";

export interface SessionOptions {
  readonly clientSecret: string;
  /** Tokens of other apps are refused when it is known. */
  readonly clientId: string | null;
}

/** Reads the `Authorization` header of a request. */
export type VerifySession = (authorization: string | undefined) => Promise<Result<Actor>>;

const clockToleranceSeconds = 5;

const idSchema = z.union([z.number().int(), z.string().regex(/^\d+$/)]).transform(String);
const flagSchema = z.boolean().default(false);

const claimsSchema = z.object({
  dat: z.object({
    account_id: idSchema,
    user_id: idSchema,
    slug: z.string().default(""),
    client_id: z.string().optional(),
    is_admin: flagSchema,
    is_view_only: flagSchema,
    is_guest: flagSchema,
  }),
});
type Claims = z.infer<typeof claimsSchema>["dat"];

/** The least of what the flags allow: a guest who is called an admin stays a guest. */
function toRole(claims: Claims): Role {
  if (claims.is_view_only) return "viewer";
  if (claims.is_guest) return "guest";
  return claims.is_admin ? "admin" : "member";
}

const refuse = (message: string, cause?: unknown) =>
  err(toFailure("auth.token_invalid", { message, ...(cause === undefined ? {} : { cause }) }));

/** Verifies tokens of one app. Only HS256 is accepted; `exp` is required. */
export function createSessionVerifier(deps: { now: () => number }, options: SessionOptions): VerifySession {
  const secret = new TextEncoder().encode(options.clientSecret);

  return async (authorization) => {
    const token = authorization?.replace(/^bearer\s+/i, "").trim() ?? "";
    if (token === "") return err(toFailure("auth.token_missing", { message: "no Authorization header" }));
    try {
      const { payload } = await jwtVerify(token, secret, {
        algorithms: ["HS256"],
        requiredClaims: ["exp"],
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(deps.now()),
      });
      const claims = claimsSchema.safeParse(payload);
      if (!claims.success) return refuse("the session token lacks claims");
      const { dat } = claims.data;
      if (options.clientId !== null && dat.client_id !== options.clientId) {
        return refuse("the session token belongs to another app");
      }
      return ok({ accountId: dat.account_id, userId: dat.user_id, role: toRole(dat), slug: dat.slug });
    } catch (cause) {
      // jose throws for every kind of bad token; its messages name claims, never the token.
      return refuse(cause instanceof Error ? cause.message : "not a token", cause);
    }
  };
}
