import fc from "fast-check";
import { decode } from "html-entities";
import { describe, expect, it } from "vitest";
import { isSameText } from "../../../core/verify/compare-text.ts";
import { externalIdsIn, toOriginalDate, toPlainText, toUpdateBody } from "./update-body.ts";

const visible = (html: string) =>
  decode(
    html
      .replaceAll("<br>", "\n")
      .replaceAll("</p><p>", "\n\n")
      .replace(/<\/?p>/g, ""),
  ).replaceAll("\u2060", "");

describe("toUpdateBody", () => {
  it("keeps lines and paragraphs and ends with the marker", () => {
    expect(toUpdateBody("One\r\ntwo\n\n\nthree", "bizstim:clients:1#note")).toBe(
      "<p>One<br>two</p><p>three</p><p>Imported by Portage · bizstim:clients:1#note</p>",
    );
  });

  it("shows the text unchanged, whatever it holds", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z<>&"'@; #0-9]{0,60}$/), (text) => {
        expect(visible(toUpdateBody(text, "s:t:1"))).toBe(`${text}\n\nImported by Portage · s:t:1`);
      }),
    );
  });

  it("leaves no name right behind an @, also not as an entity", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z@&#;64 ]{0,60}$/), (text) => {
        expect(decode(toUpdateBody(text, "s:t:1"))).not.toMatch(/@[^\u2060]/u);
      }),
    );
  });
});

describe("externalIdsIn", () => {
  it("finds the id again, also one with an @ or markup in it", () => {
    for (const id of ["bizstim:clients:1#note", "files:rows:a@b.example", "s:t:a&b"]) {
      expect(externalIdsIn(toUpdateBody("text", id))).toEqual([id]);
    }
  });

  it("finds none in a person's update", () => {
    expect(externalIdsIn("<p>Imported by hand</p>")).toEqual([]);
  });
});

describe("toPlainText", () => {
  const id = "bizstim:clients:1#note";
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 80 }),
    fc.stringMatching(/^[a-z<>&"'@;#/0-9 \n]{0,80}$/),
  );
  /** Ways in which the same text may come back. */
  const renderings: readonly ((html: string) => string)[] = [
    (html) => html,
    (html) => html.replaceAll("<br>", "<br />\n").replaceAll("</p>", "</p>\n"),
    (html) => html.replaceAll("<br>", "</p><p>"),
    (html) =>
      html.replaceAll("<p>", '<div class="line" style="text-align: left">').replaceAll("</p>", "</div>"),
    (html) => html.replaceAll("<p>", "<p><span>").replaceAll("</p>", "</span></p>"),
    (html) => html.replaceAll("&lt;", "&#60;").replaceAll("&gt;", "&#x3e;").replaceAll("&apos;", "'"),
    (html) => html.replace(/(?<=\w) (?=\w)/g, "&nbsp;"),
  ];

  it("gives back what was written, however monday renders it", () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...renderings), (text, render) => {
        expect(isSameText(text, toPlainText(render(toUpdateBody(text, id)), id))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves the mark of another update in the text", () => {
    const text = "See: Imported by Portage · bizstim:clients:2#note";
    expect(toPlainText(toUpdateBody(text, id), id)).toBe(text);
    expect(toPlainText(toUpdateBody("See above", "files:rows:a@b.example"), "files:rows:a@b.example")).toBe(
      "See above",
    );
  });

  it("shows what was added around the mark", () => {
    const body = `<p>Call her</p><p>NB: Imported by Portage · ${id} <b>Done.</b></p>`;
    expect(isSameText(toPlainText(body, id), "Call her NB: Done.")).toBe(true);
  });

  it("takes little time for text that looks like markup", () => {
    expect(toPlainText("<a ".repeat(50_000), id).length).toBeGreaterThan(100_000);
  });
});

describe("toOriginalDate", () => {
  it("turns the day round", () => {
    expect(toOriginalDate("2024-02-29")).toBe("29-02-2024");
    expect(toOriginalDate(null)).toBeNull();
    expect(toOriginalDate("yesterday")).toBeNull();
  });
});
