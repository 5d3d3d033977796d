import type { Failure } from "../contract/errors.ts";
import { FailureError, toFailure } from "../contract/errors.ts";
import type { RunState } from "../contract/run.ts";
import type { RunPatch, RunRow } from "../store/store.ts";
import { createContext } from "./create-context.ts";
import type { EngineDeps } from "./deps.ts";
import type { InterruptionReason } from "./interruption.ts";
import { Interruption, stopIfInterrupted } from "./interruption.ts";
import { keepLease, type Lease, type LeaseTimes, pause } from "./lease.ts";
import type { RunContext } from "./run-context.ts";
import { noteBegin, noteEnd } from "./run-lines.ts";
import { statesBefore, workingStates } from "./states.ts";
import { runDelta } from "./steps/delta.ts";
import { discover } from "./steps/discover.ts";
import { importRecords } from "./steps/import.ts";
import { runRollback } from "./steps/rollback.ts";
import { runSample } from "./steps/sample.ts";
import { runVerify } from "./steps/verify.ts";
import { toFailureView } from "./views/failure-view.ts";

/** How a run ended by itself. */
type Ending = { readonly state: "succeeded" | "needs_attention" } | { readonly failure: Failure };

/** Works on a claimed run until it ends, must wait for a person, or `stop` aborts. Never throws. */
export async function executeRun(
  deps: EngineDeps,
  claimed: RunRow,
  options: LeaseTimes & { owner: string; stop: AbortSignal },
): Promise<void> {
  const logger = deps.logger;
  const { accountId, id: runId } = claimed;
  try {
    const started = await begin(deps, claimed, options.owner);
    if (!started) return;
    await work(deps, started, { ...options, takenUp: claimed.state !== "queued" });
  } catch (cause) {
    // The store refused even the note of how the run ended: its lease runs out and a worker takes it up again.
    logger.error({ event: "run.abandoned", accountId, runId, err: cause });
  }
}

async function begin(deps: EngineDeps, claimed: RunRow, owner: string): Promise<RunRow | null> {
  const patch = {
    state: "running" as const,
    startedAt: claimed.startedAt ?? deps.clock.now(),
    waiting: null,
  };
  const from: RunState[] = [...statesBefore("running"), "running"];
  const { accountId, id } = claimed;
  if (!(await deps.store.runs.transition(accountId, id, from, patch, owner))) return null;
  deps.events.publish(accountId, id);
  deps.logger.info({ event: "run.started", accountId, runId: id, kind: claimed.kind });
  return deps.store.runs.get(accountId, id);
}

async function work(
  deps: EngineDeps,
  run: RunRow,
  options: LeaseTimes & { owner: string; stop: AbortSignal; takenUp: boolean },
): Promise<void> {
  let goOn = (): void => undefined;
  const onSeen = (seen: RunRow): void => {
    if (seen.state === "running") goOn();
  };
  const lease = keepLease(deps, run, { ...options, onSeen });
  const context = createContext(deps, run, { owner: options.owner, signal: lease.signal });
  goOn = () => {
    if (context.waiting.isAnnounced()) context.waiting.goOn();
  };
  const stop = (): void => lease.interrupt("shutdown");
  options.stop.addEventListener("abort", stop);
  if (options.stop.aborted) stop();
  const unsubscribe = deps.events.subscribe(run.accountId, run.id, () => checkQuietly(deps, run, lease));
  try {
    await noteBegin(context, options.takenUp);
    const ending = await deps.callLog.collect(context.audit.note, () => untilEnd(context));
    await conclude(context, ending, options.owner);
  } catch (cause) {
    if (!(cause instanceof Interruption)) throw cause;
    await letGo(context, cause.reason, options.owner);
  } finally {
    unsubscribe();
    options.stop.removeEventListener("abort", stop);
    await lease.stop();
  }
}

function checkQuietly(deps: EngineDeps, run: RunRow, lease: Lease): void {
  lease.check().catch((cause: unknown) => {
    deps.logger.warn({ event: "run.check_failed", runId: run.id, err: cause });
  });
}

/** Runs the steps; what may pass by itself (a full disk, an outage) waits and the steps go on where they stood. */
async function untilEnd(context: RunContext): Promise<Ending> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await runSteps(context);
    } catch (cause) {
      stopIfInterrupted(context.signal);
      if (cause instanceof Interruption) throw cause;
      const failure = cause instanceof FailureError ? cause.failure : toBug(context, cause);
      if (failure.kind !== "retryable") return { failure };
      await waitAtEdge(context, failure, attempt);
    }
  }
}

async function waitAtEdge(context: RunContext, failure: Failure, attempt: number): Promise<void> {
  const { runId, deps } = { runId: context.run.id, deps: context.deps };
  context.logger.warn({ event: "run.waits", runId, code: failure.code, attempt });
  try {
    await context.waiting.after(failure, attempt);
  } catch (cause) {
    if (!(cause instanceof FailureError)) throw cause;
    // The store itself is what fails, so even the wait cannot be noted down: wait without showing it.
    await pause(deps.clock.sleep(5_000, context.signal), context.signal);
    stopIfInterrupted(context.signal);
  }
}

function toBug(context: RunContext, cause: unknown): Failure {
  const { accountId, run } = { accountId: context.run.accountId, run: context.run };
  context.logger.error({ event: "run.bug", accountId, runId: run.id, kind: run.kind, err: cause });
  return toFailure("internal.bug", { message: "An unexpected error ended the run", cause });
}

async function runSteps(context: RunContext): Promise<Ending> {
  switch (context.run.kind) {
    case "discover":
      await discover(context);
      return { state: "succeeded" };
    case "import":
      return endingOf(await importRecords(context));
    case "sample":
      return endingOf(await runSample(context));
    case "verify":
      return endingOf(await runVerify(context));
    case "delta":
      return endingOf(await runDelta(context));
    case "rollback":
      return endingOf(await runRollback(context));
  }
}

function endingOf(isClean: boolean): Ending {
  return { state: isClean ? "succeeded" : "needs_attention" };
}

async function conclude(context: RunContext, ending: Ending, owner: string): Promise<void> {
  const failed = "failure" in ending;
  const state: RunState = failed ? "failed" : ending.state;
  await leave(context, owner, {
    state,
    endedAt: context.deps.clock.now(),
    failure: failed ? toFailureView(ending.failure) : null,
  });
}

async function letGo(context: RunContext, reason: InterruptionReason, owner: string): Promise<void> {
  switch (reason) {
    case "sibling_failed":
      throw new Error("Boards loaded side by side hand on the failure that stopped them");
    case "lease_lost":
      context.logger.warn({ event: "run.lease_lost", runId: context.run.id });
      // The run is somebody else's; the calls made until now were made all the same.
      await context.audit.flush();
      return;
    case "shutdown":
      return leave(context, owner, {});
    case "pause":
      return leave(context, owner, { state: "paused" });
    case "cancel":
      return leave(context, owner, { state: "cancelled", endedAt: context.deps.clock.now() });
  }
}

/** Gives the run back. After a stop of the server it stays as it is and the next worker takes it at once. */
async function leave(context: RunContext, owner: string, patch: RunPatch): Promise<void> {
  const { deps, run, calls } = context;
  noteEnd(context, patch);
  await context.audit.flush();
  const whole: RunPatch = {
    ...patch,
    phases: context.progress.phases(),
    sourceCalls: calls.read().source,
    destinationCalls: calls.read().destination,
    waiting: null,
    leaseOwner: null,
    leaseUntil: 0,
    ...(patch.state === undefined ? {} : { control: null }),
  };
  await deps.store.runs.transition(run.accountId, run.id, workingStates, whole, owner);
  deps.events.publish(run.accountId, run.id);
  deps.logger.info({ event: "run.left", runId: run.id, state: patch.state ?? "running" });
}
