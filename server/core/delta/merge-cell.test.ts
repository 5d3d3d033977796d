import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TypedValue } from "../../contract/values.ts";
import { isSameValue } from "../mapping/changed-cells.ts";
import type { ExistingCell } from "../mapping/fill-empty.ts";
import { compareCell } from "../verify/compare-cell.ts";
import { type CellMerge, mergeCell, mergeName } from "./merge-cell.ts";
import { readValue } from "./read-value.ts";

/** The cell monday shows after this value was written. */
function toCell(value: TypedValue | null): ExistingCell {
  if (value === null) return { text: null, value: null };
  const raw = (text: string, object: unknown): ExistingCell => ({ text, value: JSON.stringify(object) });
  switch (value.kind) {
    case "text":
      return raw(value.text, value.text);
    case "long_text":
      return raw(value.text, { text: value.text });
    case "number":
      return raw(value.decimal, value.decimal);
    case "status":
      return raw(value.label, { index: 1 });
    case "dropdown":
      return raw(value.labels.join(", "), { ids: [1] });
    case "date":
      return raw(value.date, { date: value.date, time: value.time });
    case "timeline":
      return raw(`${value.from} - ${value.to}`, { from: value.from, to: value.to });
    case "hour":
      return raw(`${value.hour}:${value.minute}`, { hour: value.hour, minute: value.minute });
    case "email":
      return raw(value.text, { email: value.email, text: value.text });
    case "phone":
      return raw(value.phone, { phone: value.phone, countryShortName: value.country });
    case "link":
      return raw(value.text, { url: value.url, text: value.text });
    case "people":
      return raw("People", { personsAndTeams: value.userIds.map((id) => ({ id, kind: "person" })) });
    case "checkbox":
      return value.checked ? raw("v", { checked: true }) : { text: "", value: null };
    case "rating":
      return raw(String(value.rating), { rating: value.rating });
    case "country":
      return raw(value.name, { countryCode: value.code, countryName: value.name });
    case "tags":
      return raw(value.names.join(", "), { tag_ids: [1] });
    case "relation":
      throw new Error("Relations are resolved before they are written");
    case "relation_items":
      return { text: "Items", value: null, linkedItemIds: value.itemIds };
  }
}

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/);
const id = fc.integer({ min: 1, max: 9 }).map(String);
const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-02-${String(n).padStart(2, "0")}`);
const some = (of: fc.Arbitrary<string>) => fc.uniqueArray(of, { minLength: 1, maxLength: 3 });

/** One arbitrary for each kind of value a cell can be given. */
const kinds: Record<Exclude<TypedValue["kind"], "relation">, fc.Arbitrary<TypedValue>> = {
  text: word.map((text) => ({ kind: "text", text })),
  long_text: word.map((text) => ({ kind: "long_text", text })),
  number: fc.integer({ min: -99, max: 999 }).map((n) => ({ kind: "number", decimal: `${n}.50` })),
  status: word.map((label) => ({ kind: "status", label })),
  dropdown: some(word).map((labels) => ({ kind: "dropdown", labels })),
  date: day.map((date) => ({ kind: "date", date, time: null })),
  timeline: fc.tuple(day, day).map(([from, to]) => ({ kind: "timeline", from, to })),
  hour: fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => ({ kind: "hour", hour, minute })),
  email: word.map((name) => {
    const email = `${name.toLowerCase()}@x.example`;
    return { kind: "email", email, text: email };
  }),
  phone: fc.integer({ min: 1_000_000, max: 9_999_999 }).map((n) => ({
    ...{ kind: "phone" as const, phone: String(n), country: "US" },
  })),
  link: word.map((name) => ({ kind: "link", url: `https://x.example/${name}`, text: name })),
  people: some(id).map((userIds) => ({ kind: "people", userIds })),
  checkbox: fc.constant({ kind: "checkbox", checked: true }),
  rating: fc.integer({ min: 1, max: 5 }).map((rating) => ({ kind: "rating", rating })),
  country: fc.constantFrom("DE", "CA", "US").map((code) => ({ kind: "country", code, name: `In ${code}` })),
  tags: some(word).map((names) => ({ kind: "tags", names })),
  relation_items: some(id).map((itemIds) => ({ kind: "relation_items", itemIds })),
};

/** Base, source and monday of one kind; each may be empty, and often two are alike. */
const sides = fc
  .constantFrom(...Object.values(kinds))
  .chain((of) => fc.array(fc.option(of), { minLength: 3, maxLength: 3 }))
  .chain((values) => {
    const one = fc.integer({ min: 0, max: 2 }).map((index) => values[index] ?? null);
    return fc.record({ base: one, source: one, monday: one });
  });

/** What the two stores hold after a verdict was carried out. */
function carryOut(
  verdict: CellMerge,
  now: { base: TypedValue | null; source: TypedValue | null; monday: TypedValue | null },
) {
  if (verdict === "write") return { ...now, base: now.source, monday: now.source };
  if (verdict === "take_over") return { ...now, base: now.source };
  return now;
}

const mergeOf = (now: { base: TypedValue | null; source: TypedValue | null; monday: TypedValue | null }) =>
  mergeCell({ ...now, monday: toCell(now.monday) });

describe("merging a cell three ways", () => {
  it("reads back what was written as the same, for every kind of value", () => {
    for (const of of Object.values(kinds)) {
      fc.assert(fc.property(of, (value) => compareCell(value, toCell(value)) === "same"));
    }
  });

  it("reads any cell back into the value that was written", () => {
    for (const of of Object.values(kinds)) {
      fc.assert(
        fc.property(of, (value) => {
          const found = readValue(value.kind, toCell(value));
          expect(found && compareCell(found, toCell(value))).toBe("same");
        }),
      );
    }
    expect(readValue("text", toCell(null))).toBeNull();
    const team = JSON.stringify({ personsAndTeams: [{ id: 1, kind: "team" }] });
    expect(readValue("number", { text: "some", value: '"some"' })).toEqual({
      kind: "number",
      decimal: "some",
    });
    expect(readValue("people", { text: "A team", value: team })).toBeUndefined();
  });

  it("writes only what changed in the source and was not touched in monday", () => {
    fc.assert(
      fc.property(sides, (now) => {
        const isUntouched = compareCell(now.base, toCell(now.monday)) === "same";
        const isChanged = !isSameValue(now.base, now.source);
        const isEqual = compareCell(now.source, toCell(now.monday)) === "same";
        expect(mergeOf(now) === "write").toBe(isUntouched && isChanged && !isEqual);
      }),
    );
  });

  it("never loses what a person has written", () => {
    fc.assert(
      fc.property(sides, (now) => {
        const after = carryOut(mergeOf(now), now);
        const isEdited = compareCell(now.base, toCell(now.monday)) !== "same";
        if (isEdited) expect(after.monday).toEqual(now.monday);
      }),
    );
  });

  it("asks exactly when both sides have changed to different values", () => {
    fc.assert(
      fc.property(sides, (now) => {
        const isEdited = compareCell(now.base, toCell(now.monday)) !== "same";
        const isChanged = !isSameValue(now.base, now.source);
        const isEqual = compareCell(now.source, toCell(now.monday)) === "same";
        expect(mergeOf(now) === "conflict").toBe(isEdited && isChanged && !isEqual);
      }),
    );
  });

  it("changes nothing when it is done a second time", () => {
    fc.assert(
      fc.property(sides, (now) => {
        const once = carryOut(mergeOf(now), now);
        const verdict = mergeOf(once);
        expect(["write", "take_over"]).not.toContain(verdict);
        expect(carryOut(verdict, once)).toEqual(once);
      }),
    );
  });

  it("treats names like any cell", () => {
    expect(mergeName({ base: "Ana", source: "Anna", monday: "Ana" })).toBe("write");
    expect(mergeName({ base: "Ana", source: "Ana", monday: "Anita" })).toBe("leave");
    expect(mergeName({ base: "Ana", source: "Anna", monday: "Anna" })).toBe("take_over");
    expect(mergeName({ base: "Ana", source: "Anna", monday: "Anita" })).toBe("conflict");
  });
});
