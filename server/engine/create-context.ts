import type { RunPatch, RunRow } from "../store/store.ts";
import type { EngineDeps } from "./deps.ts";
import { pause } from "./lease.ts";
import { createProgress } from "./progress.ts";
import { createAuditBuffer, createCallCounter, type RunContext } from "./run-context.ts";
import { workingStates } from "./states.ts";
import { createWaiting } from "./waiting.ts";

/** How long a request in flight may take to finish after the run was asked to stop. */
const writeGraceMs = 15_000;

/**
 * What the steps of a run work with. `owner`: the worker that holds the lease; nothing is saved once it is somebody
 * else's. `signal`: aborts when the run must stop.
 */
export function createContext(
  deps: EngineDeps,
  run: RunRow,
  options: { owner: string; signal: AbortSignal },
): RunContext {
  const { accountId, id: runId } = run;
  const calls = createCallCounter(run);
  const audit = createAuditBuffer(deps, run);
  const scope = { accountId, migrationId: run.migrationId };
  async function save(patch: RunPatch): Promise<void> {
    const counted = {
      ...patch,
      sourceCalls: calls.read().source,
      destinationCalls: calls.read().destination,
    };
    const saved = await deps.store.runs.transition(accountId, runId, workingStates, counted, options.owner);
    if (audit.isUrgent()) await audit.flush();
    if (saved) deps.events.publish(accountId, runId);
  }
  return {
    deps,
    run,
    scope,
    logger: deps.logger,
    signal: options.signal,
    writeSignal: delayed(deps, options.signal),
    calls,
    audit,
    async commit(input) {
      const lines = audit.drain();
      try {
        await deps.store.ledger.commit(scope, { ...input, audit: lines });
      } catch (cause) {
        audit.putBack(lines);
        throw cause;
      }
    },
    progress: createProgress({ now: deps.clock.now, save: (phases) => save({ phases }) }, run.phases),
    waiting: createWaiting(deps, {
      signal: options.signal,
      show: (waiting) => save({ waiting, state: waiting === null ? "running" : "waiting" }),
    }),
  };
}

function delayed(deps: EngineDeps, signal: AbortSignal): AbortSignal {
  const later = new AbortController();
  const never = new AbortController().signal;
  signal.addEventListener("abort", () => {
    void pause(deps.clock.sleep(writeGraceMs, never), never).then(() => later.abort(signal.reason));
  });
  return later.signal;
}
