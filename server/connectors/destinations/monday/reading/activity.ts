import { z } from "zod";
import type { Failure } from "../../../../contract/errors.ts";
import { ok, type Result } from "../../../../contract/result.ts";
import type { Activity } from "../../../types.ts";
import type { MondayClient } from "../api/client.ts";
import { activityDocument } from "../api/documents.ts";
import { ACTIVITY_PAGE_SIZE } from "../limits.ts";
import { readUsersById } from "./users.ts";

const entrySchema = z.looseObject({
  data: z.string().nullish(),
  created_at: z.coerce.string().nullish(),
  user_id: z.coerce.string().nullish(),
});
const logsSchema = z.looseObject({
  boards: z
    .array(z.looseObject({ activity_logs: z.array(entrySchema.nullable()).nullish() }).nullable())
    .nullable(),
});

export interface ActivityInput {
  readonly boardId: string;
  readonly since: string;
  readonly itemIds: readonly string[] | null;
  readonly limit: number;
}

interface Entry extends Omit<Activity, "by"> {
  readonly userId: string | null;
}

/**
 * Who changed what on a board since then, newest first. Null when monday does not tell: the board is gone, the token
 * may not ask, or the field is not there. An entry about the board itself carries an empty item id; those are left
 * out when single items were asked for. What an entry holds beyond its user is text of an undocumented shape (facts
 * 7), so whatever is not understood is skipped over, never guessed.
 */
export async function readActivity(
  deps: { client: Pick<MondayClient, "query">; ownUserId: string },
  input: ActivityInput,
  signal: AbortSignal,
): Promise<Result<readonly Activity[] | null>> {
  const entries: Entry[] = [];
  for (let page = 1; entries.length < input.limit; page++) {
    const variables = {
      board: [input.boardId],
      since: input.since,
      items: input.itemIds,
      limit: ACTIVITY_PAGE_SIZE,
      page,
    };
    const call = { document: activityDocument, variables, boardId: input.boardId, signal };
    const read = await deps.client.query(call, logsSchema);
    if (!read.ok) return isRefusal(read.error) ? ok(null) : read;
    const logs = read.value.boards?.[0]?.activity_logs;
    if (!logs) return ok(null);
    entries.push(...logs.flatMap((log) => (log ? toEntries(log, input) : [])));
    if (logs.length < ACTIVITY_PAGE_SIZE) break;
  }
  const newest = entries.sort((a, b) => b.at.localeCompare(a.at)).slice(0, input.limit);
  return withNames(deps, newest, signal);
}

/** monday answers, but not this question. */
function isRefusal(failure: Failure): boolean {
  return ["monday.scope_missing", "monday.forbidden", "monday.unexpected", "monday.board_missing"].includes(
    failure.code,
  );
}

function toEntries(log: z.infer<typeof entrySchema>, input: ActivityInput): readonly Entry[] {
  const about = aboutOf(log.data ?? "");
  const asked = input.itemIds === null ? null : new Set(input.itemIds);
  const items = asked === null ? about.itemIds : about.itemIds.filter((id) => asked.has(id));
  // Asked for one item, an entry that names none can only be about that one.
  const [only] = input.itemIds ?? [];
  const fallback = asked === null ? [""] : asked.size === 1 && only !== undefined ? [only] : [];
  const at = instantOf(log.created_at ?? "") ?? input.since;
  const { columnId } = about;
  return (about.itemIds.length > 0 ? items : fallback).map((itemId) => ({
    itemId,
    columnId,
    at,
    userId: log.user_id ?? null,
  }));
}

const idSchema = z.union([z.string(), z.number()]).transform(String);
const dataSchema = z.looseObject({
  pulse_id: idSchema.nullish().catch(null),
  item_id: idSchema.nullish().catch(null),
  pulse_ids: z.array(idSchema).nullish().catch(null),
  pulse: z.looseObject({ id: idSchema }).nullish().catch(null),
  column_id: z.string().nullish().catch(null),
});

/** Items and column an entry is about, as far as its text says. */
function aboutOf(text: string): { itemIds: readonly string[]; columnId: string | null } {
  const parsed = dataSchema.safeParse(parseJson(text));
  if (!parsed.success) return { itemIds: [], columnId: null };
  const { pulse_id, item_id, pulse_ids, pulse, column_id } = parsed.data;
  const ids = [pulse_id, item_id, pulse?.id, ...(pulse_ids ?? [])].flatMap((id) => id ?? []);
  return { itemIds: [...new Set(ids)], columnId: column_id ?? null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Activity times are counted in tenths of microseconds (practitioners); instants in other forms are taken as well. */
function instantOf(text: string): string | null {
  const ticks = /^\d{16,18}$/.test(text) ? Number(text.slice(0, -4)) : null;
  const ms = ticks ?? (/^\d{12,14}$/.test(text) ? Number(text) : Date.parse(text));
  return Number.isFinite(ms) ? new Date(ms).toISOString() : null;
}

/** Numbers below zero and ids nobody of the account has belong to automations and integrations (not documented). */
async function withNames(
  deps: { client: Pick<MondayClient, "query">; ownUserId: string },
  entries: readonly Entry[],
  signal: AbortSignal,
): Promise<Result<readonly Activity[]>> {
  const ids = [...new Set(entries.flatMap(({ userId }) => userId ?? []))].filter((id) => /^\d+$/.test(id));
  const users = ids.length > 0 ? await readUsersById(deps.client, ids, signal) : ok([]);
  if (!users.ok) return users;
  const names = new Map(users.value.map(({ id, name }) => [id, name]));
  return ok(
    entries.map(
      ({ userId, ...entry }): Activity => ({ ...entry, by: actorOf(userId, names, deps.ownUserId) }),
    ),
  );
}

function actorOf(
  userId: string | null,
  names: ReadonlyMap<string, string>,
  ownUserId: string,
): Activity["by"] {
  if (userId === null || !/^-?\d+$/.test(userId)) return { kind: "unknown", name: null };
  const name = names.get(userId) ?? null;
  if (userId === ownUserId) return { kind: "portage", name };
  return name === null ? { kind: "automation", name: null } : { kind: "person", name };
}
