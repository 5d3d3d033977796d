import type { z } from "zod";
import { toFailure } from "../../contract/errors.ts";
import type { Inventory } from "../../contract/inventory.ts";
import type { Accepted, approvePlanSchema, Plan, PlanEdit, patchPlanSchema } from "../../contract/plan.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { RunKind } from "../../contract/run.ts";
import { checkEdits } from "../../core/planning/check-edits.ts";
import type { DestinationFacts } from "../../core/planning/facts.ts";
import type { Class } from "../../core/sampling/acceptances.ts";
import { isTestKey } from "../../core/sampling/test-prefix.ts";
import type { PlanState, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import type { FactsMemory } from "../facts-memory.ts";
import { drawPlan, type PlanningGround, readFacts, readGround } from "../planning.ts";
import { currentSample, readClasses } from "../sampling/classes.ts";
import { type Actor, notFound, requireAdmin, scopeOf } from "./actor.ts";
import { auditAct } from "./audit-act.ts";
import { refuseOtherTarget } from "./sampled-boards.ts";

export interface PlanDeps extends EngineDeps {
  readonly factsMemory: FactsMemory;
}

/** What the last discover found; `plan.not_ready` before the first one. */
export async function getInventory(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string },
): Promise<Result<Inventory>> {
  const state = await readState(deps, scopeOf(actor, input.migrationId));
  if (!state.ok) return state;
  const { inventory } = state.value;
  return inventory ? ok(inventory) : notReady("No inventory is stored");
}

/** The stored plan with the approval as it stands now; `plan.not_ready` before the first discover. */
export async function getPlan(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string },
): Promise<Result<Plan>> {
  const state = await readState(deps, scopeOf(actor, input.migrationId));
  if (!state.ok) return state;
  const { plan } = state.value;
  return plan ? ok(withApproval(plan, state.value)) : notReady("No plan is stored");
}

/**
 * Adds edits to the plan and builds it anew. Refused with `plan.stale` when the plan is not the one the editor was
 * looking at, with `plan.impossible_edit` when an edit does not fit, and while a run works by the plan.
 */
export async function editPlan(
  deps: PlanDeps,
  actor: Actor,
  input: { migrationId: string; signal: AbortSignal } & z.infer<typeof patchPlanSchema>,
): Promise<Result<Plan>> {
  const allowed = requireAdmin(actor);
  if (!allowed.ok) return allowed;
  const scope = scopeOf(actor, input.migrationId);
  const ground = await readGround(deps, scope);
  if (!ground.ok) return ground;
  const { plan: current, edits: made } = ground.value.state;
  if (!current) return notReady("No plan is stored");
  if (current.hash !== input.hash) return stale();
  const idle = await refuseDuringWork(deps, scope);
  if (!idle.ok) return idle;
  const settled = await refuseMoveOfBoards(deps, scope, { current, edits: input.edits });
  if (!settled.ok) return settled;
  const unsampled = await refuseOtherTarget(deps, scope, { current, edits: input.edits });
  if (!unsampled.ok) return unsampled;
  const edits = [...made, ...input.edits];
  const facts = await factsFor(deps, { actor, scope, ground: ground.value, edits, input });
  if (!facts.ok) return facts;
  const possible = checkEdits(current, facts.value, input.edits);
  if (!possible.ok) return possible;
  const plan = await drawPlan(deps, { scope, ground: ground.value, facts: facts.value, edits });
  // Asking monday takes a while: a run may have started by the plan meanwhile.
  const stillIdle = await refuseDuringWork(deps, scope);
  if (!stillIdle.ok) return stillIdle;
  if (!(await deps.store.plans.save(scope, { expectedHash: input.hash, edits, plan }))) return stale();
  await auditAct(deps, actor, scope, {
    operation: "plan.edit",
    detail: { edits: input.edits.length, before: input.hash, after: plan.hash },
  });
  return ok(withApproval(plan, ground.value.state));
}

/**
 * Approves exactly the plan with this hash; a plan changed meanwhile answers `plan.stale`, a class of records nobody
 * has accepted `plan.not_accepted`. Approving what is approved already changes nothing.
 */
export async function approvePlan(
  deps: PlanDeps,
  actor: Actor,
  input: { migrationId: string } & z.infer<typeof approvePlanSchema>,
): Promise<Result<Plan>> {
  const allowed = requireAdmin(actor);
  if (!allowed.ok) return allowed;
  const scope = scopeOf(actor, input.migrationId);
  const state = await readState(deps, scope);
  if (!state.ok) return state;
  const { plan } = state.value;
  if (!plan) return notReady("No plan is stored");
  if (plan.hash !== input.hash) return stale();
  if (plan.openQuestions > 0) {
    return err(toFailure("plan.open_questions", { message: `${plan.openQuestions} questions are open` }));
  }
  if (state.value.approval?.hash === input.hash) return getPlan(deps, actor, input);
  const sample = await currentSample(deps, scope, plan);
  const classes = await readClasses(deps, scope, { plan, sample });
  const accepted = acceptAll(classes, input.accepted ?? []);
  if (!accepted.ok) return accepted;
  const approval = {
    hash: input.hash,
    by: actor.userId,
    byName: nameOf(deps, scope, { plan, userId: actor.userId }),
    at: deps.clock.now(),
    accepted: accepted.value,
    sample: sample && { runId: sample.runId, records: sample.coverage.records },
  };
  if (!(await deps.store.plans.approve(scope, approval))) return stale();
  const { approval: kept } = await deps.store.plans.get(scope);
  // The first approval stays: of two admins at the same moment only one has approved.
  if (kept?.by === approval.by && kept.at === approval.at) {
    await auditAct(deps, actor, scope, {
      operation: "plan.approve",
      detail: { hash: approval.hash, accepted: approval.accepted.length },
    });
  }
  return getPlan(deps, actor, input);
}

/** Ids named in an answer about classes that are not accepted. */
const idsNamed = 20;

/** Every class as it is accepted: by an edit of the plan, or by name with the approval. */
function acceptAll(classes: readonly Class[], named: readonly string[]): Result<Accepted[]> {
  const open = classes.filter(({ id, accepted }) => !accepted && !named.includes(id)).map(({ id }) => id);
  if (open.length === 0) return ok(classes.map(({ id, title, count }) => ({ id, title, count })));
  const message = `${open.length} classes are not accepted`;
  return err(toFailure("plan.not_accepted", { message, where: { ids: open.slice(0, idsNamed).join(", ") } }));
}

/** The session names its user by id only; the destination's users are known from planning. */
function nameOf(deps: PlanDeps, scope: Scope, { plan, userId }: { plan: Plan; userId: string }): string {
  const isTheirs = (user: { readonly id: string }) => user.id === userId;
  const known =
    plan.assignable.find(isTheirs) ?? deps.factsMemory.recall(scope, deps.clock.now())?.users.find(isTheirs);
  return known?.name ?? `An admin (${userId})`;
}

/**
 * Boards that exist stay in their workspace, so choosing another one would not do what it says. Those of a test
 * workspace are no boards of the import.
 */
async function refuseMoveOfBoards(
  deps: EngineDeps,
  scope: Scope,
  { current, edits }: { current: Plan; edits: readonly PlanEdit[] },
): Promise<Result<void>> {
  const moves = edits.some((edit) => edit.op === "workspace" && edit.workspaceId !== current.workspace.id);
  if (!moves) return ok(undefined);
  const boards = (await deps.store.objects.list(scope)).filter(
    ({ kind, key, created }) => kind === "board" && created && !isTestKey(key),
  );
  if (boards.length === 0) return ok(undefined);
  return err(
    toFailure("plan.impossible_edit", {
      message: "The boards of this migration exist already",
      userMessage: `This migration has made boards in "${current.workspace.name}" already, and later imports go to the same boards.`,
      remedy: "Move the boards to another workspace in monday, or start a new migration for it.",
      where: { op: "workspace" },
    }),
  );
}

async function readState(deps: EngineDeps, scope: Scope): Promise<Result<PlanState>> {
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  return ok(await deps.store.plans.get(scope));
}

/** The stored plan was built before it was approved; the approval is told as it stands now. */
function withApproval(plan: Plan, { approval }: Pick<PlanState, "approval">): Plan {
  if (!approval) return { ...plan, approval: null };
  const at = new Date(approval.at).toISOString();
  const accepted = [...approval.accepted];
  return { ...plan, approval: { ...approval, accepted, at, current: approval.hash === plan.hash } };
}

/** Runs that work by the plan, as a person calls them. */
const worksByPlan: Readonly<Partial<Record<RunKind, string>>> = {
  import: "An import",
  sample: "A sample",
  delta: "A transfer of changes",
};

async function refuseDuringWork(deps: EngineDeps, scope: Scope): Promise<Result<void>> {
  const active = await deps.store.runs.active(scope);
  const work = active ? worksByPlan[active.kind] : undefined;
  if (!work) return ok(undefined);
  const userMessage = `${work} is working by this plan.`;
  const message = `The plan cannot change during a run of kind ${active?.kind}`;
  return err(toFailure("run.already_running", { message, userMessage }));
}

/** A choice of workspace or board changes what has to be known of monday; other edits take what is known. */
async function factsFor(
  deps: PlanDeps,
  context: {
    actor: Actor;
    scope: Scope;
    ground: PlanningGround;
    edits: readonly PlanEdit[];
    input: { edits: readonly PlanEdit[]; signal: AbortSignal };
  },
): Promise<Result<DestinationFacts>> {
  const { actor, scope, ground, edits, input } = context;
  const moves = input.edits.some((edit) => edit.op === "workspace" || edit.op === "board.target");
  const known = moves ? null : deps.factsMemory.recall(scope, deps.clock.now());
  if (known) return ok(known);
  const destination = await deps.destinations.forAccount(actor.accountId);
  if (!destination.ok) return destination;
  const { signal } = input;
  const facts = await readFacts(deps, { destination: destination.value, ground, edits, scope, signal });
  if (facts.ok) deps.factsMemory.keep(scope, facts.value, deps.clock.now());
  return facts;
}

function stale(): ReturnType<typeof err> {
  return err(toFailure("plan.stale", { message: "The stored plan has another hash" }));
}

function notReady(message: string): ReturnType<typeof err> {
  return err(toFailure("plan.not_ready", { message }));
}
