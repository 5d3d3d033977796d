import { type FailureCode, toFailure } from "../../contract/errors.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { RunState, RunView, StartRun } from "../../contract/run.ts";
import type { PlanState, RunPatch, RunRow, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { activeStates, statesBefore } from "../states.ts";
import { toRunView } from "../views/run-view.ts";
import { type Actor, notFound, requireAdmin, scopeOf } from "./actor.ts";
import { auditAct } from "./audit-act.ts";
import { checkResume } from "./check-resume.ts";
import { checkDelta } from "./deltas.ts";
import { checkRollback } from "./rollbacks.ts";
import { checkSample } from "./samples.ts";
import { checkVerify } from "./verification.ts";

export type RunControl = "pause" | "resume" | "cancel";

/** Creates a run; a worker starts it within a moment. One run at a time for each migration. */
export async function startRun(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string } & StartRun,
): Promise<Result<RunView>> {
  const allowed = requireAdmin(actor);
  if (!allowed.ok) return allowed;
  const scope = scopeOf(actor, input.migrationId);
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  const ready = await checkStart(deps, scope, input);
  if (!ready.ok) return ready;
  const run = newRun(deps, actor, input);
  if (!(await deps.store.runs.insert(run))) return fail("run.already_running", "A run is active already");
  await auditAct(deps, actor, scope, {
    operation: "run.start",
    runId: run.id,
    detail: { kind: run.kind },
  });
  deps.events.publish(actor.accountId, run.id);
  return ok(toRunView(run));
}

async function checkStart(deps: EngineDeps, scope: Scope, input: StartRun): Promise<Result<void>> {
  const { kind } = input;
  if (await deps.store.runs.active(scope)) return fail("run.already_running", "A run is active already");
  switch (kind) {
    case "discover":
      return ok(undefined);
    case "import":
      return checkApproval(await deps.store.plans.get(scope));
    case "sample":
      return checkSample(deps, scope, input.options);
    case "verify":
      return checkVerify(deps, scope);
    case "delta":
      return checkDelta(deps, scope);
    case "rollback":
      return checkRollback(deps, scope, input.options);
  }
}

/** An import runs only the plan that was approved, with every question answered. */
function checkApproval({ plan, approval }: PlanState): Result<void> {
  if (!plan) return fail("plan.not_ready", "No plan is stored");
  if (plan.openQuestions > 0) return fail("plan.open_questions", `${plan.openQuestions} questions are open`);
  if (approval?.hash !== plan.hash) return fail("plan.not_approved", "The approval is of another plan");
  return ok(undefined);
}

function newRun(deps: EngineDeps, actor: Actor, input: { migrationId: string } & StartRun): RunRow {
  return {
    id: deps.ids.next(),
    accountId: actor.accountId,
    migrationId: input.migrationId,
    kind: input.kind,
    state: "queued",
    options: { ...input.options },
    requestedBy: actor.userId,
    createdAt: deps.clock.now(),
    startedAt: null,
    endedAt: null,
    waiting: null,
    phases: [],
    failure: null,
    control: null,
    sourceCalls: 0,
    destinationCalls: 0,
    leaseOwner: null,
    leaseUntil: null,
  };
}

/** One run with its phases, waits and what may be asked of it. */
export async function getRun(
  deps: EngineDeps,
  actor: Actor,
  input: { runId: string },
): Promise<Result<RunView>> {
  const run = await deps.store.runs.get(actor.accountId, input.runId);
  return run ? ok(toRunView(run)) : notFound("run");
}

/** Asks the run to stop at its next safe point; `run.illegal_transition` when it is over or paused already. */
export async function pauseRun(
  deps: EngineDeps,
  actor: Actor,
  input: { runId: string },
): Promise<Result<RunView>> {
  return control(deps, actor, { ...input, control: "pause" });
}

/**
 * Lets a paused, failed or waiting run go on where it stood; `run.illegal_transition` for a failed one that later runs
 * have made a thing of the past.
 */
export async function resumeRun(
  deps: EngineDeps,
  actor: Actor,
  input: { runId: string },
): Promise<Result<RunView>> {
  return control(deps, actor, { ...input, control: "resume" });
}

/** Ends the run for good; what it has written stays and is known to the next import. */
export async function cancelRun(
  deps: EngineDeps,
  actor: Actor,
  input: { runId: string },
): Promise<Result<RunView>> {
  return control(deps, actor, { ...input, control: "cancel" });
}

async function control(
  deps: EngineDeps,
  actor: Actor,
  input: { runId: string; control: RunControl },
): Promise<Result<RunView>> {
  const allowed = requireAdmin(actor);
  if (!allowed.ok) return allowed;
  const run = await deps.store.runs.get(actor.accountId, input.runId);
  if (!run) return notFound("run");
  if (input.control === "resume") {
    const free = await checkResume(deps, run);
    if (!free.ok) return free;
  }
  const changed = await (input.control === "resume" ? resume(deps, run) : ask(deps, run, input.control));
  if (!changed) return fail("run.illegal_transition", `A run in state ${run.state} cannot ${input.control}`);
  const { kind, state } = run;
  await auditAct(deps, actor, scopeOf(actor, run.migrationId), {
    operation: `run.${input.control}`,
    runId: run.id,
    detail: { kind, state },
  });
  deps.events.publish(actor.accountId, run.id);
  return getRun(deps, actor, input);
}

/** Paused and failed runs queue up again and go on where they stood; a waiting one stops waiting. */
async function resume(deps: EngineDeps, run: RunRow): Promise<boolean> {
  const { accountId, id, state } = run;
  if (state === "waiting") {
    return deps.store.runs.transition(accountId, id, ["waiting"], { state: "running", waiting: null });
  }
  const again: RunPatch = {
    state: "queued",
    waiting: null,
    failure: null,
    control: null,
    endedAt: null,
    leaseOwner: null,
    leaseUntil: null,
  };
  return deps.store.runs.transition(accountId, id, statesBefore("queued"), again);
}

/**
 * Nobody works on a queued or paused run, so it changes at once. A run in work gets a note; its worker stops at
 * the next safe point.
 */
async function ask(deps: EngineDeps, run: RunRow, wish: "pause" | "cancel"): Promise<boolean> {
  const { accountId, id } = run;
  const target: RunState = wish === "pause" ? "paused" : "cancelled";
  const idle = statesBefore(target).filter((state) => state === "queued" || state === "paused");
  const ended = wish === "cancel" ? { endedAt: deps.clock.now() } : {};
  const patch: RunPatch = { state: target, control: null, leaseOwner: null, leaseUntil: null, ...ended };
  if (await deps.store.runs.transition(accountId, id, idle, patch)) return true;
  const working = activeStates.filter((state) => state === "running" || state === "waiting");
  return deps.store.runs.transition(accountId, id, working, { control: wish });
}

function fail(code: FailureCode, message: string): ReturnType<typeof err> {
  return err(toFailure(code, { message }));
}
