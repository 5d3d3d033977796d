import type { Plan, RunView, SampleView, SignOffView } from "../../../lib/contract.ts";
import { pluralOf } from "../../../lib/format.ts";

export interface Standing {
  readonly isAdmin: boolean;
  /** Any run of this migration that is under way. */
  readonly activeRun: Pick<RunView, "kind"> | null;
  readonly plan: Pick<Plan, "openQuestions" | "boards" | "approval">;
  readonly sample: Pick<SampleView, "state">;
  readonly signOff: Pick<SignOffView, "sample" | "classes" | "blockers">;
  /** Ids of the classes that are ticked. */
  readonly accepted: ReadonlySet<string>;
  /** "I approve without having seen a sample" is ticked. */
  readonly withoutSample: boolean;
}

/** The one thing to do on this screen now; `reason` says why it cannot be done yet. */
export type NextAction =
  | { readonly kind: "run"; readonly again: boolean; readonly reason: string | null }
  | { readonly kind: "approve"; readonly reason: string | null }
  | { readonly kind: "import"; readonly reason: string | null }
  | { readonly kind: "none" };

/** Classes that nobody has accepted, neither here nor before. */
function toUnaccepted({ signOff, accepted }: Pick<Standing, "signOff" | "accepted">): SignOffView["classes"] {
  return signOff.classes.filter(({ id, accepted: before }) => !before && !accepted.has(id));
}

/** Why no sample can be run now; null when one can. */
export function whyNotRun({ plan, activeRun }: Pick<Standing, "plan" | "activeRun">): string | null {
  if (activeRun !== null) return "A run is under way.";
  if (!plan.boards.some(({ include }) => include)) return "Every board is left out of the plan.";
  if (plan.openQuestions === 0) return null;
  return `${plan.openQuestions} ${pluralOf(plan.openQuestions, "question")} of the plan to answer first.`;
}

function whyNotApprove(standing: Standing): string | null {
  if (standing.activeRun !== null) return "A run is under way.";
  const [blocker] = standing.signOff.blockers;
  if (blocker !== undefined) return blocker.text;
  const open = toUnaccepted(standing).length;
  if (open === 0) return null;
  return `${open} ${pluralOf(open, "class", "classes")} of records to accept first.`;
}

/** What comes next: the sample, the sign-off, the import. */
export function toNextAction(standing: Standing): NextAction {
  const { isAdmin, activeRun, plan, sample, signOff, withoutSample } = standing;
  if (activeRun !== null && (activeRun.kind === "sample" || activeRun.kind === "rollback")) {
    return { kind: "none" };
  }
  if (plan.approval?.current === true) return { kind: "import", reason: null };
  if (!isAdmin) return { kind: "none" };
  if (signOff.sample === null && !withoutSample) {
    return { kind: "run", again: sample.state !== "none", reason: whyNotRun(standing) };
  }
  return { kind: "approve", reason: whyNotApprove(standing) };
}
