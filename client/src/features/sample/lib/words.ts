import { Alert, Check, CloseRound, Switch } from "@vibe/icons";
import type { Look } from "../../../components/Chip.tsx";
import type { Acceptance, Plan, RunPhase, RunView, SampleView, Verdict } from "../../../lib/contract.ts";
import { durationInWords, type Format, pluralOf } from "../../../lib/format.ts";
import type { SampleWish } from "./choice.ts";
import { isWholeRecord, isWithoutColumn } from "./diff-layout.ts";
import type { NextAction } from "./next-action.ts";

export const verdictLooks: Readonly<Record<Verdict, Look>> = {
  same: { text: "Same", tone: "positive", icon: Check },
  converted: { text: "Converted", tone: "progress", icon: Switch },
  lossy: { text: "Lossy", tone: "warning", icon: Alert },
  wrong: { text: "Wrong", tone: "negative", icon: CloseRound },
};

const verdictMeanings: Readonly<Record<Verdict, string>> = {
  same: "arrived as it is in the source",
  converted: "written another way, nothing lost",
  lossy: "a part of it does not fit",
  wrong: "monday shows something else than was written",
};

type Counted = Pick<SampleView, "boards" | "counts">;

/** What a verdict means for the values it was given to: a loss that was planned is told from one by size or form. */
export function toVerdictMeanings({ boards, counts }: Counted, verdict: Verdict, format: Format): string[] {
  if (verdict !== "lossy") return [verdictMeanings[verdict]];
  const columns = boards.flatMap((board) => board.columns);
  const count = (isCounted: (column: { readonly column: string }) => boolean) =>
    columns.filter(isCounted).reduce((sum, column) => sum + column.counts.lossy, 0);
  const left = count(isWithoutColumn);
  const records = count(isWholeRecord);
  const partly = counts.lossy - left - records;
  if (left + records === 0) return [verdictMeanings.lossy];
  return [
    ...(left > 0 ? [`${format.number(left)} ${pluralOf(left, "has", "have")} no column in the plan`] : []),
    ...(records > 0
      ? [`${format.count(records, "record")} without an item of ${pluralOf(records, "its", "their")} own`]
      : []),
    ...(partly > 0 ? [`${format.number(partly)} ${pluralOf(partly, "fits", "fit")} only in part`] : []),
  ];
}

export const classTitles: Readonly<Record<Acceptance["kind"], string>> = {
  wrong: "Came out wrong",
  failed: "Failed",
  skipped: "Skipped",
  merged: "Merged",
  lossy: "Arrive with a loss",
  left_out: "Left out",
};

/** "118 records cover 412 of 412 value shapes" */
export function toCoverageSentence(view: SampleView, format: Format): string {
  if (view.rehearsal) {
    return `Full rehearsal: ${format.count(view.estimate.rehearsalRecords, "record")} in the test workspace`;
  }
  if (view.coverage === null) return "The sample has ended";
  const { records, covered, shapes } = view.coverage;
  const verb = pluralOf(records, "covers", "cover");
  return `${format.count(records, "record")} ${verb} ${format.number(covered)} of ${format.count(shapes, "value shape")}`;
}

/** Where the items of a sample lie; an import takes the mark off them. */
export function toPlaceSentence(view: SampleView, isImported: boolean): string {
  if (view.landing === "boards" && isImported) return "They are on your real boards, part of the import now.";
  return view.landing === "boards"
    ? "They are on your real boards, marked in the column “Portage sample”."
    : `They are in ${view.workspaceName === null ? "a test workspace" : `the workspace “${view.workspaceName}”`}; your real boards are untouched.`;
}

export interface PhaseGroup {
  readonly title: string;
  readonly phases: readonly RunPhase[];
}

type GroupTitles = ReadonlyArray<readonly [RunPhase["kind"], string]>;

const sampleGroups: GroupTitles = [
  ["choose", "Choosing the records"],
  ["schema", "Preparing the boards"],
  ["load", "Writing the sample"],
  ["check", "Reading it back"],
  ["compare", "Comparing field by field"],
];

const removalGroups: GroupTitles = [
  ["check", "Looking at what is there"],
  ["remove", "Removing"],
  ["compare", "Making sure that it is gone"],
];

/** The phases of a sample's run, or of its removal, by what they do. */
export function toPhaseGroups(run: RunView): PhaseGroup[] {
  return (run.kind === "rollback" ? removalGroups : sampleGroups)
    .map(([kind, title]) => ({ title, phases: run.phases.filter((phase) => phase.kind === kind) }))
    .filter(({ phases }) => phases.length > 0);
}

const sampleHeadlines: Readonly<Record<RunView["state"], string>> = {
  queued: "The sample starts in a moment.",
  running: "The sample is under way.",
  waiting: "The sample waits and goes on by itself.",
  paused: "The sample is paused.",
  succeeded: "The sample is done.",
  needs_attention: "The sample is done. Some records need a look.",
  failed: "The sample stopped. What was written is safe.",
  cancelled: "The sample was cancelled.",
};

const removalHeadlines: Readonly<Record<RunView["state"], string>> = {
  queued: "The sample is about to be removed.",
  running: "The sample is being removed.",
  waiting: "Removing the sample waits and goes on by itself.",
  paused: "Removing the sample is paused.",
  succeeded: "The sample was removed.",
  needs_attention: "The sample was removed, apart from what somebody has worked on since.",
  failed: "Removing the sample stopped. What is left can be removed with another try.",
  cancelled: "Removing the sample was cancelled.",
};

/** What a run of this screen is doing, in one sentence. */
export function toHeadline(run: RunView): string {
  return run.kind === "rollback" ? removalHeadlines[run.state] : sampleHeadlines[run.state];
}

/** What cancelling a run of this screen leaves behind. */
export function toCancelSentences(run: RunView): string[] {
  return run.kind === "rollback"
    ? ["What has been removed stays removed.", "You can remove the rest later."]
    : [
        "What has been written stays in monday, marked as a sample, and can be removed.",
        "You can run the sample again: it goes on from there and doubles nothing.",
      ];
}

interface FooterNoteInput {
  readonly next: NextAction;
  readonly wish: SampleWish;
  readonly view: Pick<SampleView, "estimate">;
  readonly plan: Pick<Plan, "approval">;
}

/** What pressing the primary action would mean. */
export function toFooterNote({ next, wish, view, plan }: FooterNoteInput, format: Format): string | null {
  switch (next.kind) {
    case "run": {
      const { sampleSeconds, rehearsalSeconds } = view.estimate;
      const seconds = wish.kind === "rehearsal" ? rehearsalSeconds : sampleSeconds;
      return `Takes ${durationInWords(seconds)}. Nothing but the sample is written.`;
    }
    case "approve":
      return "Approving writes nothing: you start the import yourself.";
    case "import":
      return plan.approval === null
        ? null
        : `Approved by ${plan.approval.byName} on ${format.dateTime(plan.approval.at)}.`;
    case "none":
      return null;
  }
}
