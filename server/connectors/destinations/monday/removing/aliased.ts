import { randomUUID } from "node:crypto";
import type { Failure } from "../../../../contract/errors.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import type { Answer, MondayClient } from "../api/client.ts";
import { REMOVALS_PER_CALL } from "../limits.ts";
import {
  ABOUT_A_RECORD,
  errorsByAlias,
  failureFor,
  idOf,
  unattributed,
  wholeRefusal,
} from "../writing/interpret.ts";
import { type RemovalKind, removalDocument } from "./removal-document.ts";

/** One thing to take or give back, and its values where it has some. */
export interface Part {
  readonly id: string;
  /** What a restoration gives back: `column_values` as JSON, or the body of an update. */
  readonly values?: string;
  /** External id of its record, for the report of the call. */
  readonly record?: string | undefined;
}

interface Task {
  readonly kind: RemovalKind;
  readonly boardId: string | null;
  readonly parts: readonly Part[];
}

/**
 * Carries the parts out, some to a call, and says how each ended: null when it was done. Every part has the same end
 * when it is done twice, so a lost answer is asked for again. The error is one of the whole call.
 */
export async function runAliased(
  client: MondayClient,
  task: Task,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Failure | null>>> {
  const ends = new Map<string, Failure | null>();
  for (let at = 0; at < task.parts.length; at += REMOVALS_PER_CALL) {
    const parts = task.parts.slice(at, at + REMOVALS_PER_CALL);
    const sent = await send(client, { ...task, parts }, signal);
    if (!sent.ok) return sent;
    for (const [id, end] of sent.value) ends.set(id, end);
  }
  return ok(ends);
}

async function send(
  client: MondayClient,
  task: Task,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Failure | null>>> {
  const count = task.parts.length;
  const outcome = await client.mutate({
    document: removalDocument(task.kind, count),
    variables: variablesOf(task),
    cost: { kind: task.kind, count },
    records: task.parts.flatMap(({ record }) => record ?? []),
    ...(task.boardId === null ? {} : { boardId: task.boardId }),
    idempotencyKey: randomUUID(),
    repeatable: true,
    signal,
  });
  if (outcome.kind !== "answered") return separate(client, task, outcome.error, signal);
  const refusal = wholeRefusal(count, outcome);
  if (refusal) return separate(client, task, refusal, signal);
  const unclear = unattributed(count, outcome);
  if (unclear) return separate(client, task, unclear, signal);
  return ok(endsOf(task.parts, outcome));
}

/** What a call as a whole met may be about one of its parts: sent one by one they tell which. */
async function separate(
  client: MondayClient,
  task: Task,
  failure: Failure,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Failure | null>>> {
  if (!ABOUT_A_RECORD.has(failure.code)) return err(failure);
  const [only] = task.parts;
  if (only && task.parts.length === 1) return ok(new Map([[only.id, failure]]));
  const ends = new Map<string, Failure | null>();
  for (const part of task.parts) {
    const sent = await send(client, { ...task, parts: [part] }, signal);
    if (!sent.ok) return sent;
    for (const [id, end] of sent.value) ends.set(id, end);
  }
  return ok(ends);
}

function endsOf(parts: readonly Part[], answer: Answer): ReadonlyMap<string, Failure | null> {
  const errors = errorsByAlias(answer.errors);
  return new Map(
    parts.map(({ id }, index) => {
      const isDone = idOf(answer.data[`w${index}`]) !== null;
      return [id, isDone ? null : failureFor(errors.get(index), answer)] as const;
    }),
  );
}

function variablesOf({ kind, boardId, parts }: Task): Record<string, unknown> {
  const variables: Record<string, unknown> = kind === "restore_item" ? { board: boardId } : {};
  for (const [n, { id, values }] of parts.entries()) {
    variables[`i${n}`] = id;
    if (values !== undefined) variables[`v${n}`] = values;
  }
  return variables;
}
