import { describe, expect, it } from "vitest";
import { boardOf, buildTestPlan } from "../../../test/builders/plan.ts";
import type { TypedValue } from "../../contract/values.ts";
import { changedCells } from "./changed-cells.ts";

const clients = boardOf(buildTestPlan(), "clients");
const [first, second] = clients.columns.map((column) => ({ ...column, include: true }));
if (!first || !second) throw new Error("The board needs two columns");
const board = { columns: [first, second] };

function text(value: string): TypedValue {
  return { kind: "text", text: value };
}

describe("changedCells", () => {
  it("names cells that differ, are new, or have become empty", () => {
    const held = { [first.columnId]: text("a"), [second.columnId]: text("b") };
    expect(changedCells(board, held, held).values).toEqual({});
    expect(changedCells(board, {}, held).values).toEqual(held);
    const changed = changedCells(board, held, { [first.columnId]: text("c") });
    expect(changed.values).toEqual({ [first.columnId]: text("c"), [second.columnId]: null });
  });

  it("leaves a column alone that the plan no longer has, and names it when it held a value", () => {
    const without = { columns: [first, { ...second, include: false }] };
    const held = { [second.columnId]: text("b") };
    const { values, left } = changedCells(without, held, {});
    expect(values).toEqual({});
    expect(left.map(({ key }) => key)).toEqual([second.key]);
    expect(changedCells(without, {}, {}).left).toEqual([]);
  });

  it.each<[TypedValue, TypedValue]>([
    [
      { kind: "relation_items", itemIds: ["1", "2"] },
      { kind: "relation_items", itemIds: ["2", "1"] },
    ],
    [
      { kind: "people", userIds: ["1", "2"] },
      { kind: "people", userIds: ["2", "1"] },
    ],
    [
      { kind: "dropdown", labels: ["a", "b"] },
      { kind: "dropdown", labels: ["b", "a"] },
    ],
    [
      { kind: "number", decimal: "12.50" },
      { kind: "number", decimal: "12.5" },
    ],
    [
      { kind: "number", decimal: "100" },
      { kind: "number", decimal: "100.00" },
    ],
  ])("takes %j and %j for the same", (held, wanted) => {
    expect(changedCells(board, { [first.columnId]: held }, { [first.columnId]: wanted }).values).toEqual({});
  });

  it("takes the same characters in another type for a change", () => {
    const wanted: TypedValue = { kind: "number", decimal: "5" };
    const { values } = changedCells(board, { [first.columnId]: text("5") }, { [first.columnId]: wanted });
    expect(values).toEqual({ [first.columnId]: wanted });
  });
});
