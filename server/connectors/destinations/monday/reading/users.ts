import { z } from "zod";
import { ok, type Result } from "../../../../contract/result.ts";
import type { DestinationUser } from "../../../../core/planning/facts.ts";
import type { MondayClient } from "../api/client.ts";
import {
  type MondayDocument,
  usersByEmailDocument,
  usersByIdDocument,
  usersDocument,
} from "../api/documents.ts";
import { USERS_PAGE_SIZE, USERS_PAGES_MAX } from "../limits.ts";

const userSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  kind: z.string(),
  status: z.string(),
});
const usersSchema = z.looseObject({ users: z.array(userSchema.nullable()).nullable() });
const EVERY_STATUS = ["ACTIVE", "INACTIVE", "PENDING"];

/** Everybody in the account up to 20,000 people; in larger ones also whoever has one of these e-mail addresses. */
export async function readUsers(
  client: Pick<MondayClient, "query">,
  emails: readonly string[],
  signal: AbortSignal,
): Promise<Result<readonly DestinationUser[]>> {
  const byId = new Map<string, DestinationUser>();
  for (let page = 1; page <= USERS_PAGES_MAX; page++) {
    const users = await ask(client, usersDocument, { page, limit: USERS_PAGE_SIZE }, signal);
    if (!users.ok) return users;
    for (const user of users.value) byId.set(user.id, user);
    if (users.value.length < USERS_PAGE_SIZE) return ok([...byId.values()].filter(isPerson));
  }
  for (let at = 0; at < emails.length; at += USERS_PAGE_SIZE) {
    const asked = { emails: emails.slice(at, at + USERS_PAGE_SIZE), limit: USERS_PAGE_SIZE };
    const users = await ask(client, usersByEmailDocument, asked, signal);
    if (!users.ok) return users;
    for (const user of users.value) byId.set(user.id, user);
  }
  return ok([...byId.values()].filter(isPerson));
}

/** These users, whatever their status; unknown ids are absent. */
export function readUsersById(
  client: Pick<MondayClient, "query">,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Result<readonly DestinationUser[]>> {
  return ask(client, usersByIdDocument, { ids, limit: USERS_PAGE_SIZE }, signal);
}

/** People columns take active people who may edit; everybody else is refused (practitioner, 2026-07). */
export function isAssignable(user: DestinationUser): boolean {
  return user.status === "active" && user.kind !== "view_only" && user.kind !== "other";
}

async function ask(
  client: Pick<MondayClient, "query">,
  document: MondayDocument,
  variables: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<Result<readonly DestinationUser[]>> {
  const call = { document, variables: { ...variables, status: EVERY_STATUS }, signal };
  const read = await client.query(call, usersSchema);
  if (!read.ok) return read;
  return ok((read.value.users ?? []).flatMap((user) => (user ? [toUser(user)] : [])));
}

function toUser(user: z.infer<typeof userSchema>): DestinationUser {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    kind: kinds[user.kind.toLowerCase()] ?? "other",
    status: statuses[user.status.toUpperCase()] ?? "inactive",
  };
}

const kinds: Readonly<Record<string, DestinationUser["kind"]>> = {
  admin: "admin",
  member: "member",
  guest: "guest",
  view_only: "view_only",
};
const statuses: Readonly<Record<string, DestinationUser["status"]>> = {
  ACTIVE: "active",
  INACTIVE: "inactive",
  PENDING: "pending",
};

/** Agents and service users are kinds of their own and never own records. */
function isPerson(user: DestinationUser): boolean {
  return user.kind !== "other";
}
