import { describe, expect, it } from "vitest";
import { estimateRollback, noLoad, toLoads } from "./estimate.ts";

describe("the estimate of a rollback", () => {
  it("counts what a run over eight boards of its own and one of the customer's does", () => {
    // As measured on the stand-in's account: 97 calls.
    const whole = Array.from({ length: 8 }, () => ({ ...noLoad, items: 25, isWhole: true }));
    const contacts = { ...noLoad, items: 14, restored: 4, parts: 6 };
    const { calls, seconds } = estimateRollback({ boards: [...whole, contacts], workspaces: 0 });
    expect(calls).toBe(97);
    expect(seconds).toBe(49);
  });

  it("grows with the items: by pages for a whole board, by batches for one that stays", () => {
    const callsOf = (items: number, isWhole: boolean) =>
      estimateRollback({ boards: [{ ...noLoad, items, isWhole }], workspaces: 0 }).calls;
    expect(callsOf(5_000, true)).toBe(4 + 10 + 50 + 6 + 10);
    expect(callsOf(5_000, false)).toBe(4 + 100 + 1 + 200 + 100 + 50);
  });

  it("takes nothing where there is nothing", () => {
    expect(estimateRollback({ boards: [], workspaces: 0 })).toEqual({ calls: 0, seconds: 0, readSeconds: 0 });
  });

  it("tells from the counts which boards go as a whole", () => {
    const counted = {
      removed: [
        { kind: "item" as const, board: "clients", count: 22 },
        { kind: "board" as const, board: "clients", count: 1 },
        { kind: "column" as const, board: "contacts", count: 6 },
        { kind: "update" as const, board: "contacts", count: 3 },
      ],
      restored: [{ board: "contacts", items: 4, cells: 13 }],
    };
    expect(toLoads(["clients", "contacts", "notes"], counted)).toEqual([
      { ...noLoad, items: 22, isWhole: true },
      { ...noLoad, restored: 4, updates: 3, parts: 6 },
      noLoad,
    ]);
  });
});
