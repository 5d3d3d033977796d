import type { Failure } from "../contract/errors.ts";
import type { Plan } from "../contract/plan.ts";
import type { Result } from "../contract/result.ts";
import type { BoardView, WorkspaceView } from "../contract/setup.ts";
import type { DestinationFacts } from "../core/planning/facts.ts";
import type {
  Activity,
  BoardState,
  FoundUpdate,
  ItemsPage,
  ReadItem,
  ReadUpdate,
} from "./destination-reads.ts";
import type { BatchAnswer, Removal, SchemaHooks, SchemaObject, WriteBatch } from "./destination-writes.ts";

export interface DestinationAccount {
  readonly accountId: string;
  readonly slug: string;
  readonly plan: string;
  readonly crm: boolean;
  readonly user: { readonly id: string; readonly name: string };
}

/** One per destination account; holds the account's pacer, shared by all its runs. */
export interface Destination {
  account(signal: AbortSignal): Promise<Result<DestinationAccount>>;
  workspaces(signal: AbortSignal): Promise<Result<readonly WorkspaceView[]>>;
  boards(workspaceId: string, signal: AbortSignal): Promise<Result<readonly BoardView[]>>;
  facts(
    input: {
      workspaceId: string | null;
      contactsBoardId: string | null;
      /** Of the records that may match items of the Contacts board. */
      emails: readonly string[];
      /** Of the source's people, to find their users in accounts too large to list. */
      peopleEmails: readonly string[];
    },
    signal: AbortSignal,
  ): Promise<Result<DestinationFacts>>;
  /** Idempotent: makes what is missing of the plan's boards, groups and columns, adopts what is known. */
  ensureSchema(plan: Plan, hooks: SchemaHooks, signal: AbortSignal): Promise<Result<readonly SchemaObject[]>>;
  /** Adds people to boards before they are assigned; returns user ids that cannot be added. */
  addPeople(
    boardId: string,
    userIds: readonly string[],
    signal: AbortSignal,
    /** Called, and durable, before these people are put on the board. */
    adding?: (userIds: readonly string[]) => Promise<void>,
  ): Promise<Result<readonly string[]>>;
  invite(
    emails: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<readonly { email: string; ok: boolean }[]>>;
  write(batch: WriteBatch, signal: AbortSignal): Promise<BatchAnswer>;
  /** Best number of operations a batch should hold now, given limits and answers so far. */
  batchSize(): number;
  /** Items that carry these external ids; several ids per external id mean a double. */
  findByExternalId(
    input: { boardId: string; columnId: string; externalIds: readonly string[] },
    signal: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, readonly string[]>>>;
  /** Which of these updates their items carry (marker in the text), by external id. */
  findUpdates(
    input: { updates: readonly { itemId: string; externalId: string }[] },
    signal: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, FoundUpdate>>>;
  /** `columnIds` null: every column of the board, those of people included. */
  readItems(
    input: { boardId: string; columnIds: readonly string[] | null; cursor: string | null },
    signal: AbortSignal,
  ): Promise<Result<ItemsPage>>;
  /** Active items among at most 100 ids. */
  itemsById(
    input: { itemIds: readonly string[]; columnIds: readonly string[] | null },
    signal: AbortSignal,
  ): Promise<Result<readonly ReadItem[]>>;
  /** Boards as they are now; one that is deleted, archived or out of reach is absent. */
  boardStates(
    boardIds: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, BoardState>>>;
  /** Those of these boards that are archived: absent with all that is on them, and not gone. */
  archivedBoards(boardIds: readonly string[], signal: AbortSignal): Promise<Result<ReadonlySet<string>>>;
  /** Every update of these items (at most 100). */
  readUpdates(
    input: { itemIds: readonly string[] },
    signal: AbortSignal,
  ): Promise<Result<readonly ReadUpdate[]>>;
  /** Who changed items of a board since then, newest first, at most `limit`; null when monday does not tell. */
  activity(
    input: { boardId: string; since: string; itemIds: readonly string[] | null; limit: number },
    signal: AbortSignal,
  ): Promise<Result<readonly Activity[] | null>>;
  /**
   * Removes items of one board, how each ended by id. Safe to repeat: an item that is gone is `gone`. A failure
   * of the whole call is the error.
   */
  removeItems(
    input: {
      boardId: string;
      itemIds: readonly string[];
      /** External ids of their records by item id, as far as known: the reports of the calls name them. */
      externalIds?: Readonly<Record<string, string>>;
    },
    signal: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, Removal>>>;
  removeUpdates(
    input: {
      updateIds: readonly string[];
      /** External ids of their records by update id, for the reports of the calls. */
      externalIds?: Readonly<Record<string, string>>;
    },
    signal: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, Removal>>>;
  /**
   * Gives updates of ours the text again they were written with, marker included; answers under them stay. The same
   * text twice is the same text, so it is safe to repeat. How each ended, by id.
   */
  restoreUpdates(
    input: { updates: readonly { id: string; externalId: string; body: string }[] },
    signal: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, { ok: true } | { ok: false; error: Failure }>>>;
  /** Removes a subscriber, group, column, board or workspace Portage made. `boardId`: where it lies. */
  removeObject(
    input: { object: SchemaObject; boardId: string | null },
    signal: AbortSignal,
  ): Promise<Result<Removal>>;
  /**
   * Gives cells the raw values they had (`value` JSON as read; linked ids for connect columns; null empties them).
   * `name` is a cell too, its value the name. All cells of an item are written or none. The same values twice are
   * the same values, so it is safe to repeat. How each item ended, by id.
   */
  restoreCells(
    input: {
      boardId: string;
      items: readonly {
        itemId: string;
        /** Of its record: the reports of the calls name it. */
        externalId?: string;
        cells: Readonly<Record<string, { value: string | null; linkedItemIds?: readonly string[] }>>;
      }[];
    },
    signal: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, { ok: true } | { ok: false; error: Failure }>>>;
  itemUrl(slug: string, boardId: string, itemId: string): string;
  boardUrl(slug: string, boardId: string): string;
  /** Calls made since the start of the process, for the run's counters. */
  callsMade(): number;
}

/** Opens the destination of a monday account; the same account always gets the same instance. */
export interface Destinations {
  forAccount(accountId: string): Promise<Result<Destination>>;
}
