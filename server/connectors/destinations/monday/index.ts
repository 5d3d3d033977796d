import type { Failure } from "../../../contract/errors.ts";
import { toFailure } from "../../../contract/errors.ts";
import { err, ok, type Result } from "../../../contract/result.ts";
import type { Destination, Destinations, ReportCall } from "../../types.ts";
import { createMondayClient, type MondayClient } from "./api/client.ts";
import { createTransport } from "./api/transport.ts";
import { createBatchSizer } from "./pacing/batch-size.ts";
import { createBoardLocks } from "./pacing/board-locks.ts";
import { createCostBook } from "./pacing/cost-book.ts";
import { createPacer } from "./pacing/pacer.ts";
import { type MondayAccount, readAccount } from "./reading/account.ts";
import { readActivity } from "./reading/activity.ts";
import { readArchivedBoards, readBoardStates } from "./reading/board-states.ts";
import { readBoards, readWorkspaces } from "./reading/boards.ts";
import { readFacts } from "./reading/facts.ts";
import { readItems, readItemsById } from "./reading/items.ts";
import { findByExternalId, findUpdates } from "./reading/lookups.ts";
import { readUpdates } from "./reading/updates.ts";
import { removeItems } from "./removing/remove-items.ts";
import { removeObject } from "./removing/remove-object.ts";
import { removeUpdates } from "./removing/remove-updates.ts";
import { restoreCells } from "./removing/restore-cells.ts";
import { restoreUpdates } from "./removing/restore-updates.ts";
import { createColumnIds } from "./schema/column-ids.ts";
import { ensureSchema } from "./schema/ensure-schema.ts";
import {
  toPlannedItem,
  translateFind,
  translateReadItems,
  translateRestore,
  translateWrite,
} from "./schema/translated.ts";
import { addPeople, inviteUsers } from "./writing/people.ts";
import { createTags } from "./writing/tags.ts";
import { createWriter } from "./writing/write.ts";

export { mondayDocuments } from "./documents.ts";

export interface MondayDeps {
  /** The only address the token is ever sent to. */
  readonly apiUrl: string;
  /** `YYYY-MM`; each call names it, because monday's default moves every quarter. */
  readonly apiVersion: string;
  /** Token of one monday account, or null when this installation has none. */
  readonly token: string | null;
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1, for the jitter of pauses. */
  readonly random: () => number;
  /** Told of every call that was made. */
  readonly reportCall?: ReportCall;
  readonly logger?: { warn(fields: object, message?: string): void };
}

export interface MondayDestinations extends Destinations {
  /** Closes idle connections. */
  close(): Promise<void>;
}

/**
 * monday as a destination. A token belongs to one account: asking for any other is refused. Everything that talks
 * to the account shares one pacer.
 */
export function createMondayDestinations(deps: MondayDeps): MondayDestinations {
  const { token } = deps;
  if (token === null) {
    const missing = toFailure("monday.not_connected", {
      message: "No monday token is set for this installation",
    });
    return { forAccount: async () => err(missing), close: async () => undefined };
  }
  const transport = createTransport({ ...deps, token });
  const pacer = createPacer(deps);
  const costs = createCostBook();
  const client = createMondayClient({ ...deps, transport, pacer, costs, locks: createBoardLocks() });
  let opened: Promise<Result<{ account: MondayAccount; destination: Destination }>> | null = null;

  async function open(): Promise<Result<{ account: MondayAccount; destination: Destination }>> {
    const account = await readAccount(client, new AbortController().signal);
    if (!account.ok) return account;
    const destination = createDestination({ ...deps, client, pacer, costs, account: account.value });
    return ok({ account: account.value, destination });
  }

  return {
    async forAccount(accountId) {
      opened ??= open();
      const result = await opened;
      if (!result.ok) {
        // Asked again next time: a failed sign-in must not outlive its cause.
        opened = null;
        deps.logger?.warn({ event: "monday.sign_in_failed", code: result.error.code });
        return result;
      }
      if (result.value.account.accountId !== accountId) return err(tokenOfOther());
      return ok(result.value.destination);
    },
    close: () => transport.close(),
  };
}

function tokenOfOther(): Failure {
  return toFailure("monday.token_of_other_account", {
    message: "The token belongs to another monday account",
  });
}

interface DestinationDeps extends Pick<MondayDeps, "now" | "sleep"> {
  readonly client: MondayClient;
  readonly pacer: ReturnType<typeof createPacer>;
  readonly costs: ReturnType<typeof createCostBook>;
  /** As read when the token was first used; plan and products may change, the account cannot. */
  readonly account: MondayAccount;
}

function createDestination({ client, pacer, costs, account, now, sleep }: DestinationDeps): Destination {
  const sizer = createBatchSizer();
  const columnIds = createColumnIds();
  const write = createWriter({ client, tags: createTags(client), sizer });
  const batchSize = () =>
    sizer.size({
      complexityPerMinute: pacer.limits().complexityPerMinute,
      complexityPerWrite: costs.expect("mutation", "create_item", 1),
      room: pacer.room(),
    });

  return {
    account: (signal) => readAccount(client, signal),
    async workspaces(signal) {
      const found = await readWorkspaces(client, signal);
      return found.ok ? ok(found.value.map(({ id, name, crm }) => ({ id, name, crm }))) : found;
    },
    boards: (workspaceId, signal) => readBoards(client, workspaceId, signal),
    facts: (input, signal) => readFacts({ client, pacer, costs, batchSize }, account, input, signal),
    ensureSchema: (plan, hooks, signal) =>
      ensureSchema({ client, columnIds, crmProductId: account.crmProductId }, plan, hooks, signal),
    addPeople: (boardId, userIds, signal, adding) =>
      addPeople(client, { boardId, userIds, ...(adding ? { adding } : {}) }, signal),
    invite: (emails, signal) => inviteUsers(client, { emails, crm: account.crm }, signal),
    write: translateWrite(columnIds, write),
    batchSize,
    findByExternalId: translateFind(columnIds, (input, signal) => findByExternalId(client, input, signal)),
    findUpdates: (input, signal) => findUpdates(client, input, signal),
    readItems: translateReadItems(columnIds, (input, signal) => readItems(client, input, signal)),
    async itemsById({ itemIds, columnIds: asked }, signal) {
      if (asked === null) return readItemsById(client, { itemIds, columnIds: null }, signal);
      const real = asked.flatMap((planned) => [planned, ...columnIds.anywhere(planned)]);
      const read = await readItemsById(client, { itemIds, columnIds: [...new Set(real)] }, signal);
      return read.ok ? ok(read.value.map((item) => toPlannedItem(columnIds, asked, item))) : read;
    },
    boardStates: (boardIds, signal) => readBoardStates(client, boardIds, signal),
    archivedBoards: (boardIds, signal) => readArchivedBoards(client, boardIds, signal),
    readUpdates: (input, signal) => readUpdates(client, input, signal),
    activity: (input, signal) => readActivity({ client, ownUserId: account.user.id }, input, signal),
    removeItems: (input, signal) => removeItems({ client, now, sleep }, input, signal),
    removeUpdates: (input, signal) => removeUpdates(client, input, signal),
    restoreUpdates: (input, signal) => restoreUpdates(client, input, signal),
    removeObject: (input, signal) => removeObject(client, input, signal),
    restoreCells: translateRestore(columnIds, (input, signal) => restoreCells(client, input, signal)),
    itemUrl: (slug, boardId, itemId) => `https://${slug}.monday.com/boards/${boardId}/pulses/${itemId}`,
    boardUrl: (slug, boardId) => `https://${slug}.monday.com/boards/${boardId}`,
    callsMade: () => client.callsMade(),
  };
}
