import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EngineHarness } from "../../test/fakes/engine-harness.ts";
import type { FakeItem } from "../../test/fakes/fake-destination.ts";
import { pictureOf, rollBack, shopWithContacts } from "../../test/fakes/shop-account.ts";

/** Something a colleague does; `which` picks the item among those there are. */
type Edit =
  | { readonly kind: "rename" | "comment" | "delete" | "fill"; readonly which: number }
  | { readonly kind: "add"; readonly board: number };

const edits = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom("rename" as const, "comment" as const, "delete" as const, "fill" as const),
      which: fc.nat({ max: 30 }),
    }),
    fc.record({ kind: fc.constant("add" as const), board: fc.nat({ max: 5 }) }),
  ),
  { maxLength: 5 },
);

const deaths = fc.array(
  fc.record({
    at: fc.integer({ min: 1, max: 45 }),
    when: fc.constantFrom("before" as const, "after" as const),
  }),
  { maxLength: 2 },
);

const remark = "their_remark";

/** Does the edits; gives the ids of items that exist afterwards and that a person has been at. */
function edit({ monday }: EngineHarness, list: readonly Edit[]): Set<string> {
  const touched = new Set<string>();
  for (const [index, each] of list.entries()) {
    if (each.kind === "add") {
      const boards = [...monday.boards.keys()];
      const boardId = boards[each.board % boards.length] ?? "900";
      const id = `5${index}0000`;
      monday.items.push({ id, boardId, name: "Their own", values: {}, updates: [] });
      touched.add(id);
      continue;
    }
    const item = monday.items[each.which % monday.items.length];
    if (!item || item.id.length === 6) continue;
    touched.add(item.id);
    if (each.kind === "rename") item.name = `${item.name} by a colleague`;
    if (each.kind === "comment") {
      item.updates.push({ id: `7${index}000`, externalId: "somebody", body: "A remark" });
    }
    if (each.kind === "delete") {
      monday.items.splice(monday.items.indexOf(item), 1);
      touched.delete(item.id);
    }
    if (each.kind === "fill") {
      item.values[remark] = { kind: "text", text: "mine" };
      const board = monday.boards.get(item.boardId);
      if (board?.columns.every(({ id }) => id !== remark)) {
        board.columns.push({ id: remark, title: "Remark", type: "text" });
      }
    }
  }
  return touched;
}

/** Links end with the items they lead to; everything else of an item that stays has to be as people left it. */
function withoutLinks(item: FakeItem | undefined): unknown {
  const values = Object.entries(item?.values ?? {}).filter(([, value]) => value?.kind !== "relation_items");
  return { ...item, values: Object.fromEntries(values) };
}

const shared = ["50", "60", "70"];

describe("import and rollback, whatever people do and wherever the process dies", () => {
  it("leave exactly what people touched, and everything else as before", async () => {
    await fc.assert(
      fc.asyncProperty(edits, deaths, async (list, plans) => {
        const engine = await shopWithContacts();
        const before = JSON.parse(pictureOf(engine)) as { items: { id: string }[]; boards: { id: string }[] };
        await engine.run("import");
        const touched = edit(engine, list);
        const after = new Map(engine.monday.items.map((item) => [item.id, structuredClone(item)]));
        const { result } = await rollBack(engine, {}, plans);
        expect(result.proof.proven).toBe(true);
        const now = new Map(engine.monday.items.map((item) => [item.id, item]));
        const expected = [...after.keys()].filter((id) => shared.includes(id) || touched.has(id));
        expect(new Set(now.keys())).toEqual(new Set(expected));
        for (const id of touched) {
          if (!shared.includes(id)) expect(withoutLinks(now.get(id))).toEqual(withoutLinks(after.get(id)));
        }
        if (list.length === 0) expect(JSON.parse(pictureOf(engine))).toEqual(before);
        const inUse = new Set(engine.monday.items.map(({ boardId }) => boardId));
        const expectedBoards = [...engine.monday.boards.keys()].filter((id) => id === "900" || inUse.has(id));
        const remarked = [...engine.monday.boards.values()].filter(({ columns }) =>
          columns.some(({ id }) => id === remark),
        );
        for (const id of engine.monday.boards.keys()) {
          expect([...expectedBoards, ...remarked.map((board) => board.id)]).toContain(id);
        }
        await engine.store.close();
      }),
      { numRuns: 25, seed: 20261121 },
    );
  }, 60_000);

  it("leave nothing of Portage when what people touched goes too", async () => {
    await fc.assert(
      fc.asyncProperty(edits, deaths, async (list, plans) => {
        const engine = await shopWithContacts();
        await engine.run("import");
        edit(engine, list);
        const own = new Set(engine.monday.items.filter(({ id }) => id.length === 6).map(({ id }) => id));
        await rollBack(engine, { includeTouched: true }, plans);
        const left = engine.monday.items.map(({ id }) => id).filter((id) => !shared.includes(id));
        expect(new Set(left)).toEqual(own);
        expect(await engine.store.ledger.total(engine.scope, {})).toBe(0);
        await engine.store.close();
      }),
      { numRuns: 15, seed: 20261121 },
    );
  }, 60_000);
});
