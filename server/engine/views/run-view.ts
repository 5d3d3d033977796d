import type { RunPhase, RunView } from "../../contract/run.ts";
import type { RunRow } from "../../store/store.ts";
import { possibleControls } from "../states.ts";

/** A run as people see it. */
export function toRunView(run: RunRow): RunView {
  return {
    id: run.id,
    migrationId: run.migrationId,
    kind: run.kind,
    state: run.state,
    waiting: run.waiting && {
      reason: run.waiting.reason,
      code: run.waiting.code,
      until: toIso(run.waiting.until),
    },
    requestedBy: run.requestedBy,
    createdAt: new Date(run.createdAt).toISOString(),
    startedAt: toIso(run.startedAt),
    endedAt: toIso(run.endedAt),
    phases: [...run.phases],
    etaSeconds: run.state === "running" || run.state === "waiting" ? etaOf(run.phases) : null,
    failure: run.failure,
    calls: { source: run.sourceCalls, destination: run.destinationCalls },
    can: possibleControls(run),
  };
}

/**
 * Time left: what active phases need at their pace and pending ones by their forecast. Null while a phase that is
 * under way does not know its pace.
 */
function etaOf(phases: readonly RunPhase[]): number | null {
  const open = phases.filter((phase) => phase.state !== "done");
  if (open.some((phase) => phase.state === "active" && phase.etaSeconds === null)) return null;
  return open.reduce((sum, phase) => sum + (phase.etaSeconds ?? 0), 0);
}

/** Milliseconds since 1970 as ISO 8601 in UTC. */
export function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
