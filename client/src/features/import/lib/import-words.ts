import { assertNever, type Plan, type RunPhase, type RunView } from "../../../lib/contract.ts";
import type { Format } from "../../../lib/format.ts";
import { isRunOver } from "../../../lib/run-state.ts";

/** True for texts written as updates of items: a part of their board's work, no board of its own. */
function isUpdates(phase: RunPhase): boolean {
  return phase.key.endsWith(".updates");
}

export interface PhaseGroup {
  readonly title: string;
  readonly phases: readonly RunPhase[];
}

const groupTitles: ReadonlyArray<readonly [RunPhase["kind"], string]> = [
  ["read", "Reading"],
  ["inventory", "Counting"],
  ["schema", "Preparing your boards"],
  ["load", "Writing the records"],
  ["check", "Reading everything back to check it"],
];

/** True for the updates of a board that has none, or of which nothing is known yet. */
function hasNoUpdates(phase: RunPhase): boolean {
  return isUpdates(phase) && phase.done === 0 && (phase.total ?? 0) === 0;
}

/** The phases by what they do, in order; texts that a board does not have are left out. */
export function toPhaseGroups(run: RunView): PhaseGroup[] {
  const shown = run.phases.filter((phase) => !hasNoUpdates(phase));
  return groupTitles
    .map(([kind, title]) => ({ title, phases: shown.filter((phase) => phase.kind === kind) }))
    .filter(({ phases }) => phases.length > 0);
}

function loadPhases(run: RunView): RunPhase[] {
  return run.phases.filter((phase) => phase.kind === "load");
}

/** The heading of the screen. */
export function toTitle(run: RunView): string {
  if (isRunOver(run)) return "Import";
  return run.state === "paused" ? "Your import is paused" : "Your import is under way";
}

/** What the import is doing, in one sentence. */
export function toHeadline(run: RunView): string {
  const active = run.phases.find((phase) => phase.state === "active");
  switch (run.state) {
    case "queued":
      return "The import starts in a moment.";
    case "running":
      return active === undefined ? "The import is under way." : `${activeVerb(active)} ${active.title}.`;
    case "waiting":
      return "The import waits and goes on by itself.";
    case "paused":
      return "The import is paused.";
    case "succeeded":
      return "The import is done.";
    case "needs_attention":
      return "The import is done. Some records need a look.";
    case "failed":
      return "The import stopped. What was written is safe.";
    case "cancelled":
      return "The import was cancelled.";
    default:
      return assertNever(run.state);
  }
}

function activeVerb(phase: RunPhase): string {
  switch (phase.kind) {
    case "read":
      return "Reading";
    case "inventory":
      return "Counting";
    case "schema":
      return "Preparing";
    case "load":
      return "Writing";
    case "check":
      return "Checking";
    case "choose":
      return "Choosing";
    case "compare":
      return "Comparing";
    case "remove":
      return "Removing";
    default:
      return assertNever(phase.kind);
  }
}

/** Titles of the boards that are complete and can be worked with already. */
export function toUsableBoards(run: RunView): string[] {
  return loadPhases(run)
    .filter((phase) => phase.state === "done" && phase.done > 0 && !isUpdates(phase))
    .map((phase) => phase.title);
}

/** What cancelling now would leave behind. */
export function toCancelSentences(run: RunView, format: Format): string[] {
  const written = loadPhases(run).reduce((sum, phase) => sum + phase.done - phase.failed - phase.skipped, 0);
  const open = loadPhases(run).reduce((sum, phase) => sum + Math.max(0, (phase.total ?? 0) - phase.done), 0);
  const stays =
    written > 0
      ? `${format.count(written, "record")} already written ${written === 1 ? "stays" : "stay"} in monday.`
      : "Nothing has been written yet.";
  return [
    stays,
    `${format.count(open, "record")} would not be moved.`,
    "You can start the import again later: it goes on from there and doubles nothing.",
  ];
}

/** True when the import ended early and can be started again to move the rest. */
export function isUnfinished(run: RunView): boolean {
  return run.state === "failed" || run.state === "cancelled";
}

/**
 * What another import is for: the rest of one that ended early, a plan approved since, once more what is new or
 * changed; or nothing, since the plan is not approved as it is now.
 */
export type StartKind = "go_on" | "new_plan" | "again" | "not_approved";

export const startLabels: Readonly<Record<StartKind, string | null>> = {
  go_on: "Go on with the import",
  new_plan: "Start the import",
  again: "Import again",
  not_approved: null,
};

export function toStartKind(run: RunView, { approval }: Pick<Plan, "approval">): StartKind {
  if (approval?.current !== true) return "not_approved";
  if (approval.at > run.createdAt) return "new_plan";
  return isUnfinished(run) ? "go_on" : "again";
}
