import type { MappedRecord } from "../../core/mapping/compile-board.ts";
import type { RunRow } from "../../store/store.ts";
import type { RunContext } from "../run-context.ts";
import type { BoardJob } from "./board-job.ts";

/** Runs of a migration looked at to know whether an earlier import left anything undone. */
const runsRead = 50;

function markOf(boardKey: string): string {
  return `updates:${boardKey}`;
}

/** Remembers, before any of these records is written, that the board has texts to write as updates. */
export async function noteUpdates(job: BoardJob, records: readonly MappedRecord[]): Promise<void> {
  if (records.some((record) => record.updates.length > 0)) await markUpdates(job.context, job.board.key);
}

export async function markUpdates(context: RunContext, boardKey: string): Promise<void> {
  const { deps, run, scope } = context;
  const marks = await deps.store.runs.marks(scope.accountId, run.id);
  if (marks.has(markOf(boardKey))) return;
  await deps.store.runs.mark(scope.accountId, run.id, markOf(boardKey), "seen");
}

/**
 * False when every record of the board was seen by this run and none had a text to write: then nothing has to be
 * read and mapped a second time. An earlier run may have left texts behind, so after such a one the board is read.
 */
export async function mayHaveUpdates(job: BoardJob): Promise<boolean> {
  const { deps, run, scope } = job.context;
  const marks = await deps.store.runs.marks(scope.accountId, run.id);
  if (marks.has(markOf(job.board.key))) return true;
  const runs = await deps.store.runs.list(scope, runsRead);
  return runs.length === runsRead || runs.some((other) => other.id !== run.id && mayLeaveTexts(other));
}

/** A sample that succeeded has written every text of its records. */
function mayLeaveTexts({ kind, state }: Pick<RunRow, "kind" | "state">): boolean {
  return kind === "import" || kind === "delta" || (kind === "sample" && state !== "succeeded");
}
