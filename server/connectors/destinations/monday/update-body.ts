import { decode, encode } from "html-entities";

/**
 * Text of an update, and the line by which Portage finds its own updates again.
 *
 * monday notifies a person whose name follows an `@`, also when the `@` arrives as an entity. An invisible WORD
 * JOINER after every `@` breaks the mention and changes nothing that can be seen; replacing the sign by a
 * look-alike would change what people read and search for.
 */
const WORD_JOINER = "\u2060";
const MARKER = "Imported by Portage · ";
/** External ids hold no white space, so one ends where the line ends. */
const MARKER_LINE = /Imported by Portage · ([^\s<]+)/gu;

/** Plain text as the HTML of an update: escaped, mentions defused, lines kept, marked with its external id. */
export function toUpdateBody(text: string, externalId: string): string {
  const paragraphs = text
    .replace(/\r\n?/g, "\n")
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${toHtml(paragraph).replaceAll("\n", "<br>")}</p>`);
  return `${paragraphs.join("")}<p>${MARKER}${toHtml(externalId)}</p>`;
}

/** External ids of the updates Portage wrote, as found in an update's body. */
export function externalIdsIn(body: string): readonly string[] {
  const text = decode(body);
  return [...text.matchAll(MARKER_LINE)].map(([, id = ""]) => id.replaceAll(WORD_JOINER, ""));
}

/** Elements that end a line where they end. */
const LINE_END = /<br\b[^<>]*>|<\/(?:p|div|li|ul|ol|h[1-6]|tr|table|blockquote|pre)\s*>/giu;
/** A tag or the mark of a comment; a sign that merely stands in the text arrives as an entity. */
const TAG = /<\/?[a-z][^<>]*>|<!--|-->/giu;

/** What people read in an update of ours, whatever HTML monday made of it, without the line that marks it. */
export function toPlainText(body: string, externalId: string): string {
  const text = decode(body.replace(LINE_END, "\n").replace(TAG, ""))
    .replaceAll(WORD_JOINER, "")
    .replaceAll("\u00a0", " ");
  const mark = `${MARKER}${externalId}`;
  const at = text.lastIndexOf(mark);
  return at === -1 ? text.trim() : `${text.slice(0, at)}${text.slice(at + mark.length)}`.trim();
}

function toHtml(text: string): string {
  return encode(text.replaceAll("@", `@${WORD_JOINER}`), { mode: "specialChars" });
}

/** `YYYY-MM-DD` as the `DD-MM-YYYY` that `original_creation_date` takes (docs, updates, 2026-09). */
export function toOriginalDate(day: string | null): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? "");
  return match ? `${match[3]}-${match[2]}-${match[1]}` : null;
}
