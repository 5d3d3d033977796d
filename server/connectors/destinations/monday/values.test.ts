import { describe, expect, it } from "vitest";
import type { TypedValue } from "../../../contract/values.ts";
import { toColumnValues, toWireValue } from "./values.ts";

const context = { tagId: (name: string) => ({ math: 1, piano: 2 })[name] };

const table: readonly (readonly [TypedValue, unknown])[] = [
  [{ kind: "text", text: "plain" }, "plain"],
  [{ kind: "long_text", text: "a\nb" }, { text: "a\nb" }],
  [{ kind: "long_text", text: "" }, null],
  [{ kind: "number", decimal: "1234567890.123456789" }, "1234567890.123456789"],
  [{ kind: "status", label: "Done" }, { label: "Done" }],
  [{ kind: "status", label: "" }, null],
  [{ kind: "dropdown", labels: ["A, b", "C"] }, { labels: ["A, b", "C"] }],
  [{ kind: "dropdown", labels: [] }, null],
  [{ kind: "date", date: "2024-02-29", time: null }, { date: "2024-02-29" }],
  [
    { kind: "date", date: "2024-02-29", time: "23:59:00" },
    { date: "2024-02-29", time: "23:59:00" },
  ],
  [
    { kind: "timeline", from: "2024-01-01", to: "2024-01-31" },
    { from: "2024-01-01", to: "2024-01-31" },
  ],
  [
    { kind: "hour", hour: 9, minute: 5 },
    { hour: 9, minute: 5 },
  ],
  [
    { kind: "email", email: "a@b.example", text: "" },
    { email: "a@b.example", text: "a@b.example" },
  ],
  [
    { kind: "email", email: "a@b.example", text: "Ann" },
    { email: "a@b.example", text: "Ann" },
  ],
  [
    { kind: "phone", phone: "+14155550100", country: "US" },
    { phone: "+14155550100", countryShortName: "US" },
  ],
  [{ kind: "phone", phone: "4155550100", country: null }, { phone: "4155550100" }],
  [
    { kind: "link", url: "https://a.example", text: "" },
    { url: "https://a.example", text: "https://a.example" },
  ],
  [
    { kind: "people", userIds: ["12", "13"] },
    {
      personsAndTeams: [
        { id: 12, kind: "person" },
        { id: 13, kind: "person" },
      ],
    },
  ],
  [{ kind: "people", userIds: [] }, null],
  [{ kind: "checkbox", checked: true }, { checked: "true" }],
  [{ kind: "checkbox", checked: false }, null],
  [{ kind: "rating", rating: 4 }, { rating: 4 }],
  [
    { kind: "country", code: "US", name: "United States" },
    { countryCode: "US", countryName: "United States" },
  ],
  [{ kind: "tags", names: ["piano", "unknown", "math"] }, { tag_ids: [2, 1] }],
  [{ kind: "tags", names: [] }, null],
  [{ kind: "relation_items", itemIds: ["9000000001"] }, { item_ids: [9000000001] }],
  [{ kind: "relation_items", itemIds: [] }, null],
];

describe("toWireValue", () => {
  it.each(table)("writes %j", (value, wire) => {
    expect(toWireValue(value, context)).toEqual(wire);
  });

  it("does not let external ids through as links", () => {
    expect(() => toWireValue({ kind: "relation", refs: ["bizstim:clients:1"] }, context)).toThrow(
      "external ids",
    );
  });
});

describe("toColumnValues", () => {
  it("leaves empty cells out of a new item", () => {
    expect(
      toColumnValues({ a: null, b: { kind: "checkbox", checked: false } }, context, { clear: false }),
    ).toEqual({});
  });

  it("clears empty cells of a known item", () => {
    expect(toColumnValues({ a: null, b: { kind: "people", userIds: [] } }, context, { clear: true })).toEqual(
      {
        a: null,
        b: null,
      },
    );
  });
});
