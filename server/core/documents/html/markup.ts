import { encode } from "html-entities";

/** Text that is markup already. Only `html` makes it, so that nothing reaches a page unescaped. */
export interface Html {
  readonly markup: string;
}
export type Content = string | number | Html | readonly Html[] | null;

/** Markup with every value escaped that is not markup itself; null is left out. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return { markup: parts.map((part, index) => part + toMarkup(values[index] ?? null)).join("") };
}

function toMarkup(value: Content): string {
  if (value === null) return "";
  if (typeof value === "number") return value.toLocaleString("en");
  if (typeof value === "string") return encode(value);
  return "markup" in value ? value.markup : value.map(({ markup }) => markup).join("");
}

/** A link when the address is one of the web; else the text alone. */
export function link(url: string | null, text: string): Html {
  return url !== null && /^https?:\/\//.test(url) ? html`<a href="${url}">${text}</a>` : html`${text}`;
}

export interface Heading {
  readonly title: string;
  readonly isNumber?: boolean;
}

/** A table that scrolls by itself on narrow screens and repeats its head on every printed page. */
export function table(
  caption: string,
  headings: readonly (string | Heading)[],
  rows: readonly (readonly Content[])[],
): Html {
  const columns = headings.map((heading) => (typeof heading === "string" ? { title: heading } : heading));
  const head = columns.map(({ title, isNumber }) =>
    isNumber ? html`<th scope="col" class="n">${title}</th>` : html`<th scope="col">${title}</th>`,
  );
  const body = rows.map((row) => {
    const cells = row.map((cell, index) => {
      if (index === 0) return html`<th scope="row">${cell}</th>`;
      return columns[index]?.isNumber ? html`<td class="n">${cell}</td>` : html`<td>${cell}</td>`;
    });
    return html`<tr>${cells}</tr>\n`;
  });
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>
`;
}

/** Terms and what they are. */
export function facts(pairs: readonly (readonly [string, Content])[]): Html {
  const shown = pairs.filter(([, value]) => value !== null);
  return html`<dl>${shown.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>\n`)}</dl>\n`;
}

/** A list of one-line entries; null when there are none. */
export function list(entries: readonly Content[]): Html | null {
  if (entries.length === 0) return null;
  return html`<ul>${entries.map((entry) => html`<li>${entry}</li>\n`)}</ul>\n`;
}

/** A section with its heading; parts that are null are left out. */
export function section(id: string, title: string, content: readonly (Html | null)[]): Html {
  const inner = content.filter((part) => part !== null);
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n${inner}</section>\n`;
}
