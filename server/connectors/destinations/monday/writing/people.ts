import { z } from "zod";
import { err, ok, type Result } from "../../../../contract/result.ts";
import type { MondayClient } from "../api/client.ts";
import { addUsersDocument, boardPeopleDocument, inviteUsersDocument } from "../api/documents.ts";
import { PEOPLE_PER_CALL } from "../limits.ts";
import { boardMissing } from "../reading/items.ts";
import { isAssignable, readUsersById } from "../reading/users.ts";

const idSchema = z.looseObject({ id: z.string() });
const boardPeopleSchema = z.looseObject({
  boards: z
    .array(
      z
        .looseObject({ subscribers: z.array(idSchema.nullable()), owners: z.array(idSchema.nullable()) })
        .nullable(),
    )
    .nullable(),
});

/**
 * Subscribes people to a board, which monday demands before they can be assigned. Whoever is on it already is left
 * alone: adding an owner again would make them a subscriber. Returns the ids that cannot be assigned.
 */
export async function addPeople(
  client: MondayClient,
  input: {
    boardId: string;
    userIds: readonly string[];
    /** Called, and durable, before these people are put on the board. */
    adding?: (userIds: readonly string[]) => Promise<void>;
  },
  signal: AbortSignal,
): Promise<Result<readonly string[]>> {
  const { boardId, adding } = input;
  const usable = new Set<string>();
  const wanted = [...new Set(input.userIds)];
  for (const ids of chunks(wanted)) {
    const users = await readUsersById(client, ids, signal);
    if (!users.ok) return users;
    for (const user of users.value) if (isAssignable(user)) usable.add(user.id);
  }
  const people = await readBoardPeople(client, boardId, signal);
  if (!people.ok) return people;
  const present = new Set([...people.value.subscribers, ...people.value.owners]);
  const refused = new Set(wanted.filter((id) => !usable.has(id)));
  for (const ids of chunks([...usable].filter((id) => !present.has(id)))) {
    await adding?.(ids);
    const added = await client.change(
      { document: addUsersDocument, variables: { board: boardId, users: ids }, boardId, signal },
      z.looseObject({}),
    );
    if (added.ok) continue;
    if (added.error.kind === "retryable" || added.error.kind === "needs_user") return added;
    // A full list of subscribers (400) refuses the call; these people cannot be assigned then.
    for (const id of ids) refused.add(id);
  }
  return ok([...refused]);
}

/** Subscribers and owners of a board, by user id. */
export async function readBoardPeople(
  client: MondayClient,
  boardId: string,
  signal: AbortSignal,
): Promise<Result<{ subscribers: ReadonlySet<string>; owners: ReadonlySet<string> }>> {
  const call = { document: boardPeopleDocument, variables: { ids: [boardId] }, boardId, signal };
  const read = await client.query(call, boardPeopleSchema);
  if (!read.ok) return read;
  const board = read.value.boards?.[0];
  if (!board) return err(boardMissing(boardId));
  const idsOf = (users: typeof board.owners) => new Set(users.flatMap((user) => (user ? [user.id] : [])));
  return ok({ subscribers: idsOf(board.subscribers), owners: idsOf(board.owners) });
}

const inviteSchema = z.looseObject({
  invite_users: z
    .looseObject({
      invited_users: z.array(z.looseObject({ email: z.string() }).nullable()).nullish(),
      errors: z.array(z.looseObject({ email: z.string().nullish() }).nullable()).nullish(),
    })
    .nullable(),
});

/** Invites people as members; each gets a mail from monday and stays pending until they accept. */
export async function inviteUsers(
  client: MondayClient,
  input: { emails: readonly string[]; crm: boolean },
  signal: AbortSignal,
): Promise<Result<readonly { email: string; ok: boolean }[]>> {
  const outcomes: { email: string; ok: boolean }[] = [];
  for (const emails of chunks([...new Set(input.emails)])) {
    const variables = { emails, product: input.crm ? "crm" : null };
    const sent = await client.change({ document: inviteUsersDocument, variables, signal }, inviteSchema);
    if (!sent.ok) return sent;
    const invited = sent.value.invite_users?.invited_users ?? [];
    const done = new Set(invited.flatMap((user) => (user ? [user.email.toLowerCase()] : [])));
    outcomes.push(...emails.map((email) => ({ email, ok: done.has(email.toLowerCase()) })));
  }
  return ok(outcomes);
}

function chunks(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / PEOPLE_PER_CALL) }, (_, n) =>
    ids.slice(n * PEOPLE_PER_CALL, (n + 1) * PEOPLE_PER_CALL),
  );
}
