import { dueAt, wakeWindow } from "../../core/delta/window.ts";
import type { RunRow, Scope } from "../../store/store.ts";
import { checkDelta } from "../delta/check-delta.ts";
import type { EngineDeps } from "../deps.ts";
import { scheduleActor } from "./actor.ts";

export type WakeDeps = Pick<EngineDeps, "store" | "clock" | "ids" | "events" | "logger">;

/** Windows looked at in one go; what is left comes a minute later. */
const windowsPerWake = 50;
/** Windows set right in one go after the clock was turned back. */
const windowsPerReset = 10_000;

/** Starts what is due at this moment, over all accounts. `all`: also sets right what is not due yet. */
export async function wakeDueWork(deps: WakeDeps, options: { all?: boolean } = {}): Promise<void> {
  const { store, clock, logger } = deps;
  const [until, limit] = options.all
    ? [Number.MAX_SAFE_INTEGER, windowsPerReset]
    : [clock.now(), windowsPerWake];
  for (const scope of await store.documents.due("delta_window", until, limit)) {
    try {
      await wakeOne(deps, scope);
    } catch (cause) {
      // One migration's trouble must not keep the others waiting; it is due again in a minute.
      logger.error({ event: "schedule.failed", migrationId: scope.migrationId, err: cause });
    }
  }
}

async function wakeOne(deps: WakeDeps, scope: Scope): Promise<void> {
  const { store, clock } = deps;
  const found = await store.documents.get(scope, "delta_window");
  if (!found) return;
  const wake = wakeWindow(found.body, clock.now());
  if (wake.start !== null && (await store.runs.active(scope))) return;
  const start = wake.start === "delta" && !(await mayRead(deps, scope)) ? null : wake.start;
  // First the window, then the run: who saves the window is the only one to start the run.
  const input = { body: wake.after, expectedVersion: found.version, dueAt: dueAt(wake.after) };
  if (!(await store.documents.save(scope, "delta_window", input)) || start === null) return;
  const run = newRun(deps, scope, start);
  const isStarted = await store.runs.insert(run);
  deps.logger.info({ event: "schedule.run", runId: run.id, kind: start, isStarted });
  if (isStarted) deps.events.publish(scope.accountId, run.id);
}

/** A plan that was changed and not approved since: the window shows it, and the next look finds it approved or not. */
async function mayRead(deps: WakeDeps, scope: Scope): Promise<boolean> {
  return (await checkDelta(deps, scope)).ok;
}

function newRun({ ids, clock }: WakeDeps, scope: Scope, kind: "delta" | "verify"): RunRow {
  return {
    ...{ id: ids.next(), ...scope, kind, state: "queued", options: {}, requestedBy: scheduleActor },
    ...{ createdAt: clock.now(), startedAt: null, endedAt: null, waiting: null, phases: [], failure: null },
    ...{ control: null, sourceCalls: 0, destinationCalls: 0, leaseOwner: null, leaseUntil: null },
  };
}
