import fc from "fast-check";
import { decode } from "html-entities";
import { describe, expect, it } from "vitest";
import { externalIdsIn, toOriginalDate, toUpdateBody } from "./update-body.ts";

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

describe("toOriginalDate", () => {
  it("turns the day round", () => {
    expect(toOriginalDate("2024-02-29")).toBe("29-02-2024");
    expect(toOriginalDate(null)).toBeNull();
    expect(toOriginalDate("yesterday")).toBeNull();
  });
});
