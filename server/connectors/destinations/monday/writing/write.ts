import { type Failure, toFailure } from "../../../../contract/errors.ts";
import type { TypedValue } from "../../../../contract/values.ts";
import type { BatchAnswer, OperationResult, WriteBatch, WriteOperation } from "../../../types.ts";
import { type Answer, failureOf, type MondayClient } from "../api/client.ts";
import { classify, type VendorError } from "../errors.ts";
import { RATE_WINDOW_MS } from "../limits.ts";
import type { BatchSizer } from "../pacing/batch-size.ts";
import { toOriginalDate, toUpdateBody } from "../update-body.ts";
import { toColumnValues, type WireContext } from "../values.ts";
import { createBatchDocuments } from "./batch-document.ts";
import { droppedColumns, type Sensitive, sensitiveCells } from "./read-back.ts";
import type { Tags } from "./tags.ts";

/** Failures of the whole call that came back once per write: nothing was done, so waiting or asking is enough. */
const ABOUT_THE_CALL = new Set([
  "monday.complexity_exceeded",
  "monday.rate_limited",
  "monday.concurrency_exceeded",
  "monday.daily_limit",
  "monday.locked",
  "monday.blocked",
  "monday.not_authenticated",
  "monday.forbidden",
  "monday.scope_missing",
  "monday.board_missing",
  "monday.column_missing",
  "monday.board_full",
]);

/** Failures that are about one record; without an alias nobody knows about which one of several. */
const ABOUT_A_RECORD = new Set([
  "monday.value_refused",
  "monday.person_not_assignable",
  "monday.validation_rule",
  "monday.name_too_long",
  "monday.item_missing",
]);

export interface WriterDeps {
  readonly client: MondayClient;
  readonly tags: Tags;
  readonly sizer: BatchSizer;
}

export type Writer = (batch: WriteBatch, signal: AbortSignal) => Promise<BatchAnswer>;

/**
 * Writes a batch in one call, one alias per operation, and answers for each. Cells monday may drop without a word
 * (connect and people columns) are read back in the same call and written a second time when they are missing.
 */
export function createWriter(deps: WriterDeps): Writer {
  const documents = createBatchDocuments();
  const wire: WireContext = { tagId: (name) => deps.tags.idOf(name) };

  async function send(batch: WriteBatch, sensitive: readonly Sensitive[], signal: AbortSignal) {
    const { operations, boardId } = batch;
    const check = [...new Set(sensitive.flatMap((cells) => [...cells.keys()]))];
    const kinds = operations.map((operation) => operation.kind);
    return deps.client.mutate({
      document: documents(kinds, { readBack: check.length > 0 }),
      variables: { ...variablesOf(batch, wire), ...(check.length > 0 ? { check } : {}) },
      cost: { kind: costKind(kinds), count: operations.length },
      boardId,
      idempotencyKey: batch.idempotencyKey,
      signal,
    });
  }

  /** Second try for dropped cells; what is still missing afterwards is reported with the item. */
  async function repair(
    batch: WriteBatch,
    lost: ReadonlyMap<number, { id: string; columns: readonly string[]; cells: Sensitive }>,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, readonly string[]>> {
    const entries = [...lost];
    const answer = await deps.client.mutate({
      document: documents(
        entries.map(() => "update_item"),
        { readBack: true },
      ),
      variables: {
        board: batch.boardId,
        check: [...new Set(entries.flatMap(([, { columns }]) => columns))],
        ...Object.fromEntries(
          entries.flatMap(([index, { id, columns }], n) => [
            [`i${n}`, id],
            [
              `v${n}`,
              JSON.stringify(toColumnValues(pick(batch.operations[index], columns), wire, { clear: false })),
            ],
          ]),
        ),
      },
      cost: { kind: "update_item", count: entries.length },
      boardId: batch.boardId,
      idempotencyKey: `${batch.idempotencyKey}:links`,
      // The items exist already: waiting a minute here is better than leaving them without their links.
      maxWaitMs: 2 * RATE_WINDOW_MS,
      signal,
    });
    return new Map(
      entries.map(([index, { columns, cells }], n) => {
        if (answer.kind !== "answered") return [index, columns];
        const still = new Map([...cells].filter(([columnId]) => columns.includes(columnId)));
        return [index, droppedColumns(answer.data[`w${n}`], still)];
      }),
    );
  }

  async function results(
    batch: WriteBatch,
    answer: Answer,
    sensitive: readonly Sensitive[],
    signal: AbortSignal,
  ): Promise<readonly OperationResult[]> {
    const errors = errorsByAlias(answer.errors);
    const lost = new Map<number, { id: string; columns: readonly string[]; cells: Sensitive }>();
    const first = batch.operations.map((_, index): OperationResult => {
      const node = answer.data[`w${index}`];
      const id = idOf(node);
      if (id === null) return { ok: false, error: failureFor(errors.get(index), answer) };
      const cells = sensitive[index] ?? new Map();
      const columns = droppedColumns(node, cells);
      if (columns.length > 0) lost.set(index, { id, columns, cells });
      return { ok: true, id, dropped: columns };
    });
    if (lost.size === 0) return first;
    const still = await repair(batch, lost, signal);
    return first.map((result, index) =>
      result.ok ? { ...result, dropped: still.get(index) ?? result.dropped } : result,
    );
  }

  return async (batch, signal) => {
    if (batch.operations.length === 0) return { kind: "answered", results: [], replayed: false };
    const untagged = await deps.tags.prepare(valuesOf(batch.operations), signal);
    if (untagged) return { kind: "refused", error: untagged };
    const sensitive = batch.operations.map(sensitiveCells);
    const answer = await send(batch, sensitive, signal);
    if (answer.kind !== "answered") {
      return unanswered(batch, answer, deps.sizer);
    }
    deps.sizer.answered(batch.operations.length, answer.tookMs);
    const refusal = wholeRefusal(batch, answer);
    if (refusal) {
      shrink(deps.sizer, refusal);
      return { kind: "refused", error: refusal };
    }
    const unclear = unattributed(batch, answer);
    if (unclear) {
      deps.sizer.failed("whole");
      return { kind: "doubtful", error: unclear };
    }
    return {
      kind: "answered",
      results: await results(batch, answer, sensitive, signal),
      replayed: answer.replayed,
    };
  };
}

function variablesOf(batch: WriteBatch, wire: WireContext): Record<string, unknown> {
  const variables: Record<string, unknown> = {};
  let toItems = false;
  batch.operations.forEach((operation, n) => {
    if (operation.kind === "create_update") {
      variables[`i${n}`] = operation.itemId;
      variables[`b${n}`] = toUpdateBody(operation.body, operation.externalId);
      variables[`d${n}`] = toOriginalDate(operation.writtenOn);
      return;
    }
    toItems = true;
    const cells = toColumnValues(operation.values, wire, { clear: operation.kind === "update_item" });
    // The mark by which the item is found again after a lost answer.
    cells[batch.externalIdColumnId] = operation.externalId;
    if (operation.kind === "create_item") {
      variables[`g${n}`] = operation.groupId;
      variables[`n${n}`] = operation.name;
    } else {
      variables[`i${n}`] = operation.itemId;
      if (operation.name !== null) cells.name = operation.name;
    }
    variables[`v${n}`] = JSON.stringify(cells);
  });
  if (toItems) variables.board = batch.boardId;
  return variables;
}

function costKind(kinds: readonly string[]): string {
  const [first = "mixed"] = kinds;
  return kinds.every((kind) => kind === first) ? first : "mixed";
}

function valuesOf(operations: readonly WriteOperation[]): (TypedValue | null)[] {
  return operations.flatMap((operation) =>
    operation.kind === "create_update" ? [] : Object.values<TypedValue | null>(operation.values),
  );
}

function pick(
  operation: WriteOperation | undefined,
  columns: readonly string[],
): Record<string, TypedValue | null> {
  if (!operation || operation.kind === "create_update") return {};
  const { values } = operation;
  return Object.fromEntries(columns.map((columnId) => [columnId, values[columnId] ?? null]));
}

function idOf(node: unknown): string | null {
  return typeof node === "object" && node !== null && "id" in node && typeof node.id === "string"
    ? node.id
    : null;
}

function errorsByAlias(errors: readonly VendorError[]): ReadonlyMap<number, VendorError> {
  const byAlias = new Map<number, VendorError>();
  for (const error of errors) {
    const alias = /^w(\d+)$/.exec(String(error.path[0] ?? ""));
    if (alias) byAlias.set(Number(alias[1]), error);
  }
  return byAlias;
}

function failureFor(error: VendorError | undefined, answer: Answer): Failure {
  if (error) return failureOf(error, answer);
  const message = "monday gave neither an id nor an error for this write";
  return toFailure("monday.unexpected", { message, vendorRequestId: answer.meta.requestId ?? undefined });
}

/** All writes refused for the same reason, one that is about the call: nothing happened. */
function wholeRefusal(batch: WriteBatch, answer: Answer): Failure | null {
  if (batch.operations.some((_, index) => idOf(answer.data[`w${index}`]) !== null)) return null;
  const classified = answer.errors.map((error) => classify(error, answer.meta));
  const [first] = classified;
  if (!first || classified.length < batch.operations.length) return null;
  const same = classified.every(({ failure, executed }) => !executed && failure.code === first.failure.code);
  return same && ABOUT_THE_CALL.has(first.failure.code) ? first.failure : null;
}

/** Writes without a result although no error names them: which of several failed cannot be told. */
function unattributed(batch: WriteBatch, answer: Answer): Failure | null {
  if (batch.operations.length === 1) return null;
  const named = errorsByAlias(answer.errors);
  const orphan = answer.errors.find((error) => error.path.length === 0);
  const missing = batch.operations.some(
    (_, index) => idOf(answer.data[`w${index}`]) === null && !named.has(index),
  );
  return orphan && missing ? failureOf(orphan, answer) : null;
}

/** A call that failed as a whole. When it was about a record, sending the writes one by one tells about which. */
function unanswered(
  batch: WriteBatch,
  outcome: { readonly kind: "refused" | "doubtful"; readonly error: Failure },
  sizer: BatchSizer,
): BatchAnswer {
  shrink(sizer, outcome.error);
  if (outcome.kind === "doubtful" || !ABOUT_A_RECORD.has(outcome.error.code)) return outcome;
  if (batch.operations.length > 1) return { kind: "doubtful", error: outcome.error };
  return { kind: "answered", results: [{ ok: false, error: outcome.error }], replayed: false };
}

function shrink(sizer: BatchSizer, failure: Failure): void {
  if (failure.code === "monday.request_too_complex") sizer.failed("too_complex");
  else if (failure.code === "monday.unreachable" || failure.code === "monday.internal") sizer.failed("slow");
  else if (failure.kind === "permanent") sizer.failed("whole");
}
