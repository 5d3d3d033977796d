import { SignJWT } from "jose";
import type { FramePerson, FrameRole } from "./people.ts";

/** The app as monday knows it: numbers that appear in the token and in the context. */
export interface FrameApp {
  clientId: string;
  clientSecret: string;
  appId: number;
  appVersionId: number;
}

export interface SessionTokenOptions {
  app: FrameApp;
  account: { id: string; slug: string };
  role: FrameRole;
  person: FramePerson;
  /** Milliseconds since 1970. */
  now: number;
  /** How the token is to be wrong, if at all. */
  fault: "none" | "expired" | "wrong signature";
}

/** Lifetime of a session token. The vendor publishes none; five minutes keeps callers from caching it. */
const lifetimeSeconds = 300;

/**
 * Signs what `monday.get("sessionToken")` returns: HS256 with the app's client secret, claims under `dat`,
 * no issuer and no audience.
 */
export function mintSessionToken(options: SessionTokenOptions): Promise<string> {
  const { app, account, role, person, fault } = options;
  const nowSeconds = Math.floor(options.now / 1000);
  const secret = fault === "wrong signature" ? `${app.clientSecret}-of-another-app` : app.clientSecret;
  return new SignJWT({
    dat: {
      client_id: app.clientId,
      user_id: Number(person.id),
      account_id: Number(account.id),
      slug: account.slug,
      app_id: app.appId,
      app_version_id: app.appVersionId,
      install_id: -2,
      is_admin: role === "admin",
      is_view_only: role === "viewer",
      is_guest: role === "guest",
      user_kind: role === "viewer" ? "view_only" : role,
    },
  })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setExpirationTime(nowSeconds + (fault === "expired" ? -lifetimeSeconds : lifetimeSeconds))
    .sign(new TextEncoder().encode(secret));
}
