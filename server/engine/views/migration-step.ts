import type { RunKind, RunState } from "../../contract/run.ts";
import { type MigrationView, migrationSteps } from "../../contract/setup.ts";
import type { PlanState, RunRow } from "../../store/store.ts";
import { isActive } from "../states.ts";

/** What of a run tells where things stand. */
export type StepRun = Pick<RunRow, "kind" | "state">;
export type StepState = Pick<PlanState, "plan" | "approval" | "inventory" | "reconciliation">;
type Step = Pick<MigrationView, "step" | "stepText">;
type StepName = MigrationView["step"];

/** Where things stand, from what has happened. `runs` is newest first. */
export function toStep(runs: readonly StepRun[], state: StepState): Step {
  const main = runs.find(({ kind }) => kind === "discover" || kind === "import");
  const isTakenBack = wasTakenBack(runs, state);
  if (main?.kind === "import" && main.state !== "cancelled" && !isTakenBack) {
    return afterImport(main, runs, state);
  }
  if (main?.kind === "discover" && main.state !== "succeeded") {
    return { step: "discover", stepText: textOf("discover", main.state) };
  }
  if (!state.inventory || !state.plan) return { step: "discover", stepText: "Ready to read the source." };
  return beforeImport(runs, state.plan, state.approval?.hash === state.plan.hash);
}

/**
 * The furthest step that can be opened. What was open once stays open to look at: while an earlier step is done
 * again, and when a changed plan needs a new approval.
 */
export function toReached(step: StepName, runs: readonly StepRun[], state: StepState): StepName {
  const open: StepName[] = [step];
  if (runs.some((run) => run.kind === "discover" && isOver(run))) open.push("plan");
  if (runs.some(({ kind }) => kind === "sample")) open.push("sample");
  if (state.approval || runs.some(({ kind }) => kind === "import")) open.push("import");
  if (runs.some((run) => run.kind === "import" && isOver(run))) open.push("verify");
  return migrationSteps.findLast((name) => open.includes(name)) ?? step;
}

/** A complete rollback forgets the approval and the reconciliation; until then the import stands. */
function wasTakenBack(runs: readonly StepRun[], state: StepState): boolean {
  const latest = runs.find(({ kind }) => kind === "import" || kind === "rollback");
  return latest?.kind === "rollback" && isOver(latest) && !state.approval && !state.reconciliation;
}

function isOver({ state }: StepRun): boolean {
  return state === "succeeded" || state === "needs_attention";
}

function afterImport(run: StepRun, runs: readonly StepRun[], { reconciliation }: StepState): Step {
  const active = runs.find(({ state }) => isActive(state));
  if (active?.kind === "rollback") {
    return { step: "verify", stepText: textOf("rollback", active.state) };
  }
  if (!isOver(run) || !reconciliation) return { step: "import", stepText: textOf("import", run.state) };
  return reconciliation.addsUp && run.state === "succeeded"
    ? { step: "verify", stepText: "Everything has arrived and adds up." }
    : { step: "verify", stepText: "The import has ended; some records need a look." };
}

/** The plan is there: its questions come first, then the sample, then the sign-off. */
function beforeImport(
  runs: readonly StepRun[],
  plan: { readonly openQuestions: number },
  isApproved: boolean,
): Step {
  const [last] = runs;
  if (last && (last.kind === "sample" || last.kind === "rollback") && isActive(last.state)) {
    return { step: "sample", stepText: textOf(last.kind, last.state) };
  }
  if (isApproved) return { step: "import", stepText: "The plan is approved; the import can start." };
  if (plan.openQuestions > 0) {
    const questions = plan.openQuestions === 1 ? "an open question" : `${plan.openQuestions} open questions`;
    return { step: "plan", stepText: `The plan has ${questions}.` };
  }
  return { step: "sample", stepText: sampleText(last) };
}

function sampleText(last: StepRun | undefined): string {
  if (last?.kind !== "sample") return "The plan is ready for a sample.";
  return isOver(last)
    ? "The sample is ready; the plan waits for your sign-off."
    : textOf("sample", last.state);
}

const subjects: Readonly<Record<RunKind, string>> = {
  discover: "Reading the source",
  sample: "The sample",
  import: "The import",
  verify: "The check",
  delta: "Catching up with the source",
  rollback: "The rollback",
};

const predicates: Readonly<Record<RunState, string>> = {
  queued: "is about to start.",
  running: "is under way.",
  waiting: "waits and goes on by itself.",
  paused: "is paused.",
  failed: "needs you before it can go on.",
  succeeded: "has ended.",
  needs_attention: "has ended.",
  cancelled: "was cancelled.",
};

function textOf(kind: RunKind, state: RunState): string {
  return `${subjects[kind]} ${predicates[state]}`;
}
