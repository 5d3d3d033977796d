import { describe, expect, it } from "vitest";
import { type CauseEntry, dayWords, editCause, findCause } from "./cause-words.ts";

const now = Date.parse("2026-11-21T12:00:00Z");
const since = Date.parse("2026-11-01T00:00:00Z");

function entry(overrides: Partial<CauseEntry> = {}): CauseEntry {
  return {
    itemId: "1",
    columnId: "email",
    at: "2026-11-03T09:00:00Z",
    by: { kind: "person", name: "Ana Bell" },
    ...overrides,
  };
}

const cell = { itemId: "1", since, about: { kind: "cell", columnId: "email" } } as const;

describe("editCause", () => {
  it("says when an update was edited, and nothing about one that was not", () => {
    const now = Date.parse("2026-11-21T12:00:00Z");
    expect(editCause("2026-11-03T10:00:00Z", now)).toEqual({
      cause: "unknown",
      causeText: "Edited on 3 November; monday does not tell by whom.",
    });
    expect(editCause(null, now)).toEqual({ cause: "unknown", causeText: "" });
  });
});

describe("findCause", () => {
  it("names who changed the cell last, with the day", () => {
    const later = entry({ at: "2026-11-04T09:00:00Z", by: { kind: "automation", name: null } });
    expect(findCause([entry(), later], cell, now)).toEqual({
      cause: "automation",
      causeText: "Changed by an automation on 4 November.",
    });
    expect(findCause([later, entry({ at: "2026-11-05T00:00:00Z" })], cell, now)).toEqual({
      cause: "person",
      causeText: "Changed by Ana Bell on 5 November.",
    });
  });

  it("leaves out other items and columns, what came before the write, and Portage itself", () => {
    const others = [
      entry({ itemId: "2" }),
      entry({ columnId: "phone" }),
      entry({ at: "2026-10-03T09:00:00Z" }),
      entry({ by: { kind: "portage", name: "Portage" } }),
    ];
    expect(findCause(others, cell, now).cause).toBe("unknown");
  });

  it("finds who renamed, removed or copied an item", () => {
    const name = { itemId: "1", since, about: { kind: "name" } } as const;
    const item = { itemId: "1", since, about: { kind: "item" } } as const;
    expect(findCause([entry({ columnId: "name" })], name, now).causeText).toContain("Renamed by Ana Bell");
    expect(findCause([entry({ columnId: null })], item, now).causeText).toContain(
      "Removed or moved by Ana Bell",
    );
    expect(findCause([entry()], item, now).cause).toBe("unknown");
    const double = { itemId: "1", since, about: { kind: "double" } } as const;
    expect(findCause([entry({ columnId: null })], double, now).causeText).toContain("Made by Ana Bell");
  });

  it("says the year only when it is another one", () => {
    expect(dayWords("2025-12-31T23:59:59Z", now)).toBe("31 December 2025");
    expect(dayWords("2026-01-01T00:00:00Z", now)).toBe("1 January");
  });
});
