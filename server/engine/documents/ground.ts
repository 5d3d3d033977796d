import { toFailure } from "../../contract/errors.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { DocumentGround } from "../../core/documents/scope.ts";
import type { MigrationRow, PlanState, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { type Actor, notFound, scopeOf } from "../services/actor.ts";

export interface Ground {
  readonly scope: Scope;
  readonly state: PlanState;
  readonly document: DocumentGround;
}

/** What every document is made from; `plan.not_ready` before the source has been read. */
export async function readDocumentGround(
  deps: EngineDeps,
  actor: Actor,
  migrationId: string,
): Promise<Result<Ground>> {
  const scope = scopeOf(actor, migrationId);
  const migration = await deps.store.migrations.get(scope);
  if (!migration) return notFound("migration");
  const state = await deps.store.plans.get(scope);
  const { plan, inventory } = state;
  if (!plan || !inventory) return err(toFailure("plan.not_ready", { message: "No plan is stored" }));
  const document: DocumentGround = {
    writtenAt: new Date(deps.clock.now()).toISOString(),
    migration: { id: migration.id, name: migration.name },
    ...(await sourceOf(deps, migration)),
    monday: await mondayOf(deps, actor),
    inventory,
    plan,
    accepted: new Set(state.approval?.hash === plan.hash ? state.approval.accepted.map(({ id }) => id) : []),
  };
  return ok({ scope, state, document });
}

async function sourceOf(deps: EngineDeps, { accountId, connectionId, source }: MigrationRow) {
  const connection = await deps.store.connections.get(accountId, connectionId);
  return {
    sourceTitle: deps.sources(source)?.view.title ?? source,
    sourceAccount: connection?.view.account.label ?? null,
    sourceTier: connection?.view.account.planText ?? null,
  };
}

/** A document is written all the same while monday does not answer; it then leaves the tier out. */
async function mondayOf(deps: EngineDeps, actor: Actor): Promise<DocumentGround["monday"]> {
  const destination = await deps.destinations.forAccount(actor.accountId);
  if (!destination.ok) return null;
  const account = await destination.value.account(new AbortController().signal);
  return account.ok ? { tier: account.value.plan, hasCrm: account.value.crm } : null;
}
