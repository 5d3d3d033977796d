import { describe, expect, it } from "vitest";
import { buildFacts } from "../../../test/builders/facts.ts";
import { buildTestPlan } from "../../../test/builders/plan.ts";
import { buildRecord } from "../../../test/builders/records.ts";
import { loadLevels, loadOrder } from "./board-order.ts";
import { partOf, partsOf } from "./parts.ts";

const { limits } = buildFacts();

describe("load order", () => {
  it("loads every board after the boards it links to", () => {
    const done = new Set<string>();
    for (const board of loadOrder(buildTestPlan())) {
      expect(board.dependsOn.every((key) => done.has(key))).toBe(true);
      done.add(board.key);
    }
    expect(done.size).toBe(9);
  });

  it("puts boards that do not need each other on one level", () => {
    const [first] = loadLevels(buildTestPlan());
    expect(first?.map((board) => board.key)).toEqual(["contacts", "practitioners", "services", "locations"]);
  });

  it("leaves boards out that are left out", () => {
    const plan = buildTestPlan({ edits: [{ op: "board.include", board: "payments", include: false }] });
    expect(loadOrder(plan).map((board) => board.key)).not.toContain("payments");
  });

  it("throws when boards wait for each other", () => {
    const plan = buildTestPlan();
    const circle = plan.boards.map((board) => ({
      ...board,
      dependsOn: board.key === "clients" ? ["payments"] : board.dependsOn,
    }));
    expect(() => loadLevels({ boards: circle })).toThrow("circle");
  });
});

describe("parts", () => {
  const records = Array.from({ length: 12 }, (_, index) => buildRecord("payments", String(index + 1)));
  const facts = buildFacts({ limits: { ...limits, itemsPerBoard: 6 } });
  const parts = partsOf(buildTestPlan({ records, facts }).boards, "payments");

  it("sends each record to the part its number falls into", () => {
    const keys = records.map((_, ordinal) => partOf(parts, ordinal).key);
    expect(keys.filter((key) => key === "payments")).toHaveLength(5);
    expect(keys.filter((key) => key === "payments-2")).toHaveLength(5);
    expect(keys.at(-1)).toBe("payments-3");
  });

  it("keeps records that came later in the last part", () => {
    expect(partOf(parts, 99).key).toBe("payments-3");
  });
});
