import type {
  BatchAnswer,
  Destination,
  OperationResult,
  ReadItem,
  SchemaObject,
  WriteBatch,
  WriteOperation,
} from "../../server/connectors/types.ts";
import { type Failure, toFailure } from "../../server/contract/errors.ts";
import { err, ok } from "../../server/contract/result.ts";
import type { TypedValue } from "../../server/contract/values.ts";
import type { DestinationFacts } from "../../server/core/planning/facts.ts";

export interface FakeItem {
  readonly id: string;
  readonly boardId: string;
  name: string;
  values: Record<string, TypedValue | null>;
  updates: { id: string; externalId: string; body: string }[];
}

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
  /** Answers of calls are forgotten after this, as monday forgets them after 30 minutes. */
  forgetAnswersAfterMs: number;
  itemsOf(externalId: string): readonly FakeItem[];
}

const externalIdColumn = "portage_id";

export function createFakeDestination(clock: { now(): number }, facts: DestinationFacts): FakeDestination {
  const answers = new Map<string, { at: number; answer: BatchAnswer }>();
  let nextId = 1_000;
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
      const item = { id: newId(), boardId: batch.boardId, name: operation.name, values, updates: [] };
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
      for (const board of plan.boards.filter((each) => each.include)) {
        if (known.has(`board ${board.key}`)) continue;
        const id = board.target.mode === "existing" ? board.target.boardId : `board-${board.key}`;
        const created = board.target.mode === "create";
        const object: SchemaObject = { kind: "board", key: board.key, id, created, detail: null };
        await hooks.save(object);
        known.set(`board ${board.key}`, object);
      }
      return ok([...known.values()]);
    },
    addPeople: async (_boardId, userIds) => ok(userIds.filter((id) => fake.unassignable.includes(id))),
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
        return onItem.filter((update) => update.externalId === externalId);
      });
      return ok(new Map(there.map((update) => [update.externalId, update.id])));
    },
    async readItems({ boardId, columnIds, cursor }) {
      const all = fake.items.filter((item) => item.boardId === boardId);
      const from = Number(cursor ?? "0");
      const items = all.slice(from, from + 5).map((item) => toReadItem(item, columnIds));
      return ok({ items, cursor: from + 5 < all.length ? String(from + 5) : null });
    },
    async itemsById({ itemIds, columnIds }) {
      const items = fake.items.filter((item) => itemIds.includes(item.id));
      return ok(items.map((item) => toReadItem(item, columnIds)));
    },
    itemUrl: (slug, boardId, itemId) => `https://${slug}.monday.com/boards/${boardId}/pulses/${itemId}`,
    callsMade: () => fake.batches.length,
  };
  return Object.assign(fake, { destination });
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

function toReadItem(item: FakeItem, columnIds: readonly string[]): ReadItem {
  const values: Record<string, ReadItem["values"][string]> = {};
  for (const columnId of columnIds) {
    const value = item.values[columnId] ?? null;
    values[columnId] = {
      text: value === null ? null : textOf(value),
      value: value === null ? null : JSON.stringify(rawOf(value)),
      ...(value?.kind === "relation_items" ? { linkedItemIds: value.itemIds } : {}),
    };
  }
  return { id: item.id, name: item.name, groupId: null, updatedAt: null, values };
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
