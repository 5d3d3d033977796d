/**
 * Texts of updates (comments) are compared as people read them. monday keeps an update as HTML and renders it anew in
 * its own way, so what cannot be seen does not count: how lines are broken, how many blanks stand side by side,
 * invisible and control characters, and the Unicode form.
 */

/** The text as it is compared and hashed; null when nothing can be seen. */
export function comparableText(text: string): string | null {
  const shown = text
    .toWellFormed()
    .replace(/\p{Cf}/gu, "")
    .replace(/[^\P{Cc}\s]/gu, "")
    .normalize("NFC")
    .replace(/\s+/g, " ")
    .trim();
  return shown === "" ? null : shown;
}

/** True when a person would read the same. */
export function isSameText(written: string, today: string): boolean {
  return comparableText(written) === comparableText(today);
}

/** Of a text in a difference. */
const charactersShown = 200;
/** Of these, before the first one that differs. */
const charactersBefore = 60;

/** Both texts around the first place where they differ, short enough for a list. */
export function differingExcerpts(written: string, today: string): { written: string; today: string } {
  const left = comparableText(written) ?? "";
  const right = comparableText(today) ?? "";
  const start = startOf(left, firstDifference(left, right));
  return { written: excerpt(left, start), today: excerpt(right, start) };
}

/** The beginning of a text, short enough for a list. */
export function openingOf(text: string): string {
  return excerpt(text, 0);
}

function firstDifference(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) if (left[at] !== right[at]) return at;
  return length;
}

/** A little before the place, where a word begins; both texts are the same up to there. */
function startOf(text: string, place: number): number {
  if (place <= charactersBefore) return 0;
  const from = place - charactersBefore;
  const blank = text.indexOf(" ", from);
  return blank === -1 || blank >= place ? whole(text, from) : blank + 1;
}

function excerpt(text: string, start: number): string {
  const end = whole(text, Math.min(text.length, start + charactersShown));
  return `${start > 0 ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
}

/** The place itself, or the one before where it would cut a character of two code units. */
function whole(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
