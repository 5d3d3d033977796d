import { decode } from "html-entities";

/** Tags that survive in an update; the platform drops all others and keeps their text. */
const KEPT = /^\/?(h[1-3]|p|br|strong|em|b|i|u|s|span|ul|ol|li|a|div)$/i;

/** Drops the tags the platform drops. */
export function safeHtml(body: string): string {
  return body.replace(/<(\/?[a-z][a-z0-9]*)\b[^>]*>/gi, (tag, name: string) => (KEPT.test(name) ? tag : ""));
}

/** The words of an update without markup, as `text_body` gives them. */
export function plainText(body: string): string {
  return decode(body.replace(/<br\s*\/?>|<\/(p|li|h[1-3]|div)>/gi, "\n").replace(/<[^>]+>/g, "")).trim();
}
