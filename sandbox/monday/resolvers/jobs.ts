import {
  isoSeconds,
  noteActivity,
  type RequestContext,
  type ResolverMap,
  toNumber,
  writableBoard,
} from "../context.ts";
import { argumentError, notFound, unauthorized } from "../errors.ts";
import type { SandboxJob } from "../model.ts";

/** Deletes at once; the job still reports itself running on the first poll. */
function bulkDelete(
  _source: unknown,
  args: { board_id: string; item_ids: string[] },
  context: RequestContext,
) {
  const { world } = context;
  const board = writableBoard(context, args.board_id);
  const { bulkDeleteRefused, bulkDeleteSkipEvery } = context.platform.behaviour;
  if (bulkDeleteRefused) throw unauthorized("User unauthorized to perform action");
  if (args.item_ids.length === 0) throw argumentError("item_ids must not be empty");
  const failedIds: number[] = [];
  for (const [index, id] of args.item_ids.entries()) {
    const item = world.items.get(toNumber(id));
    if (bulkDeleteSkipEvery > 0 && (index + 1) % bulkDeleteSkipEvery === 0) continue;
    if (item?.boardId === board.id && item.state === "active") {
      world.retireItem(item, "deleted");
      noteActivity(context, board.id, "delete_pulse", { itemId: item.id });
    } else failedIds.push(toNumber(id));
  }
  const serial = context.ids.next("job").toString(16).padStart(12, "0");
  const job: SandboxJob = {
    id: `7b1f2c90-4a6d-4e2b-9d3f-${serial}`,
    createdAtMs: context.nowMs,
    polls: 0,
    total: args.item_ids.length,
    failedIds,
  };
  world.jobs.set(job.id, job);
  return { job_id: job.id };
}

function jobStatus(_source: unknown, args: { job_id: string }, { world, nowMs }: RequestContext) {
  const job = world.jobs.get(args.job_id);
  if (!job) throw notFound("Job", args.job_id);
  job.polls++;
  const done = job.polls > 1;
  return {
    id: job.id,
    status: done ? "COMPLETED" : "RUNNING",
    created_at: isoSeconds(job.createdAtMs),
    updated_at: isoSeconds(nowMs),
    error: null,
    result: done
      ? {
          total: job.total,
          succeeded: job.total - job.failedIds.length,
          failed: job.failedIds.length,
          details: { failed_ids: job.failedIds.map(String) },
        }
      : null,
  };
}

export const jobResolvers: ResolverMap = {
  Query: { job_status: jobStatus },
  Mutation: { bulk_delete_items: bulkDelete },
};
