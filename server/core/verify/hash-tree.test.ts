import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareTexts } from "../canonical.ts";
import {
  createBoardHash,
  createColumnHash,
  fieldHash,
  recordHash,
  rootHash,
  updateHash,
} from "./hash-tree.ts";

type Records = ReadonlyMap<string, ReadonlyMap<string, string | null>>;

/** The whole tree over one board, its records read in the given order. */
function hashesOf(records: Records, order: readonly string[] = [...records.keys()]) {
  const columns = new Map<string, ReturnType<typeof createColumnHash>>();
  const hashes = new Map<string, string>();
  for (const externalId of order) {
    const fields = [...(records.get(externalId) ?? [])].map(([columnKey, value]) => {
      const hash = fieldHash(columnKey, value);
      const column = columns.get(columnKey) ?? createColumnHash(columnKey);
      columns.set(columnKey, column);
      column.add(externalId, hash);
      return { columnKey, hash };
    });
    hashes.set(externalId, recordHash(externalId, fields));
  }
  const board = createBoardHash();
  for (const [externalId, hash] of [...hashes].sort(([a], [b]) => compareTexts(a, b)))
    board.add(externalId, hash);
  const hash = board.digest();
  return {
    root: rootHash([{ key: "clients", hash }]),
    columns: new Map([...columns].map(([key, column]) => [key, column.digest()])),
  };
}

const records = fc
  .dictionary(
    fc.string({ minLength: 1, maxLength: 6 }),
    fc.dictionary(fc.constantFrom("name", "email", "amount"), fc.option(fc.string(), { nil: null }), {
      minKeys: 1,
    }),
    { minKeys: 1, maxKeys: 8 },
  )
  .map(
    (byId): Records =>
      new Map(Object.entries(byId).map(([id, fields]) => [id, new Map(Object.entries(fields))])),
  );

describe("the hash tree", () => {
  it("does not depend on the order in which items are read", () => {
    fc.assert(
      fc.property(records, fc.infiniteStream(fc.nat()), (board, numbers) => {
        const order = [...board.keys()]
          .map((id) => ({ id, at: numbers.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ id }) => id);
        expect(hashesOf(board, order)).toEqual(hashesOf(board));
      }),
    );
  });

  it("changes with any value, and so does the hash of just that column", () => {
    fc.assert(
      fc.property(records, fc.nat(), fc.option(fc.string(), { nil: null }), (board, pick, value) => {
        const cells = [...board].flatMap(([id, fields]) => [...fields.keys()].map((key) => ({ id, key })));
        const cell = cells[pick % cells.length];
        if (!cell) return;
        const before = hashesOf(board);
        fc.pre(board.get(cell.id)?.get(cell.key) !== value);
        const changed = new Map([...board].map(([id, fields]) => [id, new Map(fields)]));
        changed.get(cell.id)?.set(cell.key, value);
        const after = hashesOf(changed);
        expect(after.root).not.toBe(before.root);
        for (const [key, hash] of after.columns) {
          expect(hash === before.columns.get(key)).toBe(key !== cell.key);
        }
      }),
    );
  });

  it("notices a record that is gone, doubled under another id, or has swapped its value with another", () => {
    const board: Records = new Map([
      ["a", new Map([["email", "1"]])],
      ["b", new Map([["email", "2"]])],
    ]);
    const { root, columns } = hashesOf(board);
    const others: Records[] = [
      new Map([["a", new Map([["email", "1"]])]]),
      new Map([...board, ["c", new Map([["email", "2"]])]]),
      new Map([
        ["a", new Map([["email", "2"]])],
        ["b", new Map([["email", "1"]])],
      ]),
    ];
    for (const other of others) {
      expect(hashesOf(other).root).not.toBe(root);
      expect(hashesOf(other).columns.get("email")).not.toBe(columns.get("email"));
    }
  });

  it("tells an empty cell from the text null, and one column from another", () => {
    expect(fieldHash("email", null)).not.toBe(fieldHash("email", "null"));
    expect(fieldHash("email", "a")).not.toBe(fieldHash("phone", "a"));
  });

  it("covers what an update says, not how it is laid out", () => {
    expect(updateHash("a:b:1#note", "Call\n\nher ")).toBe(updateHash("a:b:1#note", "Call her"));
    expect(updateHash("a:b:1#note", "Call him")).not.toBe(updateHash("a:b:1#note", "Call her"));
    expect(updateHash("a:b:2#note", "Call her")).not.toBe(updateHash("a:b:1#note", "Call her"));
    expect(updateHash("a:b:1#note", " ")).toBe(
      recordHash("a:b:1#note", [{ columnKey: "update", hash: fieldHash("update", null) }]),
    );
  });

  it("is what its description says, so that anybody can compute it anew", () => {
    expect(fieldHash("email", "a@x.example")).toBe(
      // printf '["email","a@x.example"]' | sha256sum
      "b999b5e46fa397bc95ec496877bf03d8a158c58377ee88bc9dfeb7b71c6b4534",
    );
    expect(rootHash([])).toBe(
      // printf '[]' | sha256sum
      "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",
    );
  });
});
