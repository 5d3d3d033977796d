import { describe, expect, it } from "vitest";
import { contrast, paletteNames, textOn, toHex } from "./colors.ts";

describe("toHex", () => {
  it("knows a palette name with dashes and with underscores", () => {
    expect(toHex("done-green")).toBe("#00c875");
    expect(toHex("done_green")).toBe("#00c875");
  });

  it("takes a hex colour as it is and nothing else", () => {
    expect(toHex("#FF007F")).toBe("#ff007f");
    expect(toHex("url(evil)")).toBe("#c4c4c4");
    expect(toHex(undefined)).toBe("#c4c4c4");
  });
});

describe("textOn", () => {
  it("is readable (WCAG AA) on every colour of the palette", () => {
    const unreadable = paletteNames.filter((name) => contrast(textOn(toHex(name)), toHex(name)) < 4.5);
    expect(unreadable).toEqual([]);
  });

  it("stays white on dark labels and turns dark on bright ones", () => {
    expect(textOn("#225091")).toBe("#ffffff");
    expect(textOn("#ffcb00")).toBe("#323338");
  });
});
