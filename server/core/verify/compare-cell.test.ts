import { describe, expect, it } from "vitest";
import type { TypedValue } from "../../contract/values.ts";
import type { ExistingCell } from "../mapping/fill-empty.ts";
import { cellWords } from "./cell-words.ts";
import { type CellVerdict, compareCell, missingLinks } from "./compare-cell.ts";

/** A cell as monday answers it: readable text and raw JSON, which carries the moment of the last change. */
function cell(text: string | null, raw: unknown = null): ExistingCell {
  return { text, value: raw === null ? null : JSON.stringify(raw) };
}
const links = (...ids: string[]): ExistingCell => ({ text: null, value: null, linkedItemIds: ids });
const people = (...ids: number[]): ExistingCell =>
  cell("Kim Berg", { personsAndTeams: ids.map((id) => ({ id, kind: "person" })), changed_at: "x" });
const empty = cell("");
const unset = cell(null);

const ana = { kind: "email", email: "ana@x.example", text: "" } as const;
const day = { kind: "date", date: "2026-03-05", time: null } as const;
const moment = { kind: "date", date: "2026-03-05", time: "23:30:00" } as const;
const phone = { kind: "phone", phone: "+14155550100", country: "US" } as const;
const site = { kind: "link", url: "https://x.example/a", text: "" } as const;
const amount = { kind: "number", decimal: "42.50" } as const;

type Case = readonly [title: string, written: TypedValue | null, today: ExistingCell, verdict: CellVerdict];

const cases: readonly Case[] = [
  ["text", { kind: "text", text: "Ana" }, cell("Ana", "Ana"), "same"],
  ["text with other white space around it", { kind: "text", text: "Ana" }, cell(" Ana\n"), "same"],
  ["text in another case", { kind: "text", text: "Ana" }, cell("ANA"), "changed"],
  ["text that was emptied", { kind: "text", text: "Ana" }, empty, "missing"],
  ["text composed in another way", { kind: "text", text: "Zoé" }, cell("Zoe\u0301"), "same"],
  [
    "long text with other line ends",
    { kind: "long_text", text: "a\nb" },
    cell("a b", { text: "a\r\nb" }),
    "same",
  ],
  ["long text", { kind: "long_text", text: "a\nb" }, cell("a\nc", { text: "a\nc" }), "changed"],
  ["a number with other zeros", amount, cell("42.5", "42.5"), "same"],
  ["a number shown with separators", { kind: "number", decimal: "1000" }, cell("1,000", "1000.00"), "same"],
  [
    "digits beyond a double",
    { kind: "number", decimal: "90071992547409.931" },
    cell("", "90071992547409.930"),
    "changed",
  ],
  ["zero", { kind: "number", decimal: "0" }, cell("0", "0"), "same"],
  ["zero that was emptied", { kind: "number", decimal: "0" }, empty, "missing"],
  ["a number that is none any more", amount, cell("n/a"), "changed"],
  ["a label", { kind: "status", label: "Done" }, cell("Done", { index: 1 }), "same"],
  ["another label", { kind: "status", label: "Done" }, cell("Stuck", { index: 2 }), "changed"],
  ["a cleared label", { kind: "status", label: "Done" }, unset, "missing"],
  ["labels in another order", { kind: "dropdown", labels: ["B", "A, inc"] }, cell("A, inc, B"), "same"],
  ["a label less", { kind: "dropdown", labels: ["A", "B"] }, cell("A"), "changed"],
  ["a day", day, cell("2026-03-05", { date: "2026-03-05", icon: null, changed_at: "x" }), "same"],
  ["a day with an empty time", day, cell("2026-03-05", { date: "2026-03-05", time: "" }), "same"],
  [
    "a day that got a time",
    day,
    cell("2026-03-05 10:00", { date: "2026-03-05", time: "10:00:00" }),
    "changed",
  ],
  [
    "a moment, shown in the account's zone",
    moment,
    cell("2026-03-06 01:30", { date: "2026-03-05", time: "23:30:00" }),
    "same",
  ],
  [
    "a moment without its seconds",
    moment,
    cell("2026-03-06 01:30", { date: "2026-03-05", time: "23:30" }),
    "same",
  ],
  ["a moment that lost its time", moment, cell("2026-03-05", { date: "2026-03-05" }), "changed"],
  ["a date that was emptied", day, empty, "missing"],
  [
    "a timeline",
    { kind: "timeline", from: "2026-01-01", to: "2026-01-03" },
    cell("", { from: "2026-01-01T00:00:00Z", to: "2026-01-03" }),
    "same",
  ],
  [
    "a shorter timeline",
    { kind: "timeline", from: "2026-01-01", to: "2026-01-03" },
    cell("", { from: "2026-01-01", to: "2026-01-02" }),
    "changed",
  ],
  ["an hour", { kind: "hour", hour: 9, minute: 5 }, cell("09:05 AM", { hour: 9, minute: 5 }), "same"],
  ["midnight", { kind: "hour", hour: 0, minute: 0 }, cell("12:00 AM", { hour: 0, minute: 0 }), "same"],
  [
    "another minute",
    { kind: "hour", hour: 9, minute: 5 },
    cell("09:06 AM", { hour: 9, minute: 6 }),
    "changed",
  ],
  ["an address", ana, cell("ana@x.example", { email: "Ana@x.example", text: "ana@x.example" }), "same"],
  ["an address with a new label", ana, cell("Ana", { email: "ana@x.example", text: "Ana" }), "changed"],
  ["another address", ana, cell("bo@x.example", { email: "bo@x.example", text: "bo@x.example" }), "changed"],
  [
    "a phone with other punctuation",
    phone,
    cell("1 415-555-0100", { phone: "1 415-555-0100", countryShortName: "US" }),
    "same",
  ],
  [
    "a phone without its country",
    phone,
    cell("+14155550100", { phone: "+14155550100", countryShortName: "" }),
    "same",
  ],
  [
    "a phone of another country",
    phone,
    cell("+14155550100", { phone: "+14155550100", countryShortName: "CA" }),
    "changed",
  ],
  [
    "a country monday guessed",
    { ...phone, country: null },
    cell("", { phone: "14155550100", countryShortName: "US" }),
    "same",
  ],
  ["a link", site, cell("", { url: "https://x.example/a", text: "https://x.example/a" }), "same"],
  ["a link to elsewhere", site, cell("", { url: "https://x.example/b", text: "" }), "changed"],
  ["people in another order", { kind: "people", userIds: ["2", "1"] }, people(1, 2), "same"],
  ["somebody else", { kind: "people", userIds: ["1"] }, people(2), "changed"],
  ["one more", { kind: "people", userIds: ["1"] }, people(1, 2), "changed"],
  ["nobody any more", { kind: "people", userIds: ["1"] }, people(), "missing"],
  [
    "a team of the same number",
    { kind: "people", userIds: ["1"] },
    cell("Team", { personsAndTeams: [{ id: 1, kind: "team" }] }),
    "changed",
  ],
  ["a tick", { kind: "checkbox", checked: true }, cell("v", { checked: "true" }), "same"],
  ["a tick taken away", { kind: "checkbox", checked: true }, empty, "missing"],
  ["no tick", { kind: "checkbox", checked: false }, cell("", { checked: "false" }), "same"],
  ["a tick set since", { kind: "checkbox", checked: false }, cell("v", { checked: true }), "changed"],
  ["a rating", { kind: "rating", rating: 4 }, cell("4", { rating: 4 }), "same"],
  ["another rating", { kind: "rating", rating: 4 }, cell("3", { rating: 3 }), "changed"],
  [
    "a country",
    { kind: "country", code: "CA", name: "Canada" },
    cell("Canada", { countryCode: "CA", countryName: "Canada" }),
    "same",
  ],
  [
    "another country",
    { kind: "country", code: "CA", name: "Canada" },
    cell("Cuba", { countryCode: "CU" }),
    "changed",
  ],
  ["tags in another order", { kind: "tags", names: ["VIP", "new"] }, cell("new, vip"), "same"],
  ["a tag more", { kind: "tags", names: ["VIP"] }, cell("VIP, new"), "changed"],
  ["links in another order", { kind: "relation_items", itemIds: ["2", "1"] }, links("1", "2"), "same"],
  ["a link more", { kind: "relation_items", itemIds: ["1"] }, links("1", "2"), "changed"],
  ["a link less", { kind: "relation_items", itemIds: ["1", "2"] }, links("2"), "missing"],
  ["a link to another item", { kind: "relation_items", itemIds: ["1"] }, links("2"), "missing"],
  ["no links", { kind: "relation_items", itemIds: [] }, links(), "same"],
  ["a cleared cell", null, empty, "same"],
  ["a cleared cell of links", null, links(), "same"],
  ["a cleared cell that was filled again", null, cell("Ana"), "changed"],
  ["a cleared cell that was linked again", null, links("4"), "changed"],
];

describe("compareCell", () => {
  it.each(cases)("%s", (_, written, today, verdict) => {
    expect(compareCell(written, today)).toBe(verdict);
  });

  it("calls a value missing whose column is gone, unless there was none", () => {
    expect(compareCell(day, undefined)).toBe("missing");
    expect(compareCell(null, undefined)).toBe("same");
    expect(compareCell({ kind: "people", userIds: [] }, undefined)).toBe("same");
  });

  it("reads no sense into a raw value that is no JSON", () => {
    expect(compareCell({ kind: "text", text: "Ana" }, { text: "Ana", value: "{broken" })).toBe("same");
    expect(compareCell(day, { text: "2026-03-05", value: "{broken" })).toBe("same");
    expect(compareCell({ kind: "people", userIds: ["1"] }, { text: "", value: "[]" })).toBe("missing");
  });

  it("names the links that are gone", () => {
    expect(missingLinks(["1", "2", "3"], links("2"))).toEqual(["1", "3"]);
    expect(missingLinks(["1"], undefined)).toEqual(["1"]);
  });
});

describe("cellWords", () => {
  const words: readonly (readonly [TypedValue["kind"], ExistingCell, string])[] = [
    ["number", cell("1,000", "1000.50"), "1000.50 CAD"],
    ["number", empty, ""],
    ["date", cell("2026-03-06 01:30", { date: "2026-03-05", time: "23:30" }), "2026-03-05 23:30:00"],
    ["date", cell("2026-03-05", { date: "2026-03-05" }), "2026-03-05"],
    ["hour", cell("9:05 AM", { hour: 9, minute: 5 }), "09:05"],
    ["hour", empty, ""],
    ["email", cell("Ana", { email: "ana@x.example", text: "Ana" }), "Ana (ana@x.example)"],
    ["email", cell("a@x.example", { email: "a@x.example", text: "a@x.example" }), "a@x.example"],
    ["link", cell("", { url: "https://x.example", text: "Site" }), "Site (https://x.example)"],
    ["checkbox", cell("v", { checked: true }), "Yes"],
    ["checkbox", empty, ""],
    ["status", cell("Done", { index: 1 }), "Done"],
  ];

  it.each(words)("says what a cell of kind %s holds: %j", (kind, today, text) => {
    expect(cellWords(kind, today, kind === "number" ? "CAD" : null)).toBe(text);
  });

  it("is empty for a column that is gone", () => {
    expect(cellWords("text", undefined, null)).toBe("");
  });
});
