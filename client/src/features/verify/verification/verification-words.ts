import type { Difference, Verification, VerificationView } from "../../../lib/contract.ts";
import { durationInWords, type Format, pluralOf } from "../../../lib/format.ts";

/** "3 of 4 links", or only "4 links" when all are there. */
function found(
  part: { readonly expected: number; readonly found: number },
  word: string,
  format: Format,
): string {
  return part.found === part.expected
    ? format.count(part.expected, word)
    : `${format.number(part.found)} of ${format.count(part.expected, word)}`;
}

function sumsInWords({ sums }: Verification, format: Format): string {
  if (sums.length === 0) return "";
  const different = sums.filter((sum) => !sum.equal).length;
  if (different === 0) return ", sums equal to the cent";
  return `, ${format.count(different, "sum")} ${pluralOf(different, "differs", "differ")}`;
}

/** Differences nobody has settled, and how many of them are reports of people. */
export type OpenCounts = Pick<VerificationView, "open" | "reported">;

/**
 * "2 differences, 1 report open". What was read back has not to differ where somebody has reported a record, so that
 * reports are no differences of a board.
 */
function toOpenWords({ open, reported }: OpenCounts, format: Format): string {
  const differences = format.count(open - reported, "difference");
  return reported === 0 ? differences : `${differences}, ${format.count(reported, "report")} open`;
}

/** "2 differences and 1 report" */
export function toUnsettledWords({ open, reported }: OpenCounts, format: Format): string {
  return [
    ...(open > reported ? [format.count(open - reported, "difference")] : []),
    ...(reported > 0 ? [format.count(reported, "report")] : []),
  ].join(" and ");
}

/** The whole check in one sentence, as large as it deserves. */
export function toVerifiedSentence(verification: Verification, open: OpenCounts, format: Format): string {
  const { records, links } = verification;
  const withLinks = links.expected === 0 ? "" : ` and ${found(links, "link", format)}`;
  return (
    `${format.number(records.found)} of ${format.count(records.expected, "record")}${withLinks} verified, ` +
    `${toOpenWords(open, format)}${sumsInWords(verification, format)}`
  );
}

const triggers: Readonly<Record<Verification["trigger"], string>> = {
  person: "started by hand",
  schedule: "started by schedule",
  repair: "after a repair",
};

/** Why a reading took place. */
export function toTriggerWords(trigger: Verification["trigger"]): string {
  return triggers[trigger];
}

/** "Read back on 21 Nov 2026, 14:20, started by hand." */
export function toReadWhen(verification: Pick<Verification, "at" | "trigger">, format: Format): string {
  return `Read back on ${format.dateTime(verification.at)}, ${triggers[verification.trigger]}.`;
}

/** What stands behind the sentence: fields, updates, drift, cost. */
export function toVerifiedDetails(verification: Verification, format: Format): string[] {
  const { fields, updates, drift } = verification;
  const details = [
    `${format.count(fields.checked, "field")} compared one by one, ${format.number(fields.different)} different.`,
  ];
  if (updates.expected > 0) {
    const differing = format.number(updates.different);
    details.push(`${found(updates, "update", format)} found and compared, ${differing} different.`);
  }
  const drifted = toDriftParts(drift, format);
  if (drifted.length > 0) details.push(`Since the import: ${drifted.join(", ")}.`);
  details.push(
    `Reading took ${durationInWords(verification.seconds)} and ${format.count(verification.calls, "call")} to monday.`,
  );
  return details;
}

function toDriftParts(drift: Verification["drift"], format: Format): string[] {
  const parts: string[] = [];
  if (drift.people > 0) parts.push(`${format.number(drift.people)} changed by people`);
  if (drift.automations > 0) parts.push(`${format.number(drift.automations)} changed by automations`);
  if (drift.unknown > 0) parts.push(`${format.number(drift.unknown)} changed, by whom monday does not tell`);
  if (drift.deleted > 0) parts.push(`${format.number(drift.deleted)} deleted`);
  return parts;
}

/** "Reads everything back from monday; takes about 3 minutes. Nothing is changed." */
export function toEstimateNote(view: Pick<VerificationView, "estimateSeconds">): string {
  return `Reads everything back from monday; takes ${durationInWords(view.estimateSeconds)}. Nothing is changed.`;
}

const kinds: Readonly<Record<Difference["kind"], string>> = {
  value: "Value differs",
  name: "Name differs",
  link: "Link missing",
  missing_item: "Item missing",
  doubled_item: "Item doubled",
  moved_item: "Item moved",
  missing_update: "Update missing",
  changed_update: "Update differs",
  reported: "Reported as wrong",
};

export function toKindWords(kind: Difference["kind"]): string {
  return kinds[kind];
}

const states: Readonly<Record<Difference["state"], string>> = {
  open: "Open",
  repaired: "Repaired",
  accepted: "Right as it is",
  gone: "No longer there",
};

export function toStateWords(state: Difference["state"]): string {
  return states[state];
}

/** "Olivia Roy, City" */
export function toDifferenceTitle({ name, columnTitle }: Pick<Difference, "name" | "columnTitle">): string {
  return columnTitle === null ? name : `${name}, ${columnTitle}`;
}
