import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparableText, differingExcerpts, isSameText, openingOf } from "./compare-text.ts";

const visible = fc.stringMatching(/^[A-Za-z0-9äöüß€%&<>"'.;@]{1,30}$/u);

describe("isSameText", () => {
  it("does not mind lines, blanks and what cannot be seen", () => {
    for (const today of [
      "One\n\ntwo  three",
      "One two\u00a0three\n",
      "\ufeffOne\u2060 two\u200b three\u0001",
    ]) {
      expect(isSameText("One\r\ntwo three", today)).toBe(true);
    }
    expect(isSameText("Cafe\u0301", "Caf\u00e9")).toBe(true);
    expect(isSameText("\ud800", "\ufffd")).toBe(true);
  });

  it("minds every character that can be seen, and blanks between words", () => {
    for (const today of ["One two", "One two three!", "one two three", "Onetwo three", ""]) {
      expect(isSameText("One two three", today)).toBe(false);
    }
  });

  it("finds every visible edit", () => {
    fc.assert(
      fc.property(fc.array(visible, { minLength: 1, maxLength: 6 }), fc.nat(), visible, (words, at, word) => {
        const edited = [...words];
        edited[at % words.length] = word;
        const changes = edited.join(" ") !== words.join(" ");
        expect(isSameText(words.join(" "), edited.join("\n"))).toBe(!changes);
        expect(isSameText(words.join(" "), words.slice(0, -1).join(" "))).toBe(false);
        expect(isSameText(words.join(" "), [...words, word].join(" "))).toBe(false);
      }),
    );
  });
});

describe("comparableText", () => {
  it("is nothing where nothing can be seen, and stays as it is when taken again", () => {
    expect(comparableText(" \n\u200b")).toBeNull();
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const once = comparableText(text);
        expect(comparableText(once ?? "")).toBe(once);
      }),
    );
  });
});

describe("differingExcerpts", () => {
  it("shows short texts whole", () => {
    expect(differingExcerpts("Call\nher", "Call him")).toEqual({ written: "Call her", today: "Call him" });
    expect(differingExcerpts("Call her", "")).toEqual({ written: "Call her", today: "" });
  });

  it("shows where long texts differ", () => {
    const before = "word ".repeat(100);
    const { written, today } = differingExcerpts(`${before}left${" end".repeat(100)}`, `${before}right`);
    expect(written).toMatch(/^…word word .*left end.*…$/);
    expect(today).toMatch(/^…word word .*right$/);
    expect(written.length).toBeLessThan(210);
  });

  it("shows two different texts, none of them longer than a list takes", () => {
    const texts = fc.string({ unit: "grapheme", maxLength: 600 });
    fc.assert(
      fc.property(texts, texts, texts, (before, left, right) => {
        fc.pre(!isSameText(before + left, before + right));
        const shown = differingExcerpts(before + left, before + right);
        expect(shown.written).not.toBe(shown.today);
        for (const text of [shown.written, shown.today]) {
          expect(text.length).toBeLessThanOrEqual(202);
          expect(text.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});

describe("openingOf", () => {
  it("cuts no character in two", () => {
    expect(openingOf("🙂".repeat(150))).toBe(`${"🙂".repeat(100)}…`);
    expect(openingOf(`a${"🙂".repeat(150)}`)).toBe(`a${"🙂".repeat(99)}…`);
    expect(openingOf("short")).toBe("short");
  });
});
