import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TypedValue } from "../../contract/values.ts";
import type { ExistingCell } from "../mapping/fill-empty.ts";
import { type ItemDecision, type JudgedWith, judgeItem } from "./judge-item.ts";
import type { LandedItem, LandedRow } from "./landed-item.ts";
import type { SeenItem, SeenUpdate, Surroundings } from "./surroundings.ts";

const columnIds = ["a", "b", "c", "d"] as const;

function row(part: Partial<LandedRow>): LandedRow {
  return {
    phase: "clients",
    externalId: "shop:clients:1",
    name: "Client 1",
    kind: "made",
    foreign: false,
    inScope: true,
    itemName: null,
    groupId: null,
    values: {},
    before: {},
    dropped: [],
    ...part,
  };
}

const text = (value: string): TypedValue => ({ kind: "text", text: value });
const cell = (value: string): ExistingCell => ({ text: value, value: JSON.stringify(value) });
const linkCell = (...ids: string[]): ExistingCell => ({ text: null, value: null, linkedItemIds: ids });

function around(part: Partial<Surroundings> = {}): Surroundings {
  const columns = [...columnIds, "log", "link"].map((id) => {
    const type = id === "log" ? "last_updated" : id === "link" ? "board_relation" : "text";
    return [id, { title: id.toUpperCase(), type }] as const;
  });
  return {
    boardId: "9",
    columns: new Map(columns),
    unjudged: new Set(),
    replaced: new Set(),
    leadsTo: () => false,
    isAlive: () => true,
    ...part,
  };
}

function seenItem(part: Partial<SeenItem> = {}): SeenItem {
  return { id: "1", boardId: "9", name: "Client 1", groupId: "g", cells: {}, ...part };
}

function judge(rows: readonly LandedRow[], part: Partial<JudgedWith>): ItemDecision {
  const item: LandedItem = { itemId: "1", rows };
  return judgeItem(item, {
    ...{ seen: seenItem(), updates: [], around: around(), includeTouched: false },
    ...part,
  });
}

const made = row({ itemName: "Client 1", groupId: "g", values: { a: text("one") } });
const asWritten = seenItem({ cells: { a: cell("one"), log: cell("2026-01-01") } });
const comment = (part: Partial<SeenUpdate>): SeenUpdate => ({
  id: "5",
  externalId: null,
  replies: 0,
  ...part,
});

describe("an item Portage made", () => {
  it("goes when it is as it was written", () => {
    expect(judge([made], { seen: asWritten })).toEqual({ kind: "remove", lost: null });
    expect(judge([made], { seen: null })).toEqual({ kind: "gone" });
  });

  const touches: readonly (readonly [string, string, Partial<JudgedWith>])[] = [
    ["another name", "touched_item", { seen: { ...asWritten, name: "Anna" } }],
    ["another group", "moved_item", { seen: { ...asWritten, groupId: "h" } }],
    ["another board", "moved_item", { seen: { ...asWritten, boardId: "8" } }],
    ["another value", "touched_item", { seen: { ...asWritten, cells: { a: cell("two") } } }],
    ["an emptied value", "touched_item", { seen: { ...asWritten, cells: {} } }],
    [
      "a value elsewhere",
      "touched_item",
      { seen: { ...asWritten, cells: { a: cell("one"), b: cell("x") } } },
    ],
    [
      "a link",
      "linked_by_person",
      { seen: { ...asWritten, cells: { a: cell("one"), link: linkCell("7") } } },
    ],
    ["a comment", "commented_item", { seen: asWritten, updates: [comment({})] }],
  ];

  it.each(touches)("stays with %s", (_, code, part) => {
    expect(judge([made], part)).toMatchObject({ kind: "leave", code });
    expect(judge([made], { ...part, includeTouched: true })).toMatchObject({
      kind: "remove",
      lost: { code },
    });
  });

  it("stays when somebody has answered our update, and goes with one nobody answered", () => {
    const update = row({ phase: "clients.updates", externalId: "shop:clients:1#note", kind: "update" });
    const ours = comment({ externalId: "shop:clients:1#note" });
    expect(judge([made, update], { seen: asWritten, updates: [ours] })).toMatchObject({ kind: "remove" });
    const answered = [{ ...ours, replies: 1 }];
    expect(judge([made, update], { seen: asWritten, updates: answered })).toMatchObject({
      kind: "leave",
      code: "commented_item",
    });
  });

  it("is not touched by the other side of our links, nor by links that ended with their items", () => {
    const seen = { ...asWritten, cells: { ...asWritten.cells, link: linkCell("7") } };
    expect(judge([made], { seen, around: around({ leadsTo: (from) => from === "7" }) }).kind).toBe("remove");
    const linked = row({ ...made, values: { link: { kind: "relation_items", itemIds: ["7", "8"] } } });
    const rest = { ...asWritten, cells: { link: linkCell("8") } };
    expect(judge([linked], { seen: rest, around: around({ isAlive: (id) => id === "8" }) }).kind).toBe(
      "remove",
    );
    expect(judge([linked], { seen: rest })).toMatchObject({ kind: "leave", code: "linked_by_person" });
  });

  it("is not touched by a value monday did not keep, nor by a column that is gone", () => {
    const dropped = row({
      ...made,
      values: { a: text("one"), b: text("x"), gone: text("y") },
      dropped: ["b"],
    });
    expect(judge([dropped], { seen: asWritten })).toEqual({ kind: "remove", lost: null });
  });
});

describe("an item that was there before", () => {
  const filled = row({ kind: "filled", values: { a: text("one"), b: text("two") }, before: { b: cell("") } });

  it("gets back what it had in the cells that are as Portage wrote them", () => {
    const seen = seenItem({ cells: { a: cell("one"), b: cell("mine"), c: cell("theirs") } });
    const decision = judge([filled], { seen });
    expect(decision).toMatchObject({ kind: "restore", left: { code: "touched_cell" } });
    expect(decision.kind === "restore" && Object.keys(decision.cells)).toEqual(["a"]);
  });

  it("keeps the cells of a record that is not taken back", () => {
    const later = row({
      kind: "filled",
      externalId: "shop:clients:2",
      inScope: false,
      values: { a: text("three") },
    });
    const seen = seenItem({ cells: { a: cell("three"), b: cell("two") } });
    const decision = judge([filled, later], { seen });
    expect(decision.kind === "restore" && Object.keys(decision.cells)).toEqual(["b"]);
    expect(decision).toMatchObject({ left: null });
  });

  it("is whole again whatever was written and whatever people changed, except what they changed", () => {
    const values = fc.dictionary(fc.constantFrom(...columnIds), fc.constantFrom("x", "y", "z"));
    fc.assert(
      fc.property(
        values,
        fc.array(values, { minLength: 1, maxLength: 3 }),
        values,
        (start, writes, people) => {
          const world: Record<string, ExistingCell> = Object.fromEntries(
            Object.entries(start).map(([id, value]) => [id, cell(value)]),
          );
          const rows = writes.map((write, index) => {
            const before: Record<string, ExistingCell> = {};
            for (const [id, value] of Object.entries(write)) {
              before[id] = world[id] ?? { text: null, value: null };
              world[id] = cell(value);
            }
            const given = Object.fromEntries(Object.entries(write).map(([id, value]) => [id, text(value)]));
            return row({ kind: "filled", externalId: `shop:clients:${index}`, values: given, before });
          });
          const written = { ...world };
          for (const [id, value] of Object.entries(people)) world[id] = cell(value);
          const decision = judge(rows, { seen: seenItem({ cells: world }) });
          if (decision.kind !== "restore") throw new Error("It was there before");
          const after: Record<string, ExistingCell> = { ...world, ...decision.cells };
          for (const id of columnIds) {
            const isTouched = (written[id]?.text ?? "") !== (world[id]?.text ?? "");
            expect(after[id]?.text ?? "").toBe(isTouched ? (world[id]?.text ?? "") : (start[id] ?? ""));
          }
          const all = judge(rows, { seen: seenItem({ cells: world }), includeTouched: true });
          const whole = all.kind === "restore" ? { ...world, ...all.cells } : {};
          for (const id of writes.flatMap((write) => Object.keys(write))) {
            expect(whole[id]?.text ?? "").toBe(start[id] ?? "");
          }
        },
      ),
    );
  });
});
