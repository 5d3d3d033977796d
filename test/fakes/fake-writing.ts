import type {
  BatchAnswer,
  Destination,
  OperationResult,
  WriteBatch,
  WriteOperation,
} from "../../server/connectors/types.ts";
import { toFailure } from "../../server/contract/errors.ts";
import type { TypedValue } from "../../server/contract/values.ts";
import type { FakeDestination, FakeItem } from "./fake-destination.ts";

/** The writing into the account in memory: answers are kept by their key, and may get lost. */
export function createFakeWriting(clock: { now(): number }, fake: FakeDestination): Destination["write"] {
  const answers = new Map<string, { at: number; answer: BatchAnswer }>();
  let nextId = 1_000;
  const now = () => new Date(clock.now()).toISOString();
  const newId = (): string => {
    nextId += 1;
    return String(nextId);
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

  return async (batch) => {
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
  };
}

const unreachable = toFailure("monday.unreachable", { message: "The connection was lost" });

function replay(answer: BatchAnswer): BatchAnswer {
  return answer.kind === "answered" ? { ...answer, replayed: true } : answer;
}

function withoutLinks(values: FakeItem["values"]): FakeItem["values"] {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value?.kind !== "relation_items"));
}
