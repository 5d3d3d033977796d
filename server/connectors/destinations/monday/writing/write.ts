import type { Failure } from "../../../../contract/errors.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import type { BatchAnswer, OperationResult, WriteBatch } from "../../../types.ts";
import type { Answer, MondayClient } from "../api/client.ts";
import type { BatchSizer } from "../pacing/batch-size.ts";
import { toColumnValues, type WireContext } from "../values.ts";
import { createBatchDocuments } from "./batch-document.ts";
import { costKind, pick, valuesOf, variablesOf } from "./batch-variables.ts";
import { errorsByAlias, failureFor, idOf, unanswered, unattributed, wholeRefusal } from "./interpret.ts";
import { droppedColumns, type Sensitive, sensitiveCells } from "./read-back.ts";
import type { Tags } from "./tags.ts";

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
      records: operations.map(({ externalId }) => externalId),
      idempotencyKey: batch.idempotencyKey,
      signal,
    });
  }

  /**
   * Second try for dropped cells; what is still missing afterwards is reported with the item. A failure when the try
   * itself was not answered: the items exist and their cells are in doubt.
   */
  async function repair(
    batch: WriteBatch,
    lost: ReadonlyMap<number, { id: string; columns: readonly string[]; cells: Sensitive }>,
    signal: AbortSignal,
  ): Promise<Result<ReadonlyMap<number, readonly string[]>>> {
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
      records: entries.flatMap(([index]) => batch.operations[index]?.externalId ?? []),
      idempotencyKey: `${batch.idempotencyKey}:links`,
      signal,
    });
    if (answer.kind !== "answered") return err(answer.error);
    return ok(
      new Map(
        entries.map(([index, { columns, cells }], n) => {
          const still = new Map([...cells].filter(([columnId]) => columns.includes(columnId)));
          return [index, droppedColumns(answer.data[`w${n}`], still)];
        }),
      ),
    );
  }

  async function results(
    batch: WriteBatch,
    answer: Answer,
    sensitive: readonly Sensitive[],
    signal: AbortSignal,
  ): Promise<Result<readonly OperationResult[]>> {
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
    if (lost.size === 0) return ok(first);
    const still = await repair(batch, lost, signal);
    if (!still.ok) return still;
    return ok(
      first.map((result, index) =>
        result.ok ? { ...result, dropped: still.value.get(index) ?? result.dropped } : result,
      ),
    );
  }

  return async (batch, signal) => {
    if (batch.operations.length === 0) return { kind: "answered", results: [], replayed: false };
    const untagged = await deps.tags.prepare(valuesOf(batch.operations), signal);
    if (untagged) return { kind: "refused", error: untagged };
    const sensitive = batch.operations.map(sensitiveCells);
    const answer = await send(batch, sensitive, signal);
    if (answer.kind !== "answered") {
      shrink(deps.sizer, answer.error);
      return unanswered(batch, answer);
    }
    deps.sizer.answered(batch.operations.length, answer.tookMs);
    const refusal = wholeRefusal(batch.operations.length, answer);
    if (refusal) {
      shrink(deps.sizer, refusal);
      return { kind: "refused", error: refusal };
    }
    const unclear = unattributed(batch.operations.length, answer);
    if (unclear) {
      deps.sizer.failed("whole");
      return { kind: "doubtful", error: unclear };
    }
    const told = await results(batch, answer, sensitive, signal);
    if (!told.ok) return { kind: "doubtful", error: told.error };
    return { kind: "answered", results: told.value, replayed: answer.replayed };
  };
}

function shrink(sizer: BatchSizer, failure: Failure): void {
  if (failure.code === "monday.request_too_complex") sizer.failed("too_complex");
  else if (failure.code === "monday.unreachable" || failure.code === "monday.internal") sizer.failed("slow");
  else if (failure.kind === "permanent") sizer.failed("whole");
}
