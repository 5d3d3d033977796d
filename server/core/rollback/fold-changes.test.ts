import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TypedValue } from "../../contract/values.ts";
import { createChangeFold, type NotedChange } from "./fold-changes.ts";

const text = (value: string): TypedValue => ({ kind: "text", text: value });

describe("changes put together", () => {
  it("lead from what every cell held before the first to what it held after the last", () => {
    const written = fc.record({
      item: fc.integer({ min: 1, max: 3 }),
      record: fc.integer({ min: 1, max: 2 }),
      column: fc.constantFrom("a", "b"),
      value: fc.option(fc.string()),
    });
    fc.assert(
      fc.property(fc.array(written, { maxLength: 40 }), (writes) => {
        const first = new Map<string, TypedValue | null>();
        const now = new Map<string, TypedValue | null>();
        const fold = createChangeFold((_phase, columnId) => `real_${columnId}`);
        for (const { item, record, column, value } of writes) {
          const cell = `${item} real_${column}`;
          const before = now.get(cell) ?? null;
          const after = value === null ? null : text(value);
          if (!first.has(cell)) first.set(cell, before);
          now.set(cell, after);
          const place = { phase: "clients", externalId: `${item}.${record}`, itemId: String(item) };
          fold.add({ ...place, before: { [column]: before }, after: { [column]: after } });
        }
        const folded = fold
          .read()
          .flatMap(({ itemId, before, after }) =>
            Object.keys(after).map((columnId) => [
              `${itemId} ${columnId}`,
              before[columnId],
              after[columnId],
            ]),
          );
        expect(new Map(folded.map(([cell, before]) => [cell, before]))).toEqual(first);
        expect(new Map(folded.map(([cell, , after]) => [cell, after]))).toEqual(now);
      }),
    );
  });

  it("tell which records had a part in which columns", () => {
    const change = (externalId: string, column: string, before: string, after: string): NotedChange => ({
      ...{ phase: "clients", externalId, itemId: "1" },
      ...{ before: { [column]: text(before) }, after: { [column]: text(after) } },
    });
    const fold = createChangeFold((_phase, columnId) => columnId);
    fold.add(change("1", "city", "A", "B"));
    fold.add(change("2", "city", "B", "C"));
    fold.add(change("1", "note", "X", "Y"));
    const [item] = fold.read();
    expect(item).toMatchObject({ before: { city: text("A"), note: text("X") }, after: { city: text("C") } });
    expect(item?.records.map(({ externalId, columns }) => [externalId, [...columns.keys()]])).toEqual([
      ["1", ["city", "note"]],
      ["2", ["city"]],
    ]);
  });
});
