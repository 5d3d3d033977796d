import type { DerivedStream, Source } from "../../connectors/types.ts";
import type { SourceFinding } from "../../contract/inventory.ts";
import { recordHash } from "../../core/canonical.ts";
import type { SourceRecord } from "../../core/records.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { RunContext } from "../run-context.ts";
import { snapshotPages } from "./snapshot-reader.ts";

/** Contradictions kept for one derived stream; more of the same tell the admin nothing new. */
const maxFindings = 200;

/**
 * Builds the streams that come from other streams, from scratch and page by page. A stream that this run has
 * finished already is left alone.
 */
export async function deriveStreams(context: RunContext, source: Source): Promise<void> {
  const { store } = context.deps;
  const finished = new Set<string>();
  for (const checkpoint of await store.snapshot.checkpoints(context.scope, context.run.id)) {
    if (checkpoint.finished) finished.add(checkpoint.stepId);
  }
  for (const derived of source.derived) {
    const stepId = `derive:${derived.stream.name}`;
    if (finished.has(stepId)) continue;
    await store.snapshot.clearStream(context.scope, derived.stream.name);
    for (const stream of derived.from) {
      for await (const page of snapshotPages(store.snapshot, context.scope, stream)) {
        stopIfInterrupted(context.signal);
        await foldPage(context, { source, derived, page });
      }
    }
    await finish(context, derived, stepId);
  }
}

async function foldPage(
  context: RunContext,
  input: { source: Source; derived: DerivedStream; page: readonly SourceRecord[] },
): Promise<void> {
  const { source, derived, page } = input;
  const { deps, scope, run } = context;
  const pairs = page.flatMap((record) => derived.idsOf(record).map((id) => ({ id, record })));
  if (pairs.length === 0) return;
  const ids = [...new Set(pairs.map((pair) => pair.id))];
  const current = await deps.store.snapshot.get(scope, derived.stream.name, ids);
  const folded = new Map(current.map((record) => [record.id, record]));
  for (const { id, record } of pairs) folded.set(id, derived.fold(folded.get(id) ?? null, record, id));
  const records = [...folded.values()].map((record) => ({
    record,
    hash: recordHash(record),
    keys: source.matchKeys(record),
  }));
  await deps.store.snapshot.stage(scope, { runId: run.id, records, checkpoint: null, findings: [] });
}

async function finish(context: RunContext, derived: DerivedStream, stepId: string): Promise<void> {
  const { deps, scope, run } = context;
  const findings: SourceFinding[] = [];
  let done = 0;
  for await (const page of snapshotPages(deps.store.snapshot, scope, derived.stream.name)) {
    done += page.length;
    if (!derived.findings) continue;
    for (const record of page) findings.push(...derived.findings(record));
    findings.splice(maxFindings);
  }
  const checkpoint = { stepId, cursor: null, done, total: done, finished: true };
  await deps.store.snapshot.stage(scope, { runId: run.id, records: [], checkpoint, findings });
}
