import { describe, expect, it } from "vitest";
import { buildFacts } from "../../../test/builders/facts.ts";
import { boardOf, buildTestPlan } from "../../../test/builders/plan.ts";
import type { PlanBoard } from "../../contract/plan.ts";
import type { DestinationFacts } from "./facts.ts";
import { buildForecast } from "./forecast.ts";

const facts = buildFacts();
const plan = buildTestPlan();

/** A board of so many items, without groups, columns and updates unless given. */
function bare(part: Partial<PlanBoard> = {}): PlanBoard {
  const plain = { groups: [], columns: [], updates: [], dedupe: null, items: 1_000, records: 1_000 };
  return { ...boardOf(plan, "services"), ...plain, ...part };
}

const withPace = (pace: Partial<DestinationFacts["pace"]>) => ({
  ...facts,
  pace: { ...facts.pace, ...pace },
});
const forecastOf = (boards: readonly PlanBoard[], pace: Partial<DestinationFacts["pace"]> = {}) =>
  buildForecast(boards, [], withPace(pace));
const phaseOf = (boards: readonly PlanBoard[], kind: string, pace: Partial<DestinationFacts["pace"]> = {}) =>
  forecastOf(boards, pace).phases.find((phase) => phase.kind === kind);

describe("forecast", () => {
  it("tells making boards, filling each of them and the final check apart", () => {
    const { phases, calls } = forecastOf([bare()]);
    expect(phases.map(({ kind, board }) => [kind, board])).toEqual([
      ["schema", null],
      ["board", "services"],
      ["check", null],
    ]);
    expect(phases.reduce((sum, phase) => sum + phase.calls, 0)).toBe(calls);
  });

  it("counts a call for each board, group and column, and two for the group a board comes with", () => {
    const { groups, columns } = boardOf(plan, "services");
    const made = columns.filter(({ include }) => include).length;
    const before = 3;
    // The board, its first group's second call, and the column of the source id come on top.
    expect(phaseOf([bare({ groups, columns })], "schema")?.calls).toBe(before + 3 + groups.length + made);
  });

  it("makes nothing anew on a board that is there", () => {
    const columns = boardOf(plan, "services").columns.map((column) => ({ ...column, existing: true }));
    const target = { mode: "existing", boardId: "1", boardName: "Mine" } as const;
    expect(phaseOf([bare({ columns, target })], "schema")?.calls).toBe(3 + 1);
  });

  it("lets calls grow as they do in the import", () => {
    expect(phaseOf([bare({ items: 90 })], "board")?.calls).toBe(4);
    expect(phaseOf([bare({ items: 90 })], "board", { itemsPerCallMax: 10 })?.calls).toBe(9);
  });

  it("writes items with links twice where links are dropped", () => {
    const { columns } = boardOf(plan, "payments");
    const links = columns
      .filter(({ type }) => type === "board_relation")
      .map((column) => ({ ...column, filled: 20, link: column.link && { ...column.link, missing: 0 } }));
    const board = bare({ items: 20, columns: links });
    expect(phaseOf([board], "board")?.calls).toBe(2);
    const calls = { ...facts.pace.calls, writesLinksTwice: false };
    expect(phaseOf([board], "board", { calls })?.calls).toBe(1);
  });

  it("reads every board back in pages", () => {
    expect(phaseOf([bare({ items: 1_001 })], "check")?.calls).toBe(3);
    expect(phaseOf([bare({ items: 0 })], "check")?.calls).toBe(1);
  });

  it("is bound by monday's work budget on a usual plan", () => {
    expect(phaseOf([bare()], "board")?.seconds).toBe(120);
    expect(forecastOf([bare()]).bound).toContain("500 changes a minute");
  });

  it("knows that columns cost work too", () => {
    const columns = Array.from({ length: 20 }, (_, n) => boardOf(plan, "services").columns[n % 5]).flatMap(
      (column) => (column ? [{ ...column, include: true, existing: false }] : []),
    );
    const cheap = phaseOf([bare({ columns })], "schema")?.seconds ?? 0;
    const dear = phaseOf([bare({ columns })], "schema", { complexityPerChange: 500_000 })?.seconds ?? 0;
    expect(cheap).toBeLessThan(30);
    expect(dear).toBeGreaterThan(120);
  });

  it("makes no more boards a minute than monday allows", () => {
    const boards = Array.from({ length: 9 }, (_, n) => bare({ key: `board-${n}`, items: 0, records: 0 }));
    expect(phaseOf(boards, "schema", { boardsPerMinute: 3 })?.seconds).toBe(180);
    expect(forecastOf(boards, { boardsPerMinute: 3 }).bound).toContain("3 boards a minute");
  });

  it("is bound by calls when monday allows few of them", () => {
    expect(forecastOf([bare()], { requestsPerMinute: 10 }).bound).toContain("10 calls a minute");
  });

  it("spreads over days when a day's calls do not suffice", () => {
    const { calls } = forecastOf([bare()]);
    const forecast = forecastOf([bare()], { callsPerDay: Math.ceil(calls / 3) });
    expect(forecast.bound).toContain("3 days");
    expect(forecast.seconds).toBe(2 * 86_400);
  });

  it("counts nothing that is left out", () => {
    expect(forecastOf([bare({ include: false })])).toMatchObject({
      items: 0,
      calls: 0,
      seconds: 0,
      phases: [],
    });
  });
});
