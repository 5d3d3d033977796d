import type {
  Activity,
  BatchAnswer,
  BoardState,
  Destination,
  OperationResult,
  ReadItem,
  SchemaObject,
  WriteBatch,
  WriteOperation,
} from "../../server/connectors/types.ts";
import { type Failure, toFailure } from "../../server/contract/errors.ts";
import type { Plan } from "../../server/contract/plan.ts";
import { err, ok } from "../../server/contract/result.ts";
import type { TypedValue } from "../../server/contract/values.ts";
import type { DestinationFacts } from "../../server/core/planning/facts.ts";
import { testPrefix } from "../../server/core/sampling/test-prefix.ts";
import { createFakeRemovals } from "./fake-removals.ts";

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

const externalIdColumn = "portage_id";

export function createFakeDestination(clock: { now(): number }, facts: DestinationFacts): FakeDestination {
  const answers = new Map<string, { at: number; answer: BatchAnswer }>();
  let nextId = 1_000;
  const now = () => new Date(clock.now()).toISOString();
  const newId = (): string => {
    nextId += 1;
    return String(nextId);
  };

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

  /** A creation loses its links unless a second call puts them right: with the answer, that call is lost too. */
  function execute(batch: WriteBatch, operation: WriteOperation, isHeard: boolean): OperationResult {
    const failure = fake.refuseOperation(operation);
    if (failure) return { ok: false, error: failure };
    if (operation.kind === "create_item") {
      const origin: TypedValue = { kind: "text", text: operation.externalId };
      const kept = isHeard ? operation.values : withoutLinks(operation.values);
      const values = { ...kept, [batch.externalIdColumnId]: origin };
      const { name, groupId } = operation;
      const item = {
        id: newId(),
        boardId: batch.boardId,
        name,
        groupId,
        updatedAt: now(),
        values,
        updates: [],
      };
      fake.items.push(item);
      return { ok: true, id: item.id, dropped: [] };
    }
    const item = fake.items.find(({ id }) => id === operation.itemId);
    if (!item) return { ok: false, error: toFailure("monday.item_missing", { message: "Gone" }) };
    if (operation.kind === "create_update") {
      const update = { id: newId(), externalId: operation.externalId, body: operation.body };
      item.updates.push(update);
      return { ok: true, id: update.id, dropped: [] };
    }
    const origin: TypedValue = { kind: "text", text: operation.externalId };
    Object.assign(item.values, operation.values, { [batch.externalIdColumnId]: origin });
    if (operation.name !== null) item.name = operation.name;
    item.updatedAt = now();
    return { ok: true, id: item.id, dropped: [] };
  }

  async function write(batch: WriteBatch): Promise<BatchAnswer> {
    fake.batches.push(batch);
    await fake.hold;
    const answered = fake.answerOf(batch);
    if (answered) return answered;
    const mishap = fake.mishaps.shift();
    if (mishap?.kind === "refuse") return { kind: "refused", error: mishap.failure };
    const known = answers.get(batch.idempotencyKey);
    if (known && clock.now() - known.at < fake.forgetAnswersAfterMs) return replay(known.answer);
    const lost = mishap ? { kind: "doubtful" as const, error: mishap.failure ?? unreachable } : null;
    if (mishap?.done === "nothing" && lost) return lost;
    const count = mishap?.done === "half" ? Math.floor(batch.operations.length / 2) : batch.operations.length;
    const results = batch.operations
      .slice(0, count)
      .map((operation) => execute(batch, operation, lost === null));
    const answer: BatchAnswer = { kind: "answered", results, replayed: false };
    // A call that stopped half way was never answered, so there is no answer to remember.
    if (mishap?.done !== "half") answers.set(batch.idempotencyKey, { at: clock.now(), answer });
    return lost ?? answer;
  }

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
    write,
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

/** The objects a plan needs, in the order a destination makes them. */
function schemaOf(plan: Plan, withParts: boolean): readonly SchemaObject[] {
  const boards = plan.boards.filter((each) => each.include);
  const isTest = boards.some(({ key }) => key.startsWith(testPrefix));
  const workspaceKey = `${isTest ? testPrefix : ""}workspace`;
  const workspace: SchemaObject = {
    kind: "workspace",
    key: workspaceKey,
    id: plan.workspace.id ?? `made-${workspaceKey}`,
    created: plan.workspace.id === null,
    detail: null,
  };
  const own = boards.map((board): SchemaObject => {
    const created = board.target.mode === "create";
    const id = board.target.mode === "existing" ? board.target.boardId : `board-${board.key}`;
    return { kind: "board", key: board.key, id, created, detail: null };
  });
  if (!withParts) return own;
  const parts = boards.flatMap((board): SchemaObject[] => {
    const mark = { key: "portage_id", columnId: board.externalIdColumnId, existing: false };
    const columns = board.columns.filter(({ include }) => include);
    return [
      ...board.groups.map((group): SchemaObject => {
        const key = `${board.key}/group:${group.key}`;
        return { kind: "group", key, id: `group-${group.key}`, created: true, detail: null };
      }),
      ...[mark, ...columns].map(({ key, columnId, existing }): SchemaObject => {
        return { kind: "column", key: `${board.key}/${key}`, id: columnId, created: !existing, detail: null };
      }),
    ];
  });
  return [workspace, ...own, ...parts];
}

/** Puts an object of the schema into the account, unless it is there. */
function build(fake: FakeDestination, object: SchemaObject, plan: Plan): void {
  if (object.kind === "workspace") fake.workspaces.add(object.id);
  const planned = plan.boards.find(({ key }) => key === object.key.split("/")[0]);
  if (object.kind === "board" && !fake.boards.has(object.id)) {
    const name = planned?.title ?? object.key;
    fake.boards.set(object.id, {
      id: object.id,
      name,
      workspaceId: plan.workspace.id,
      groups: [],
      columns: [],
    });
  }
  const existingId = planned?.target.mode === "existing" ? planned.target.boardId : `board-${planned?.key}`;
  const board = fake.boards.get(existingId);
  if (object.kind === "group" && !board?.groups.some(({ id }) => id === object.id)) {
    board?.groups.push({ id: object.id, title: object.key });
  }
  if (object.kind === "column" && !board?.columns.some(({ id }) => id === object.id)) {
    const type = planned?.columns.find(({ columnId }) => columnId === object.id)?.type ?? "text";
    board?.columns.push({ id: object.id, title: object.key, type });
  }
}

function stateOf(fake: FakeDestination, boardId: string): readonly (readonly [string, BoardState])[] {
  const board = fake.boards.get(boardId);
  if (!board) return [];
  const itemsCount = fake.items.filter((item) => item.boardId === boardId).length;
  return [[boardId, { ...board, itemsCount }]];
}

const unreachable = toFailure("monday.unreachable", { message: "The connection was lost" });

function replay(answer: BatchAnswer): BatchAnswer {
  return answer.kind === "answered" ? { ...answer, replayed: true } : answer;
}

function withoutLinks(values: FakeItem["values"]): FakeItem["values"] {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value?.kind !== "relation_items"));
}

function externalIdOf(item: FakeItem): string {
  const value = item.values[externalIdColumn];
  return value?.kind === "text" ? value.text : "";
}

function toReadItem(item: FakeItem, columnIds: readonly string[] | null): ReadItem {
  const values: Record<string, ReadItem["values"][string]> = {};
  for (const columnId of columnIds ?? Object.keys(item.values)) {
    const value = item.values[columnId] ?? null;
    values[columnId] = {
      text: value === null ? null : textOf(value),
      value: value === null ? null : JSON.stringify(rawOf(value)),
      ...(value?.kind === "relation_items" ? { linkedItemIds: value.itemIds } : {}),
    };
  }
  const { id, name, groupId = null, updatedAt = null } = item;
  return { id, name, groupId, updatedAt, values };
}

function rawOf(value: TypedValue): unknown {
  if (value.kind === "number") return value.decimal;
  if (value.kind !== "people") return value;
  return { personsAndTeams: value.userIds.map((id) => ({ id: Number(id), kind: "person" })) };
}

function textOf(value: TypedValue): string {
  switch (value.kind) {
    case "text":
    case "long_text":
      return value.text;
    case "number":
      return value.decimal;
    case "email":
      return value.email;
    case "people":
      return value.userIds.join(", ");
    default:
      return "";
  }
}

/** Answers as a destination that nobody connected. */
export function notConnected() {
  return err(toFailure("monday.not_connected", { message: "No token" }));
}
