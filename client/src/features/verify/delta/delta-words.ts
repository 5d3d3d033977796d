import type { Conflict, ConflictDecision, DeltaRound, DeltaView } from "../../../lib/contract.ts";
import { durationInWords, type Format } from "../../../lib/format.ts";

/** What one look at the source found and did: "2 new, 5 changed, 1 conflict". */
export function toRoundWords(round: DeltaRound, format: Format): string {
  const parts: string[] = [];
  if (round.created > 0) parts.push(`${format.number(round.created)} new`);
  if (round.changed > 0) parts.push(`${format.number(round.changed)} changed`);
  if (round.cellsWritten > 0) parts.push(`${format.count(round.cellsWritten, "field")} written`);
  if (round.conflicts > 0) parts.push(format.count(round.conflicts, "conflict"));
  if (round.deletedInSource > 0) parts.push(`${format.number(round.deletedInSource)} gone from the source`);
  if (round.failed > 0) parts.push(`${format.number(round.failed)} failed`);
  return parts.length === 0 ? "nothing new" : parts.join(", ");
}

/** The round that was made last. */
function latestRound(rounds: readonly DeltaRound[]): DeltaRound | null {
  return newestFirst(rounds)[0] ?? null;
}

export function newestFirst(rounds: readonly DeltaRound[]): DeltaRound[] {
  return [...rounds].sort((a, b) => b.at.localeCompare(a.at));
}

/** When it last looked, when it looks next and until when. */
export function toWindowFacts(view: DeltaView, format: Format, now: Date): string[] {
  const facts: string[] = [];
  const last = latestRound(view.rounds);
  facts.push(
    last === null
      ? "Not looked since the import."
      : `Looked last at ${format.when(last.at, now)}: ${toRoundWords(last, format)}.`,
  );
  const nexts: string[] = [];
  if (view.nextAt !== null) nexts.push(`looks next at ${format.when(view.nextAt, now)}`);
  if (view.endsAt !== null && view.state !== "closed")
    nexts.push(`keeps looking until ${format.when(view.endsAt, now)}`);
  if (nexts.length > 0) facts.push(`Portage ${nexts.join(" and ")}.`);
  if (view.hypercare !== null) {
    const next = view.hypercare.nextAt === null ? "" : `, next at ${format.when(view.hypercare.nextAt, now)}`;
    facts.push(
      `Everything is read back from monday once a day until ${format.when(view.hypercare.until, now)}${next}.`,
    );
  }
  return facts;
}

/** What one look costs the source. */
export function toCostNote(view: DeltaView, sourceTitle: string, format: Format): string {
  if (view.cost === null) return `Reads ${sourceTitle} once.`;
  const calls = format.count(view.cost.calls, "call");
  return `Reads ${sourceTitle} once: ${calls}, ${durationInWords(view.cost.hours * 3600)}.`;
}

/** Minutes between two looks, in words: "every 2 hours". */
export function toIntervalWords(minutes: number): string {
  if (minutes < 60) return `every ${minutes} minutes`;
  if (minutes === 60) return "every hour";
  const hours = minutes / 60;
  return Number.isInteger(hours) ? `every ${hours} hours` : `every ${minutes} minutes`;
}

interface Choice {
  readonly decision: ConflictDecision;
  readonly label: string;
}

/** The two ways out of a conflict, the safer one first. */
export function toChoices(kind: Conflict["kind"], sourceTitle: string): readonly [Choice, Choice] {
  return kind === "field"
    ? [
        { decision: "monday", label: "Keep monday's value" },
        { decision: "source", label: `Use ${sourceTitle}'s value` },
      ]
    : [
        { decision: "keep", label: "Keep the item" },
        { decision: "remove", label: "Remove the item" },
      ];
}

/** What was decided, and whether it has been carried out. */
export function toDecisionWords(conflict: Conflict, sourceTitle: string): string | null {
  if (conflict.decision === null) return null;
  const label = toChoices(conflict.kind, sourceTitle).find(
    ({ decision }) => decision === conflict.decision,
  )?.label;
  const done = conflict.state === "settled" ? "Done." : "The next look carries it out.";
  return `Decided: ${label ?? conflict.decision}. ${done}`;
}

/** "Olivia Roy, City" */
export function toConflictTitle({ name, columnTitle }: Pick<Conflict, "name" | "columnTitle">): string {
  return columnTitle === null ? name : `${name}, ${columnTitle}`;
}
