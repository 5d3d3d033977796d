import type { Outcome, Reconciliation, ReconciliationPhase } from "../../../lib/contract.ts";
import type { Format } from "../../../lib/format.ts";

/** All phases of a result added up. */
export interface Summary {
  readonly inSnapshot: number;
  readonly written: number;
  readonly merged: number;
  readonly skipped: number;
  /** Records and texts that could not be written. */
  readonly failed: number;
  /** Texts written as updates of items. */
  readonly updates: number;
  readonly pending: number;
  readonly expected: number;
  /** Null while not everything has been read back. */
  readonly found: number | null;
  readonly links: { readonly expected: number; readonly found: number | null };
  /** Null when there are no sums, or some have not been read back. */
  readonly sumsEqual: boolean | null;
  readonly differences: readonly string[];
}

function add(counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>(
    (sum, count) => (sum === null || count === null ? null : sum + count),
    0,
  );
}

/** Two decimals as strings are the same number ("98000.50", "98000.5"). */
export function isSameDecimal(one: string, other: string): boolean {
  return normalize(one) === normalize(other);
}

function normalize(decimal: string): string {
  const match = decimal.trim().match(/^(-?)0*(\d*)(?:\.(\d*?)0*)?$/);
  if (match === null) return decimal.trim();
  const [, sign = "", whole = "", fraction = ""] = match;
  const digits = `${whole === "" ? "0" : whole}${fraction === "" ? "" : `.${fraction}`}`;
  return digits === "0" ? "0" : `${sign}${digits}`;
}

/** Two decimals made easy to compare by eye: thousands grouped, equally many digits behind the point. */
export function alignDecimals(one: string, other: string): [string, string] {
  const digits = Math.max(...[one, other].map((decimal) => decimal.split(".")[1]?.length ?? 0));
  const align = (decimal: string) => {
    if (!/^-?\d+(\.\d+)?$/.test(decimal)) return decimal;
    const [whole = "", fraction = ""] = decimal.split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    return digits === 0 ? grouped : `${grouped}.${fraction.padEnd(digits, "0")}`;
  };
  return [align(one), align(other)];
}

function toSumsEqual(phases: readonly ReconciliationPhase[]): boolean | null {
  const sums = phases.flatMap((phase) => phase.sums);
  if (sums.length === 0) return null;
  if (sums.some(({ source, destination }) => destination !== null && !isSameDecimal(source, destination))) {
    return false;
  }
  return sums.some((sum) => sum.destination === null) ? null : true;
}

/** True for texts written as updates of items: they come with records of a board and are no records themselves. */
export function isUpdatesPhase(phase: Pick<ReconciliationPhase, "key">): boolean {
  return phase.key.endsWith(".updates");
}

/** Adds up the phases. */
export function toSummary({ phases: all }: Pick<Reconciliation, "phases">): Summary {
  const phases = all.filter((phase) => !isUpdatesPhase(phase));
  const updates = all.filter(isUpdatesPhase);
  const sum = (count: (phase: ReconciliationPhase) => number) =>
    phases.reduce((total, phase) => total + count(phase), 0);
  return {
    inSnapshot: sum((phase) => phase.inSnapshot),
    written: sum((phase) => phase.created + phase.updated + phase.unchanged),
    merged: sum((phase) => phase.merged),
    skipped: sum((phase) => phase.skipped),
    failed: all.reduce((total, phase) => total + phase.failed, 0),
    updates: updates.reduce((total, phase) => total + phase.created + phase.updated + phase.unchanged, 0),
    pending: sum((phase) => phase.pending),
    expected: sum((phase) => phase.expected),
    found: add(phases.map((phase) => phase.found)),
    links: {
      expected: sum((phase) => phase.links.expected),
      found: add(phases.map((phase) => phase.links.found)),
    },
    sumsEqual: toSumsEqual(phases),
    differences: all.flatMap((phase) => phase.differences.map((text) => `${phase.title}: ${text}`)),
  };
}

/** The result in one sentence, as large as it deserves. */
export function toSentence(summary: Summary, format: Format): string {
  const { expected, found, differences } = summary;
  if (found === null) return `${format.count(expected, "record")} written to monday, not yet checked`;
  const differ = format.count(differences.length, "difference");
  return `${format.number(found)} of ${format.count(expected, "record")} found in monday, ${differ}`;
}

/** What is in the list of all records: "All records: 1,420 written, 7 merged, 0 skipped, 0 failed" */
export function toRecordsSummary(summary: Summary, format: Format): string {
  return `All records: ${toOutcomes(summary, format)}`;
}

function toOutcomes(summary: Summary, format: Format): string {
  return [
    `${format.number(summary.written)} written`,
    `${format.number(summary.merged)} merged`,
    `${format.number(summary.skipped)} skipped`,
    `${format.number(summary.failed)} failed`,
    ...(summary.pending > 0 ? [`${format.number(summary.pending)} not reached yet`] : []),
  ].join(", ");
}

/** What stands behind the sentence: every record read has an outcome, links and sums agree. */
export function toDetails(summary: Summary, format: Format): string[] {
  const { links } = summary;
  const details = [
    `${format.count(summary.inSnapshot, "record")} read, counted on each board they go to: ${toOutcomes(summary, format)}.`,
  ];
  if (links.expected > 0) {
    details.push(
      links.found === null
        ? `${format.count(links.expected, "link")} written, not yet checked.`
        : `${format.number(links.found)} of ${format.count(links.expected, "link")} found.`,
    );
  }
  if (summary.updates > 0)
    details.push(`${format.count(summary.updates, "text")} written as updates of items.`);
  if (summary.sumsEqual !== null) {
    details.push(summary.sumsEqual ? "Sums are equal to the cent." : "Sums differ; see below.");
  }
  return details;
}

/** The outcome worth looking at first. */
export function toFirstFilter(summary: Summary): Outcome | null {
  if (summary.failed > 0) return "failed";
  if (summary.skipped > 0) return "skipped";
  return summary.merged > 0 ? "merged" : null;
}
