import { type ChecklistKey, checklistKeys, type DeltaView, type DeltaWindow } from "../../contract/delta.ts";

type Entry = DeltaView["checklist"][number];

/** What the checklist is derived from besides the ticks. */
export interface ChecklistFacts {
  readonly window: Pick<DeltaWindow, "ticks" | "rounds">;
  /** Conflicts without a decision, and those whose decision the next reading carries out. */
  readonly conflictsOpen: number;
  readonly conflictsDecided: number;
  /** The latest reading of everything in monday; null before the first. */
  readonly verified: { readonly at: string; readonly open: number } | null;
  readonly sourceTitle: string;
}

/** Keys a person ticks; the others Portage sees by itself. */
const tickedKeys = [
  "announced",
  "source_frozen",
  "team_moved",
  "source_cancelled",
] as const satisfies readonly ChecklistKey[];

/** Whether a person ticks this entry; Portage sees the others by itself. */
export function isTicked(key: ChecklistKey): boolean {
  return tickedKeys.some((each) => each === key);
}

/** The way from the import to the day the source is no longer needed, in order. */
export function toChecklist(facts: ChecklistFacts): Entry[] {
  return checklistKeys.map((key) => toEntry(key, facts));
}

function toEntry(key: ChecklistKey, facts: ChecklistFacts): Entry {
  const { title, text } = words(key, facts);
  if (isTicked(key)) {
    const tick = facts.window.ticks[key];
    const at = tick ? new Date(tick.at).toISOString() : null;
    return { key, title, text, done: tick !== undefined, kind: "tick", by: tick?.by ?? null, at };
  }
  const at = derive(key, facts);
  return { key, title, text, done: at !== null, kind: "derived", by: null, at: at === "" ? null : at };
}

/** When it came true; "" when it is true without a moment of its own, null while it is not. */
function derive(key: ChecklistKey, { window, conflictsOpen, conflictsDecided, verified }: ChecklistFacts) {
  const final = lastFinal(window);
  switch (key) {
    case "final_delta":
      return final?.at ?? null;
    case "conflicts_decided":
      return window.rounds.length > 0 && conflictsOpen + conflictsDecided === 0 ? "" : null;
    case "verified":
      if (!final || !verified || verified.open > 0) return null;
      return Date.parse(verified.at) >= Date.parse(final.at) ? verified.at : null;
    default:
      return null;
  }
}

/** The latest round that was asked for as the last one. */
function lastFinal({ rounds }: Pick<DeltaWindow, "rounds">): DeltaWindow["rounds"][number] | undefined {
  return rounds.findLast((round) => round.final);
}

function words(key: ChecklistKey, facts: ChecklistFacts): Pick<Entry, "title" | "text"> {
  const { sourceTitle: source, conflictsOpen: open, conflictsDecided: decided } = facts;
  switch (key) {
    case "announced":
      return {
        title: "Tell the team the day",
        text: `Everybody knows from when on they work in monday and no longer change anything in ${source}.`,
      };
    case "source_frozen":
      return {
        title: `Freeze ${source}`,
        text: `Nobody changes anything in ${source} any more: take away edit rights, or agree on a fixed hour.`,
      };
    case "final_delta":
      return {
        title: "Pick up the last changes",
        text: `Start the final round once ${source} is frozen.`,
      };
    case "conflicts_decided":
      return { title: "Decide every conflict", text: conflictWords(open, decided) };
    case "verified":
      return {
        title: "Verify everything",
        text: "A verification after the final round, with no difference left open.",
      };
    case "team_moved":
      return { title: "The team works in monday", text: "Everybody has signed in and finds their records." };
    case "source_cancelled":
      return {
        title: `Cancel ${source}`,
        text: `Download what does not move first; the handoff report lists it. Then end the ${source} plan.`,
      };
  }
}

function conflictWords(open: number, decided: number): string {
  if (open > 0) return `${count(open, "question")} to answer.`;
  if (decided > 0) return `${count(decided, "answer")} to carry out by the next round.`;
  return "No field was changed on both sides without an answer.";
}

/** "1 conflict", "3 conflicts". */
export function count(amount: number, one: string): string {
  return amount === 1 ? `1 ${one}` : `${amount} ${one}s`;
}
