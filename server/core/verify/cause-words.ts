import type { Cause } from "../../contract/verification.ts";

/** One entry of the destination's activity, as far as it tells who did it. */
export interface CauseEntry {
  readonly itemId: string;
  readonly columnId: string | null;
  /** ISO 8601. */
  readonly at: string;
  readonly by: { readonly kind: Cause; readonly name: string | null };
}

/** What a cause is looked for: a cell, the item's name, the item as a whole, or that there is a second one of it. */
export interface CauseWanted {
  readonly itemId: string;
  readonly about:
    | { readonly kind: "cell"; readonly columnId: string }
    | { readonly kind: "name" | "item" | "double" };
  /** When Portage wrote it, milliseconds: what happened before explains nothing. */
  readonly since: number;
}

export interface FoundCause {
  readonly cause: Cause;
  readonly causeText: string;
}

export const unknownCause: FoundCause = {
  cause: "unknown",
  causeText: "monday's activity does not tell who did it.",
};

/** The newest entry that is about it and is not Portage's own work. */
export function findCause(entries: readonly CauseEntry[], wanted: CauseWanted, now: number): FoundCause {
  let newest: CauseEntry | null = null;
  for (const entry of entries) {
    if (entry.by.kind === "portage" || !isAbout(entry, wanted)) continue;
    if (newest === null || Date.parse(entry.at) > Date.parse(newest.at)) newest = entry;
  }
  return newest === null ? unknownCause : { cause: newest.by.kind, causeText: words(newest, wanted, now) };
}

/** monday tells when an update was edited, but not by whom; of one nobody has edited there is nothing to tell. */
export function editCause(editedAt: string | null, now: number): FoundCause {
  const causeText =
    editedAt === null ? "" : `Edited on ${dayWords(editedAt, now)}; monday does not tell by whom.`;
  return { cause: "unknown", causeText };
}

function isAbout(entry: CauseEntry, { itemId, about, since }: CauseWanted): boolean {
  if (entry.itemId !== itemId || Date.parse(entry.at) < since) return false;
  switch (about.kind) {
    case "cell":
      return entry.columnId === about.columnId;
    case "name":
      return entry.columnId === "name" || entry.columnId === null;
    case "item":
    case "double":
      return entry.columnId === null;
  }
}

const doneWords = {
  cell: "Changed",
  name: "Renamed",
  item: "Removed or moved",
  double: "Made",
} as const satisfies Record<CauseWanted["about"]["kind"], string>;

function words({ by, at }: CauseEntry, { about }: CauseWanted, now: number): string {
  return `${doneWords[about.kind]} by ${whoWords(by)} on ${dayWords(at, now)}.`;
}

function whoWords({ kind, name }: CauseEntry["by"]): string {
  if (kind === "automation") return name === null ? "an automation" : `the automation ${name}`;
  return name ?? (kind === "person" ? "a person" : "somebody unknown");
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** A day in words, in UTC: "3 November", with the year when it is another one. */
export function dayWords(at: string | number, now: number): string {
  const date = new Date(at);
  const day = `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
  const year = date.getUTCFullYear();
  return year === new Date(now).getUTCFullYear() ? day : `${day} ${year}`;
}
