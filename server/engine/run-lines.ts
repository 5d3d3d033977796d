import type { RunPatch } from "../store/store.ts";
import type { RunContext } from "./run-context.ts";

/**
 * Notes that work on the run begins, durable before its first call. `takenUp`: the run was in work already and its
 * process ended without a line of its own (a crash), so a call right before this one may have left no line. Writes
 * under way at that moment are told by `loading/recover.ts`.
 */
export async function noteBegin({ audit, run }: RunContext, takenUp: boolean): Promise<void> {
  noteRun(audit, "run.begin", { kind: run.kind, takenUp });
  await audit.flush();
}

/** Notes how the work ended; `running` when only the server stops and the run goes on later. */
export function noteEnd({ audit, run, calls }: RunContext, patch: RunPatch): void {
  const { source, destination } = calls.read();
  noteRun(audit, "run.end", {
    kind: run.kind,
    state: patch.state ?? "running",
    failure: patch.failure?.code ?? null,
    sourceCalls: source,
    destinationCalls: destination,
  });
}

function noteRun(
  audit: RunContext["audit"],
  operation: string,
  detail: Readonly<Record<string, string | number | boolean | null>>,
): void {
  const about = { boardId: null, records: [], requestId: null };
  audit.note({ system: "portage", operation, writes: false, ...about, outcome: "ok", detail: { ...detail } });
}
