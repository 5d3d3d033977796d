import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TypedValue } from "../../contract/values.ts";
import { withoutEnded } from "./ended-links.ts";
import { mergeCell } from "./merge-cell.ts";

const link = (...itemIds: string[]): TypedValue => ({ kind: "relation_items", itemIds });
const linked = (itemIds: readonly string[]) => ({
  ...{ text: itemIds.join(", "), value: null, linkedItemIds: [...itemIds] },
});

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 9 }).map(String), { maxLength: 5 });
/** What was written, which of it is gone with its items, and what the source asks for now. */
const links = fc.record({ base: ids, gone: ids, source: ids }).map(({ base, gone, source }) => ({
  base,
  gone: new Set(gone),
  // An item that is gone is never asked for: its record has none, or one that was written anew.
  source: source.filter((id) => !gone.includes(id)),
}));
const toValue = (itemIds: readonly string[]): TypedValue | null =>
  itemIds.length === 0 ? null : link(...itemIds);

describe("links that ended with the items they led to", () => {
  it("are no part of the value any more", () => {
    expect(withoutEnded(link("1", "2"), new Set(["2"]))).toEqual(link("1"));
    expect(withoutEnded(link("1", "2"), new Set(["1", "2"]))).toBeNull();
    expect(withoutEnded(link("1", "2"), new Set(["3"]))).toEqual(link("1", "2"));
    expect(withoutEnded(null, new Set(["1"]))).toBeNull();
  });

  it("leave values of every other kind alone", () => {
    const text: TypedValue = { kind: "text", text: "1" };
    expect(withoutEnded(text, new Set(["1"]))).toBe(text);
  });

  it("are never taken for an edit: the source's links are written without asking anybody", () => {
    fc.assert(
      fc.property(links, ({ base, gone, source }) => {
        const left = base.filter((id) => !gone.has(id));
        const sides = { base: withoutEnded(toValue(base), gone), source: toValue(source) };
        const verdict = mergeCell({ ...sides, monday: linked(left) });
        const isThere = left.length === source.length && left.every((id) => source.includes(id));
        expect(verdict).toBe(isThere ? "same" : "write");
      }),
    );
  });

  it("do not hide that a person has set or removed another link", () => {
    fc.assert(
      fc.property(links, ids, ({ base, gone, source }, today) => {
        const left = base.filter((id) => !gone.has(id));
        const isEdited = left.length !== today.length || !left.every((id) => today.includes(id));
        const sides = { base: withoutEnded(toValue(base), gone), source: toValue(source) };
        if (isEdited) expect(mergeCell({ ...sides, monday: linked(today) })).not.toBe("write");
      }),
    );
  });

  it("are asked about when the person linked something else instead", () => {
    const base = withoutEnded(link("1"), new Set(["1"]));
    expect(mergeCell({ base, source: link("2"), monday: linked([]) })).toBe("write");
    expect(mergeCell({ base, source: link("2"), monday: linked(["9"]) })).toBe("conflict");
    expect(mergeCell({ base, source: link("2"), monday: linked(["2"]) })).toBe("take_over");
  });
});
