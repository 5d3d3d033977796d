import type { ItemField, ItemLink, ItemStatus } from "../../contract/item.ts";

/** What is known about an item that was imported; `reading` says whether monday answered and had the item. */
export interface ItemFacts {
  readonly reading: "found" | "gone" | "failed";
  readonly fields: readonly Pick<ItemField, "verdict">[];
  readonly links: readonly Pick<ItemLink, "state">[];
  /** Titles of fields that were changed in the source and in monday, and nobody has decided yet. */
  readonly conflicts?: readonly string[];
  /** How many fields differ because a person has decided so; they are not among `fields`. */
  readonly decided?: number;
  /** Updates (comments) of Portage that the latest verification found edited or missing; they are not read anew. */
  readonly updates?: number;
}

/** The badge of an imported item: the gravest thing that is true of it, with the sentence that explains it. */
export function itemStatus(facts: ItemFacts): { status: ItemStatus; statusText: string } {
  const { fields, links, reading } = facts;
  if (reading === "failed") return { status: "unchecked", statusText: texts.unchecked };
  if (reading === "gone") return { status: "item_deleted", statusText: texts.gone };
  const { conflicts = [] } = facts;
  if (conflicts.length > 0) return { status: "conflict", statusText: conflictText(conflicts) };
  const lost = links.filter(({ state }) => state === "missing").length;
  if (lost > 0) {
    const those = lost === 1 ? "1 link that Portage set is" : `${lost} links that Portage set are`;
    return { status: "link_missing", statusText: `${those} no longer there.` };
  }
  const changed = fields.filter(({ verdict }) => verdict === "changed" || verdict === "missing").length;
  if (changed > 0) {
    const those = changed === 1 ? "1 field holds" : `${changed} fields hold`;
    return { status: "changed", statusText: `${those} something else than Portage wrote.` };
  }
  const { decided = 0, updates = 0 } = facts;
  if (updates > 0) return { status: "changed", statusText: updatesText(updates) };
  if (decided > 0) return { status: "verified", statusText: decidedText(decided) };
  return { status: "verified", statusText: fields.length === 0 ? texts.untouched : texts.verified };
}

function decidedText(count: number): string {
  const fields = count === 1 ? "1 field" : `${count} fields`;
  return `Everything Portage wrote is here, but for ${fields} where a person decided that monday is right.`;
}

function updatesText(count: number): string {
  const those = count === 1 ? "1 update that Portage wrote was" : `${count} updates that Portage wrote were`;
  return `${those} edited or removed, as the latest verification found.`;
}

function conflictText(titles: readonly string[]): string {
  const [only = "A field"] = titles;
  const fields = titles.length === 1 ? `${only} was` : `${titles.length} fields were`;
  return `${fields} changed in the source and in monday. A person has to decide which side counts.`;
}

const texts = {
  unchecked: "Imported by Portage. monday could not be read just now, so nothing was compared.",
  gone: "Portage wrote this item, but monday no longer lists it: it was archived or deleted, or the board is out of Portage's reach.",
  verified: "Everything Portage wrote is here, unchanged.",
  untouched: "This item already held what the record had to say, so Portage wrote nothing here.",
} as const;

/** For an item Portage worked on whose record no longer leads to it. */
export const takenBackText =
  "Portage worked on this item earlier. It counts as not imported now: its import was taken back, or its record got another item.";

/** For an item in a test workspace. */
export function testCopyText(statusText: string): string {
  return `This is a test copy, not the item of the import. ${statusText}`;
}

/** The answer for every item Portage knows nothing about, whoever's it is. */
export const notImportedText =
  "Portage did not import this item: it was made in monday, or by something else.";
