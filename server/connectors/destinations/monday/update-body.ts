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

function toHtml(text: string): string {
  return encode(text.replaceAll("@", `@${WORD_JOINER}`), { mode: "specialChars" });
}

/** `YYYY-MM-DD` as the `DD-MM-YYYY` that `original_creation_date` takes (docs, updates, 2026-09). */
export function toOriginalDate(day: string | null): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? "");
  return match ? `${match[3]}-${match[2]}-${match[1]}` : null;
}
