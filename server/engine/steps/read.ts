import type { ReadContext, ReadStep, Source, SourcePage } from "../../connectors/types.ts";
import type { Failure } from "../../contract/errors.ts";
import { FailureError } from "../../contract/errors.ts";
import { recordHash } from "../../core/canonical.ts";
import type { ReadCheckpoint, StagedRecord } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { RunContext } from "../run-context.ts";
import { createSnapshotReader } from "./snapshot-reader.ts";

/** Key of the phase of a read step. */
export function readPhaseKey(step: ReadStep): string {
  return `read:${step.id}`;
}

/**
 * Reads every step into the snapshot, page by page; each page is staged together with its checkpoint, so that
 * reading goes on after the last page that is safe. Afterwards drops what an earlier reading had seen and this
 * one did not.
 */
export async function readSource(
  context: RunContext,
  source: Source,
  input: { steps: readonly ReadStep[]; options: Readonly<Record<string, boolean>> },
): Promise<void> {
  const { deps, scope, run } = context;
  const readContext: ReadContext = {
    options: input.options,
    snapshot: createSnapshotReader(deps.store.snapshot, scope, run.id),
    signal: context.signal,
  };
  const checkpoints = new Map<string, ReadCheckpoint>();
  for (const checkpoint of await deps.store.snapshot.checkpoints(scope, run.id)) {
    checkpoints.set(checkpoint.stepId, checkpoint);
  }
  for (const step of input.steps) {
    const from = checkpoints.get(step.id) ?? emptyCheckpoint(step);
    if (!from.finished) await readStep(context, source, { step, from, readContext });
    await context.progress.change(readPhaseKey(step), { state: "done" });
  }
  const streams = source.streams.filter((stream) => !stream.derived).map((stream) => stream.name);
  await deps.store.snapshot.dropUnseen(scope, run.id, streams);
}

function emptyCheckpoint(step: ReadStep): ReadCheckpoint {
  return { stepId: step.id, cursor: null, done: 0, total: null, finished: false };
}

async function readStep(
  context: RunContext,
  source: Source,
  input: { step: ReadStep; from: ReadCheckpoint; readContext: ReadContext },
): Promise<void> {
  const { step } = input;
  let checkpoint = input.from;
  let attempt = 0;
  await context.progress.change(readPhaseKey(step), { state: "active", done: checkpoint.done });
  while (!checkpoint.finished) {
    let failure: Failure | null = null;
    for await (const page of source.read(step.id, checkpoint.cursor, input.readContext)) {
      stopIfInterrupted(context.signal);
      if (!page.ok) {
        failure = page.error;
        break;
      }
      checkpoint = await stagePage(context, source, { step, page: page.value });
      attempt = 0;
    }
    stopIfInterrupted(context.signal);
    if (failure === null) checkpoint = await finishStep(context, checkpoint);
    else if (failure.code === "source.method_missing") {
      checkpoint = await finishWithout(context, { step, checkpoint, failure });
    } else {
      await context.waiting.after(failure, attempt);
      attempt += 1;
    }
  }
}

async function stagePage(
  context: RunContext,
  source: Source,
  input: { step: ReadStep; page: SourcePage },
): Promise<ReadCheckpoint> {
  const { page, step } = input;
  const checkpoint: ReadCheckpoint = {
    stepId: step.id,
    cursor: page.checkpoint,
    done: page.done,
    total: page.total,
    finished: false,
  };
  const records = page.records.map(
    (record): StagedRecord => ({ record, hash: recordHash(record), keys: source.matchKeys(record) }),
  );
  const { deps, scope, run } = context;
  context.calls.addSource(page.calls);
  await deps.store.snapshot.stage(scope, { runId: run.id, records, checkpoint, findings: page.findings });
  await context.progress.change(readPhaseKey(step), { done: page.done, total: page.total });
  return checkpoint;
}

async function finishStep(context: RunContext, checkpoint: ReadCheckpoint): Promise<ReadCheckpoint> {
  const finished = { ...checkpoint, finished: true };
  const staged = { runId: context.run.id, records: [], checkpoint: finished, findings: [] };
  await context.deps.store.snapshot.stage(context.scope, staged);
  return finished;
}

/** A part the source does not offer is said in the inventory; everything else moves without it. */
async function finishWithout(
  context: RunContext,
  input: { step: ReadStep; checkpoint: ReadCheckpoint; failure: Failure },
): Promise<ReadCheckpoint> {
  const { step, failure } = input;
  if (failure.kind !== "permanent") throw new FailureError(failure);
  const finished = { ...input.checkpoint, finished: true };
  const finding = {
    code: failure.code,
    stream: step.streams[0] ?? null,
    title: `${step.title}: not offered by the source`,
    detail: `${failure.userMessage} ${failure.remedy}`,
    count: 0,
  };
  const staged = { runId: context.run.id, records: [], checkpoint: finished, findings: [finding] };
  await context.deps.store.snapshot.stage(context.scope, staged);
  return finished;
}
