import type { MigrationView, RunView } from "../../../lib/contract.ts";
import { isRunOver } from "../../../lib/run-state.ts";

/** Kinds of runs that are started and followed on this screen. */
const ownKinds: ReadonlySet<string> = new Set(["verify", "delta", "rollback"]);

/** The run to follow here, if one of its own is under way. */
export function ownActiveRun(migration: Pick<MigrationView, "activeRun">): RunView | null {
  return migration.activeRun !== null && ownKinds.has(migration.activeRun.kind) ? migration.activeRun : null;
}

/** The last run when it was one of this screen and stopped before its end. */
export function ownStoppedRun(migration: Pick<MigrationView, "activeRun" | "lastRun">): RunView | null {
  const { activeRun, lastRun } = migration;
  if (activeRun !== null || lastRun === null || !ownKinds.has(lastRun.kind)) return null;
  return lastRun.state === "failed" || lastRun.state === "cancelled" ? lastRun : null;
}

/** Why nothing else can be started now; null when it can. */
export function busyReason(migration: Pick<MigrationView, "activeRun">): string | null {
  switch (migration.activeRun?.kind) {
    case undefined:
      return null;
    case "import":
      return "An import is under way.";
    case "verify":
      return "A check is under way.";
    case "delta":
      return "Portage is looking for changes.";
    case "rollback":
      return "A rollback is under way.";
    default:
      return "Something else is under way.";
  }
}

/** What the run is doing, in one sentence. */
export function toRunSentence(run: RunView, sourceTitle: string): string {
  if (run.state === "paused") return `${titles[run.kind] ?? "The run"} is paused.`;
  if (run.state === "waiting") return `${titles[run.kind] ?? "The run"} waits and goes on by itself.`;
  if (isRunOver(run)) return run.state === "cancelled" ? "It was cancelled." : "It has ended.";
  const active = run.phases.find((phase) => phase.state === "active");
  switch (run.kind) {
    case "verify":
      return "Reading everything back from monday and comparing it.";
    case "delta":
      return active?.kind === "load"
        ? `Bringing changes to monday: ${active.title}.`
        : `Looking for changes in ${sourceTitle}.`;
    case "rollback":
      return active?.kind === "remove"
        ? `Taking back: ${active.title}.`
        : "Reading monday, to see what can be taken back.";
    default:
      return "Portage is at work.";
  }
}

const titles: Readonly<Record<string, string>> = {
  verify: "The check",
  delta: "The look for changes",
  rollback: "The rollback",
};

/** What cancelling now would leave behind. */
export function toCancelText(run: RunView): string {
  switch (run.kind) {
    case "delta":
      return "What has been brought to monday stays. The next look finds the rest.";
    case "rollback":
      return "What has been removed or restored so far stays so. Started again, it goes on from there.";
    default:
      return "Nothing in monday changes by it. The earlier result stays.";
  }
}

/** Heading for a run that stopped before its end. */
export function toStoppedTitle(run: RunView): string {
  const title = titles[run.kind] ?? "The run";
  return run.state === "cancelled" ? `${title} was cancelled.` : `${title} stopped before its end.`;
}
