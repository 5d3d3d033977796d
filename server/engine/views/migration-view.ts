import { runKinds } from "../../contract/run.ts";
import type { MigrationView } from "../../contract/setup.ts";
import type { MigrationRow, RunRow, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { isActive } from "../states.ts";
import { toReached, toStep } from "./migration-step.ts";
import { toIso, toRunView } from "./run-view.ts";

const runsShown = 20;

/** A migration as people see it, with the step a second visit opens on. */
export async function toMigrationView(deps: EngineDeps, row: MigrationRow): Promise<MigrationView> {
  const scope = { accountId: row.accountId, migrationId: row.id };
  const runs = await listRuns(deps, scope);
  const state = await deps.store.plans.get(scope);
  const active = runs.find((run) => isActive(run.state)) ?? null;
  const [last] = runs;
  const standing = toStep(runs, state);
  return {
    id: row.id,
    name: row.name,
    source: row.source,
    sourceTitle: deps.sources(row.source)?.view.title ?? row.source,
    destination: state.plan ? { ...row.destination, workspaceId: state.plan.workspace.id } : row.destination,
    connectionId: row.connectionId,
    createdAt: new Date(row.createdAt).toISOString(),
    ...standing,
    reached: toReached(standing.step, runs, state),
    records: state.inventory?.records ?? null,
    activeRun: active && toRunView(active),
    lastRun: last ? toRunView(last) : null,
    runs: runs.map((run) => ({
      id: run.id,
      kind: run.kind,
      state: run.state,
      createdAt: new Date(run.createdAt).toISOString(),
      endedAt: toIso(run.endedAt),
    })),
  };
}

/**
 * The newest runs, newest first, and the last one of every kind however long ago it was: each step's screen finds its
 * run here, also when a migration that is kept in step has had hundreds of runs since.
 */
async function listRuns({ store }: EngineDeps, scope: Scope): Promise<readonly RunRow[]> {
  const runs = [...(await store.runs.list(scope, runsShown))];
  if (runs.length < runsShown) return runs;
  for (const kind of runKinds) {
    if (!runs.some((run) => run.kind === kind)) runs.push(...(await store.runs.list(scope, 1, kind)));
  }
  return runs.sort((a, b) => (a.id < b.id ? 1 : -1));
}
