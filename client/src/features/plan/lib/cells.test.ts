import { describe, expect, it } from "vitest";
import { buildColumn } from "../../../lib/testing/build-plan.ts";
import { isTicked, toDateText, toInitials, toLabelHex, toNames, toNumberText } from "./cells.ts";

describe("toNumberText", () => {
  it.each([
    ["1250.50", "USD", "$1,250.50"],
    ["-1000000", "EUR", "-1,000,000"],
    ["45", "min", "45 min"],
    ["99999999999999999999.01", null, "99,999,999,999,999,999,999.01"],
    ["1250.50 USD", "USD", "$1,250.50"],
    ["45 min", "min", "45 min"],
    ["about 4", "USD", "about 4"],
  ])("%s %s reads %s", (text, unit, expected) => {
    expect(toNumberText(text, unit)).toContain(expected);
  });

  it("takes a unit that is no currency of this browser as it is", () => {
    expect(toNumberText("5", "ZZZ")).toBe("ZZZ 5");
  });
});

describe("toNames", () => {
  it("prefers links over the text, since a name may contain a comma", () => {
    expect(toNames({ text: "Berg, Kim", links: ["Berg, Kim"] })).toEqual(["Berg, Kim"]);
    expect(toNames({ text: "Kim Berg, , Lee Ode" })).toEqual(["Kim Berg", "Lee Ode"]);
    expect(toNames({ text: "" })).toEqual([]);
  });
});

describe("toInitials", () => {
  it("takes the first and the last word", () => {
    expect(toInitials("kim van den berg")).toBe("KB");
    expect(toInitials("Cher")).toBe("C");
    expect(toInitials("")).toBe("");
  });
});

describe("toLabelHex", () => {
  it("falls back to the colour of the column's label", () => {
    const column = buildColumn({
      labels: [{ label: "Paid", color: "done-green", values: ["paid"], count: 3 }],
    });
    expect(toLabelHex({ text: "Paid" }, column)).toBe("#00c875");
    expect(toLabelHex({ text: "Paid", color: "stuck_red" }, column)).toBe("#df2f4a");
    expect(toLabelHex({ text: "Other" }, column)).toBe("#c4c4c4");
  });
});

describe("toDateText", () => {
  it.each([
    ["2026-11-05", "Nov 5, 2026"],
    ["2026-11-05 14:20:00", "Nov 5, 2026 14:20"],
    ["2026-01-31 - 2026-02-02", "Jan 31, 2026 - Feb 2, 2026"],
    ["2026-13-05", "2026-13-05"],
    ["soon", "soon"],
  ])("%s reads %s", (text, expected) => {
    expect(toDateText(text)).toBe(expected);
  });
});

describe("isTicked", () => {
  it("knows a ticked box from an empty one", () => {
    expect(["true", "Yes", "✓"].every(isTicked)).toBe(true);
    expect(["", "false", "no", "0"].some(isTicked)).toBe(false);
  });
});
