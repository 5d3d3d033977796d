import type { MigrationView } from "../../contract/setup.ts";
import type { MigrationRow, PlanState, RunRow } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { isActive } from "../states.ts";
import { toIso, toRunView } from "./run-view.ts";

const runsShown = 20;

/** A migration as people see it, with the step a second visit opens on. */
export async function toMigrationView(deps: EngineDeps, row: MigrationRow): Promise<MigrationView> {
  const scope = { accountId: row.accountId, migrationId: row.id };
  const runs = await deps.store.runs.list(scope, runsShown);
  const state = await deps.store.plans.get(scope);
  const active = runs.find((run) => isActive(run.state)) ?? null;
  const [last] = runs;
  return {
    id: row.id,
    name: row.name,
    source: row.source,
    sourceTitle: deps.sources(row.source)?.view.title ?? row.source,
    destination: state.plan ? { ...row.destination, workspaceId: state.plan.workspace.id } : row.destination,
    connectionId: row.connectionId,
    createdAt: new Date(row.createdAt).toISOString(),
    ...stepOf(runs, state),
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

/** Where things stand, from what has happened. `runs` is newest first. */
function stepOf(
  runs: readonly Pick<RunRow, "kind" | "state">[],
  state: Pick<PlanState, "plan" | "approval" | "inventory" | "reconciliation">,
): Pick<MigrationView, "step" | "stepText"> {
  const [last] = runs;
  if (last?.kind === "import") {
    const isOver = last.state === "succeeded" || last.state === "needs_attention";
    if (isOver && state.reconciliation) {
      return state.reconciliation.addsUp && last.state === "succeeded"
        ? { step: "verify", stepText: "Everything has arrived and adds up." }
        : { step: "verify", stepText: "The import has ended; some records need a look." };
    }
    if (last.state !== "cancelled") return { step: "import", stepText: importTexts[last.state] };
  }
  if (last?.kind === "discover" && last.state !== "succeeded") {
    return { step: "discover", stepText: discoverTexts[last.state] };
  }
  if (!state.inventory || !state.plan) return { step: "discover", stepText: "Ready to read the source." };
  if (state.approval?.hash === state.plan.hash) {
    return { step: "import", stepText: "The plan is approved; the import can start." };
  }
  return state.plan.openQuestions > 0
    ? { step: "plan", stepText: `The plan has ${state.plan.openQuestions} open questions.` }
    : { step: "plan", stepText: "The plan waits for approval." };
}

const discoverTexts: Readonly<Record<RunRow["state"], string>> = {
  queued: "Reading the source is about to start.",
  running: "The source is being read.",
  waiting: "Reading the source waits and goes on by itself.",
  paused: "Reading the source is paused.",
  failed: "Reading the source needs you before it can go on.",
  succeeded: "The source has been read.",
  needs_attention: "The source has been read.",
  cancelled: "Reading the source was cancelled.",
};

const importTexts: Readonly<Record<RunRow["state"], string>> = {
  queued: "The import is about to start.",
  running: "The import is under way.",
  waiting: "The import waits and goes on by itself.",
  paused: "The import is paused.",
  failed: "The import needs you before it can go on.",
  succeeded: "The import has ended.",
  needs_attention: "The import has ended.",
  cancelled: "The import was cancelled.",
};
