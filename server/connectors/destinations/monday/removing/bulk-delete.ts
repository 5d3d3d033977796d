import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Failure, toFailure } from "../../../../contract/errors.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import type { MondayClient } from "../api/client.ts";
import { bulkDeleteDocument, jobStatusDocument } from "../api/documents.ts";
import { JOB_POLL_MS, JOB_WAIT_MAX_MS } from "../limits.ts";

export interface BulkDeps {
  readonly client: MondayClient;
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

const startedSchema = z.looseObject({
  bulk_delete_items: z.looseObject({ job_id: z.string().nullish() }).nullable(),
});
const statusSchema = z.looseObject({ job_status: z.looseObject({ status: z.string().nullish() }) });

/** States in which a job does nothing more (schema 2026-10). */
const ENDED = new Set(["COMPLETED", "FAILED", "EXPIRED", "CANCELLED"]);

/**
 * Runs a deletion job and waits for its end. Success says only that nothing more will happen: what was deleted has to
 * be read. A job monday does not take (a permission, an unknown field) ends at once, having done nothing.
 */
export async function bulkDelete(
  deps: BulkDeps,
  input: { boardId: string; itemIds: readonly string[]; records: readonly string[] },
  signal: AbortSignal,
): Promise<Result<void>> {
  const { boardId, itemIds, records } = input;
  const started = await deps.client.change(
    {
      document: bulkDeleteDocument,
      variables: { board: boardId, items: itemIds },
      parts: itemIds.length,
      records,
      boardId,
      idempotencyKey: randomUUID(),
      signal,
    },
    startedSchema,
  );
  if (!started.ok) return isNotTaken(started.error) ? ok(undefined) : started;
  const job = started.value.bulk_delete_items?.job_id;
  return job ? untilEnded(deps, { boardId, job }, signal) : ok(undefined);
}

async function untilEnded(
  deps: BulkDeps,
  { boardId, job }: { boardId: string; job: string },
  signal: AbortSignal,
): Promise<Result<void>> {
  const startedAt = deps.now();
  while (deps.now() - startedAt < JOB_WAIT_MAX_MS && !signal.aborted) {
    const call = { document: jobStatusDocument, variables: { job }, boardId, signal };
    const read = await deps.client.query(call, statusSchema);
    if (!read.ok) return isNotTaken(read.error) ? ok(undefined) : read;
    if (ENDED.has(read.value.job_status.status?.toUpperCase() ?? "")) return ok(undefined);
    await deps.sleep(JOB_POLL_MS, signal).catch(() => undefined);
  }
  const message = "A deletion job of monday has not ended yet";
  return err(toFailure("monday.locked", { message, retryAfterMs: 10 * JOB_POLL_MS, where: { boardId } }));
}

/** Refusals of the job that say nothing about the items: each can still be deleted alone. */
function isNotTaken(failure: Failure): boolean {
  const aboutTheAccess =
    failure.code === "monday.not_authenticated" || failure.code === "monday.not_connected";
  return failure.kind !== "retryable" && !aboutTheAccess;
}
