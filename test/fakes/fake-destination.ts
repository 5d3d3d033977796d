import type {
  Activity,
  BatchAnswer,
  BoardState,
  Destination,
  WriteBatch,
  WriteOperation,
} from "../../server/connectors/types.ts";
import { type Failure, toFailure } from "../../server/contract/errors.ts";
import { err, ok } from "../../server/contract/result.ts";
import type { TypedValue } from "../../server/contract/values.ts";
import type { DestinationFacts } from "../../server/core/planning/facts.ts";
import { externalIdOf, toReadItem } from "./fake-read-item.ts";
import { createFakeRemovals } from "./fake-removals.ts";
import { build, schemaOf } from "./fake-schema.ts";
import { createFakeWriting } from "./fake-writing.ts";

export interface FakeItem {
  readonly id: string;
  boardId: string;
  name: string;
  groupId?: string | null;
  /** When it was last written through the destination, or what a test says. */
  updatedAt?: string | null;
  values: Record<string, TypedValue | null>;
  /** An empty `externalId`: somebody else's. */
  updates: { id: string; externalId: string; body: string; editedAt?: string; replies?: number }[];
}

/** Board of the account: made by `ensureSchema`, or put there by a test. */
export type FakeBoard = {
  -readonly [K in "id" | "name" | "workspaceId"]: BoardState[K];
} & { groups: BoardState["groups"][number][]; columns: BoardState["columns"][number][] };

/** What the next write meets: an answer instead of the work, or a loss around it. */
export type Mishap =
  | { readonly kind: "refuse"; readonly failure: Failure }
  /** The answer is lost before, after, or in the middle of the work. */
  | { readonly kind: "lose"; readonly done: "nothing" | "half" | "all"; readonly failure?: Failure };

/** A monday account in memory that remembers idempotency keys and can go wrong on demand. */
export interface FakeDestination {
  readonly destination: Destination;
  readonly items: FakeItem[];
  readonly batches: WriteBatch[];
  readonly mishaps: Mishap[];
  /** Failure of one operation; null when it succeeds. */
  refuseOperation: (operation: WriteOperation) => Failure | null;
  /** Answer to a whole batch instead of the work; null to do it. */
  answerOf: (batch: WriteBatch) => BatchAnswer | null;
  /** Awaited before each write: lets a test act while a call is under way. */
  hold: Promise<void>;
  facts: DestinationFacts;
  unassignable: readonly string[];
  batchSize: number;
  invited: string[];
  schemaCalls: number;
  /** Whether `ensureSchema` makes workspace, groups and columns too, not only boards. */
  schemaParts: boolean;
  readonly boards: Map<string, FakeBoard>;
  readonly workspaces: Set<string>;
  /** People on boards, by board id. */
  readonly subscribers: Map<string, Set<string>>;
  /** What activity tells; null: monday does not tell. */
  activities: (Activity & { boardId: string })[] | null;
  /** Failures the next reads meet, one each. */
  readonly readFailures: Failure[];
  /** What the next removals and restorations meet. */
  readonly removalMishaps: Mishap[];
  /** Why the thing with this id cannot be removed or restored; null when it can. */
  refuseRemoval: (id: string) => Failure | null;
  /** Ids in the order they were removed. */
  readonly removed: string[];
  /** Answers of calls are forgotten after this, as monday forgets them after 30 minutes. */
  forgetAnswersAfterMs: number;
  itemsOf(externalId: string): readonly FakeItem[];
}

export function createFakeDestination(clock: { now(): number }, facts: DestinationFacts): FakeDestination {
  const fake: FakeDestination = {
    destination: undefined as unknown as Destination,
    items: [],
    batches: [],
    mishaps: [],
    refuseOperation: () => null,
    answerOf: () => null,
    hold: Promise.resolve(),
    facts,
    unassignable: [],
    batchSize: 3,
    invited: [],
    schemaCalls: 0,
    schemaParts: false,
    boards: new Map(),
    workspaces: new Set(),
    subscribers: new Map(),
    activities: [],
    readFailures: [],
    removalMishaps: [],
    refuseRemoval: () => null,
    removed: [],
    forgetAnswersAfterMs: 30 * 60_000,
    itemsOf: (externalId) => fake.items.filter((item) => externalIdOf(item) === externalId),
  };

  const destination: Destination = {
    account: async () =>
      ok({ accountId: "account-1", slug: "shop", plan: "pro", crm: true, user: { id: "1", name: "Ada" } }),
    workspaces: async () => ok([]),
    boards: async () => ok([]),
    facts: async () => ok(fake.facts),
    async ensureSchema(plan, hooks) {
      fake.schemaCalls += 1;
      const known = new Map(hooks.known.map((object) => [`${object.kind} ${object.key}`, object]));
      for (const object of schemaOf(plan, fake.schemaParts)) {
        const there = known.get(`${object.kind} ${object.key}`);
        if (!there) await hooks.save(object);
        known.set(`${object.kind} ${object.key}`, there ?? object);
        build(fake, there ?? object, plan);
      }
      return ok([...known.values()]);
    },
    async addPeople(boardId, userIds, _signal, adding) {
      const subscribers = fake.subscribers.get(boardId) ?? new Set<string>();
      const missing = userIds.filter((id) => !fake.unassignable.includes(id) && !subscribers.has(id));
      if (missing.length > 0) await adding?.(missing);
      fake.subscribers.set(boardId, new Set([...subscribers, ...missing]));
      return ok(userIds.filter((id) => fake.unassignable.includes(id)));
    },
    async invite(emails) {
      fake.invited.push(...emails);
      return ok(emails.map((email) => ({ email, ok: true })));
    },
    write: createFakeWriting(clock, fake),
    batchSize: () => fake.batchSize,
    async findByExternalId({ boardId, externalIds }) {
      const found = new Map<string, string[]>();
      for (const item of fake.items) {
        const externalId = externalIdOf(item);
        if (item.boardId !== boardId || !externalIds.includes(externalId)) continue;
        found.set(externalId, [...(found.get(externalId) ?? []), item.id]);
      }
      return ok(found);
    },
    async findUpdates({ updates }) {
      const there = updates.flatMap(({ itemId, externalId }) => {
        const onItem = fake.items.find(({ id }) => id === itemId)?.updates ?? [];
        const update = onItem.find((each) => each.externalId === externalId);
        if (!update) return [];
        const { id, body, editedAt = null } = update;
        return [[externalId, { id, text: body, editedAt }] as const];
      });
      return ok(new Map(there));
    },
    async readItems({ boardId, columnIds, cursor }) {
      const failure = fake.readFailures.shift();
      if (failure) return err(failure);
      const all = fake.items.filter((item) => item.boardId === boardId);
      const from = Number(cursor ?? "0");
      const items = all.slice(from, from + 5).map((item) => toReadItem(item, columnIds));
      return ok({ items, cursor: from + 5 < all.length ? String(from + 5) : null });
    },
    async itemsById({ itemIds, columnIds }) {
      const failure = fake.readFailures.shift();
      if (failure) return err(failure);
      const items = fake.items.filter((item) => itemIds.includes(item.id));
      return ok(items.map((item) => ({ ...toReadItem(item, columnIds), boardId: item.boardId })));
    },
    async boardStates(boardIds) {
      const failure = fake.readFailures.shift();
      if (failure) return err(failure);
      return ok(new Map(boardIds.flatMap((id) => stateOf(fake, id))));
    },
    async archivedBoards() {
      return ok(new Set());
    },
    async readUpdates({ itemIds }) {
      const failure = fake.readFailures.shift();
      if (failure) return err(failure);
      return ok(
        fake.items
          .filter((item) => itemIds.includes(item.id))
          .flatMap((item) =>
            item.updates.map(({ id, externalId, replies = 0 }) => ({
              id,
              itemId: item.id,
              externalId: externalId === "" ? null : externalId,
              replies,
            })),
          ),
      );
    },
    async activity({ boardId, since, itemIds, limit }) {
      const failure = fake.readFailures.shift();
      if (failure) return err(failure);
      if (fake.activities === null) return ok(null);
      const seen = fake.activities.filter(
        (entry) =>
          entry.boardId === boardId &&
          entry.at >= since &&
          (itemIds === null || itemIds.includes(entry.itemId)),
      );
      return ok(seen.sort((a, b) => b.at.localeCompare(a.at)).slice(0, limit));
    },
    ...createFakeRemovals(fake),
    itemUrl: (slug, boardId, itemId) => `https://${slug}.monday.com/boards/${boardId}/pulses/${itemId}`,
    boardUrl: (slug, boardId) => `https://${slug}.monday.com/boards/${boardId}`,
    callsMade: () => fake.batches.length,
  };
  return Object.assign(fake, { destination });
}

function stateOf(fake: FakeDestination, boardId: string): readonly (readonly [string, BoardState])[] {
  const board = fake.boards.get(boardId);
  if (!board) return [];
  const itemsCount = fake.items.filter((item) => item.boardId === boardId).length;
  return [[boardId, { ...board, itemsCount }]];
}

/** Answers as a destination that nobody connected. */
export function notConnected() {
  return err(toFailure("monday.not_connected", { message: "No token" }));
}
