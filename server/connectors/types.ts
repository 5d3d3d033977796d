/**
 * The two seams of Portage. A source reads, a destination writes; the engine knows both only through this file.
 * Adding a source means one folder, one blueprint and one line in `registry.ts`.
 */

import type { Failure } from "../contract/errors.ts";
import type { NotMoving, SourceFinding } from "../contract/inventory.ts";
import type { Plan } from "../contract/plan.ts";
import type { Result } from "../contract/result.ts";
import type { BoardView, SourceView, WorkspaceView } from "../contract/setup.ts";
import type { TypedValue } from "../contract/values.ts";
import type { DestinationFacts } from "../core/planning/facts.ts";
import type { MatchKey, SourceRecord, StreamDefinition } from "../core/records.ts";

/* ------------------------------------------------------------------- calls */

/** One call to a vendor as it ended, for the audit trail. Holds ids, counts and codes, never a customer's value. */
export interface CallReport {
  readonly system: "source" | "destination";
  /** Name of the call: the operation of the document, the source's method. */
  readonly operation: string;
  /** Whether it may have changed something there. */
  readonly writes: boolean;
  readonly boardId: string | null;
  /** External ids of the records in the call, as far as it is about single records. */
  readonly records: readonly string[];
  readonly requestId: string | null;
  /** `ok`, `partial` (some of several writes failed), `lost` (the answer never came), or the code of the failure. */
  readonly outcome: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** Called after every call, in the asynchronous context of whoever made it (`engine/call-log.ts`). */
export type ReportCall = (report: CallReport) => void;

/* ------------------------------------------------------------------ source */

/** Access data as the user gave it, by field name. Never logged, stored encrypted. */
export type Credentials = Readonly<Record<string, string>>;

export interface SourceAccount {
  /** Stable name of the source account without a secret (a hash prefix of the key is fine). */
  readonly label: string;
  readonly planText: string;
  /** Counts the source declares, by stream; null when it does not say. */
  readonly counts: Readonly<Record<string, number | null>>;
  readonly callsLeftText: string;
  readonly timezone: string | null;
}

export interface Cost {
  readonly calls: number;
  readonly hours: number;
}

/** One pass over a source method. `enrich` passes visit records that an earlier pass staged and complete them. */
export interface ReadStep {
  readonly id: string;
  readonly title: string;
  readonly kind: "list" | "enrich";
  /** Streams whose records the step yields. */
  readonly streams: readonly string[];
  /** Read only when the admin chose this option. */
  readonly option: string | null;
}

export interface SourcePage {
  readonly records: readonly SourceRecord[];
  /** Opaque JSON text: hand it back to go on after this page. */
  readonly checkpoint: string;
  /** Records of this step so far, and in all when known. */
  readonly done: number;
  readonly total: number | null;
  readonly findings: readonly SourceFinding[];
  readonly calls: number;
}

/** Records staged so far, in a stable order; what enrich steps walk over. */
export interface SnapshotReader {
  page(
    stream: string,
    afterSeq: number,
    limit: number,
  ): Promise<readonly { seq: number; record: SourceRecord }[]>;
  count(stream: string): Promise<number>;
}

export interface ReadContext {
  readonly options: Readonly<Record<string, boolean>>;
  readonly snapshot: SnapshotReader;
  readonly signal: AbortSignal;
}

/**
 * Fixed-window call budget, persisted, shared by all runs that use the same key (bizstim facts 5).
 * `take` never waits: it grants or says when to come back.
 */
export interface SourceBudgets {
  take(input: {
    bucket: string;
    limit: number;
    windowMs: number;
  }): Promise<{ granted: true } | { granted: false; retryAfterMs: number }>;
  /** The source itself said the window is used up. */
  exhaust(input: { bucket: string; windowMs: number }): Promise<{ retryAfterMs: number }>;
  left(input: { bucket: string; limit: number; windowMs: number }): Promise<number>;
}

/** A stream computed from staged records of other streams (service groups, assignments). */
export interface DerivedStream {
  readonly stream: StreamDefinition;
  readonly from: readonly string[];
  /** Ids of the derived records this record contributes to (none: []). */
  idsOf(record: SourceRecord): readonly string[];
  /** Folds one source record into a derived one; must not depend on the order of records. */
  fold(current: SourceRecord | null, record: SourceRecord, id: string): SourceRecord;
  /** Contradictions found while folding (a group whose services disagree on its name). */
  findings?(record: SourceRecord): readonly SourceFinding[];
}

export interface Source {
  /** Live check: reachable, key accepted, plan good enough. Makes a handful of calls. */
  check(signal: AbortSignal): Promise<Result<SourceAccount>>;
  /**
   * Whether these records, read earlier, are of the account the access opens. True also when the sample says nothing
   * about whose it is. Makes a handful of calls.
   */
  recognises(sample: readonly SourceRecord[], signal: AbortSignal): Promise<Result<boolean>>;
  /** Cost of reading everything once, and of each option, from declared counts. */
  cost(counts: Readonly<Record<string, number | null>>): {
    base: Cost;
    options: Readonly<Record<string, Cost>>;
  };
  readonly streams: readonly StreamDefinition[];
  readonly steps: readonly ReadStep[];
  readonly derived: readonly DerivedStream[];
  /**
   * Yields bounded pages after `checkpoint` (null: from the start). A failure ends the iteration; reading again
   * from the last checkpoint continues. `source.throttled` carries `retryAfterMs`.
   */
  read(stepId: string, checkpoint: string | null, context: ReadContext): AsyncIterable<Result<SourcePage>>;
  matchKeys(record: SourceRecord): readonly MatchKey[];
  /** Things that exist in the source and cannot move or cannot even be seen, as far as the snapshot shows. */
  notMoving(snapshot: SnapshotReader): Promise<readonly NotMoving[]>;
  /** Page of a record in the source's own application; absent or null where it has none that is known. */
  recordUrl?(record: Pick<SourceRecord, "stream" | "id">): string | null;
  /** How the people of this source show in the inventory: streams that hold persons. */
  readonly peopleStreams: readonly string[];
}

export interface SourceDeps {
  readonly budgets: SourceBudgets;
  readonly now: () => number;
  readonly reportCall?: ReportCall;
}

export interface SourceConnector {
  readonly kind: string;
  /** What the Connect screen shows. */
  readonly view: SourceView;
  readonly streams: readonly StreamDefinition[];
  open(deps: SourceDeps, credentials: Credentials): Source;
}

/* ------------------------------------------------------------- destination */

/**
 * A thing Portage made in the destination, or adopted: workspace, board, group, column, a person put on a board
 * that was there before.
 */
export interface SchemaObject {
  readonly kind: "workspace" | "board" | "group" | "column" | "subscriber";
  /**
   * `clients`, `clients/group:active`, `clients/email`, `clients/person:7`. The far side of a two-way column is
   * `sessions/client~far` with `{"boardId": …}` in its detail; a column that was made anew leaves
   * `clients/email~<old id>` behind.
   */
  readonly key: string;
  readonly id: string;
  /** False when it existed before: never changed, never removed. */
  readonly created: boolean;
  /** Column settings as read back (label ids, unit), board url, id of the board where the key does not tell it … JSON. */
  readonly detail: string | null;
}

export interface SchemaHooks {
  /** Objects already known for this migration. */
  readonly known: readonly SchemaObject[];
  /** Called, and durable, before the next object is made. */
  save(object: SchemaObject): Promise<void>;
  progress(done: number, total: number): void;
}

export type WriteOperation =
  | {
      readonly kind: "create_item";
      readonly externalId: string;
      readonly groupId: string | null;
      readonly name: string;
      /** By column id. Relations are resolved to item ids already. */
      readonly values: Readonly<Record<string, TypedValue>>;
    }
  | {
      readonly kind: "update_item";
      readonly externalId: string;
      readonly itemId: string;
      readonly name: string | null;
      readonly values: Readonly<Record<string, TypedValue | null>>;
    }
  | {
      readonly kind: "create_update";
      readonly externalId: string;
      readonly itemId: string;
      /** Plain text; the destination escapes it and defuses mentions. */
      readonly body: string;
      /** `YYYY-MM-DD` when the source knows it. */
      readonly writtenOn: string | null;
    };

export interface WriteBatch {
  readonly boardId: string;
  readonly externalIdColumnId: string;
  /** Stable for the same operations: resending under it within 30 minutes has no second effect (facts 2.3). */
  readonly idempotencyKey: string;
  readonly operations: readonly WriteOperation[];
}

export type OperationResult =
  | {
      readonly ok: true;
      readonly id: string /** Columns monday dropped silently even after a second try. */;
      readonly dropped: readonly string[];
    }
  | { readonly ok: false; readonly error: Failure };

/**
 * answered: every operation has its result, in order. refused: nothing was executed (rate limit, sign-in, lock).
 * doubtful: it may or may not have been executed; look up before sending again.
 */
export type BatchAnswer =
  | { readonly kind: "answered"; readonly results: readonly OperationResult[]; readonly replayed: boolean }
  | { readonly kind: "refused"; readonly error: Failure }
  | { readonly kind: "doubtful"; readonly error: Failure };

export interface ReadItem {
  readonly id: string;
  /** Absent where the board is the one that was asked for. */
  readonly boardId?: string;
  readonly name: string;
  readonly groupId: string | null;
  readonly updatedAt: string | null;
  /** By column id: `text` and the raw `value` JSON; linked item ids of connect columns. All columns when `columnIds` was null. */
  readonly values: Readonly<
    Record<string, { text: string | null; value: string | null; linkedItemIds?: readonly string[] }>
  >;
}

export interface ItemsPage {
  readonly items: readonly ReadItem[];
  /** Valid 60 minutes in monday; null at the end. */
  readonly cursor: string | null;
}

/** How the removal of one thing ended; `gone`: it was not there any more. */
export type Removal =
  | { readonly kind: "removed" | "gone" }
  | { readonly kind: "refused"; readonly error: Failure };

/** A board as it is now. */
export interface BoardState {
  readonly id: string;
  readonly name: string;
  readonly workspaceId: string | null;
  readonly groups: readonly { readonly id: string; readonly title: string }[];
  readonly columns: readonly {
    readonly id: string;
    readonly title: string;
    readonly type: string;
    /** Boards a connect column points to. */
    readonly linkedBoardIds?: readonly string[];
  }[];
  /** Null when monday does not say. */
  readonly itemsCount: number | null;
}

/** An update (comment) of an item. */
export interface ReadUpdate {
  readonly id: string;
  readonly itemId: string;
  /** Ours: the external id in its marker; null for everybody else's. */
  readonly externalId: string | null;
  readonly replies: number;
}

/** One entry of a board's activity. */
export interface Activity {
  /** Empty where the entry is about the board itself; those come only when no items were asked for. */
  readonly itemId: string;
  readonly columnId: string | null;
  readonly at: string;
  readonly by: {
    readonly kind: "person" | "automation" | "portage" | "unknown";
    readonly name: string | null;
  };
}

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
  /** Which of these updates their items carry (marker in the text): ids of the updates by external id. */
  findUpdates(
    input: { updates: readonly { itemId: string; externalId: string }[] },
    signal: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, string>>>;
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
