import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { account } from "../../../test/builders/arbitraries.ts";
import { buildContactsBoard, buildFacts } from "../../../test/builders/facts.ts";
import { buildTestPlan } from "../../../test/builders/plan.ts";
import { planSchema } from "../../contract/plan.ts";
import { compileBoard } from "../mapping/compile-board.ts";
import { loadOrder } from "../planning/board-order.ts";
import { fromTestKey, toTestPlan } from "./test-plan.ts";
import { isTestKey } from "./test-prefix.ts";

const runs = { numRuns: 25 };
const facts = buildFacts({
  contactsBoard: buildContactsBoard(),
  limits: { ...buildFacts().limits, itemsPerBoard: 7 },
});

describe("the plan of a test workspace", () => {
  it("holds nothing of the real boards: no target, no key, no column of the customer", () => {
    fc.assert(
      fc.property(account, (records) => {
        const plan = buildTestPlan({ records, facts });
        const test = planSchema.parse(toTestPlan(plan));
        expect(test.workspace.id).toBeNull();
        expect(test.workspace.name).not.toBe(plan.workspace.name);
        for (const board of test.boards) {
          const keys = [board.key, ...(board.part ? [board.part.of] : []), ...board.dependsOn];
          const linked = board.columns.flatMap((column) => column.link?.board ?? []);
          expect([...keys, ...linked].filter((key) => !isTestKey(key))).toEqual([]);
          expect(board.target).toEqual({ mode: "create" });
          expect(board.columns.filter(({ existing }) => existing)).toEqual([]);
          const ids = board.columns.map(({ columnId }) => columnId);
          expect(new Set(ids).size).toBe(ids.length);
        }
      }),
      runs,
    );
  });

  it("keeps links, parts and order between its own boards", () => {
    fc.assert(
      fc.property(account, (records) => {
        const plan = buildTestPlan({ records, facts });
        const test = toTestPlan(plan);
        const keys = new Set(test.boards.map(({ key }) => key));
        expect(loadOrder(test).map(({ key }) => fromTestKey(key))).toEqual(
          loadOrder(plan).map(({ key }) => key),
        );
        for (const board of test.boards) {
          expect(board.part === null || keys.has(board.part.of)).toBe(true);
          expect(board.dependsOn.filter((key) => !keys.has(key))).toEqual([]);
          for (const { link } of board.columns) expect(link === null || keys.has(link.board)).toBe(true);
        }
      }),
      runs,
    );
  });

  it("writes what the plan writes", () => {
    fc.assert(
      fc.property(account, (records) => {
        const plan = buildTestPlan({ records });
        const test = toTestPlan(plan);
        for (const [index, board] of plan.boards.entries()) {
          const twin = test.boards[index];
          if (!twin) throw new Error("A board is missing");
          const [real, tested] = [compileBoard(plan, board), compileBoard(test, twin)];
          for (const record of records.filter(({ stream }) => board.streams.includes(stream))) {
            expect(tested.map(record)).toEqual(real.map(record));
          }
        }
      }),
      runs,
    );
  });
});
