import { describe, expect, it } from "vitest";
import { applyEdits, isAsPlanned } from "./apply-edits.ts";
import { buildFinding, buildPlan } from "./testing/build-plan.ts";

function clients(plan: ReturnType<typeof buildPlan>) {
  const board = plan.boards.find((each) => each.key === "clients");
  if (board === undefined) throw new Error("The plan has a clients board.");
  return board;
}

describe("applyEdits", () => {
  it("answers switches, names and types at once and leaves the given plan as it was", () => {
    const before = buildPlan();
    const after = applyEdits(before, [
      { op: "board.rename", board: "clients", title: "People" },
      { op: "column.include", board: "clients", column: "fax", include: true },
      { op: "column.type", board: "clients", column: "email", type: "text" },
    ]);
    const board = clients(after);
    expect(board.title).toBe("People");
    expect(board.columns.find((column) => column.key === "fax")?.include).toBe(true);
    expect(board.columns.find((column) => column.key === "email")).toMatchObject({
      type: "text",
      loss: "monday no longer offers to write to this address.",
    });
    expect(clients(before).title).toBe("Clients");
  });

  it("moves a value to another label, to a new one or to none", () => {
    const map = (value: string, label: string | null) =>
      clients(
        applyEdits(buildPlan(), [{ op: "column.map", board: "clients", column: "status", value, label }]),
      ).columns.find((column) => column.key === "status")?.labels;
    expect(map("archived", "Active")).toMatchObject([{ values: ["active", "archived"] }, { values: [] }]);
    expect(map("archived", "Gone")?.at(-1)).toMatchObject({
      label: "Gone",
      color: "explosive",
      values: ["archived"],
    });
    expect(map("archived", null)).toMatchObject([{ values: ["active"] }, { values: [] }]);
  });

  it("counts an accepted finding once", () => {
    const plan = buildPlan({ findings: [buildFinding()], openQuestions: 1 });
    const accept = { op: "finding.accept", finding: "currency" } as const;
    expect(applyEdits(plan, [accept, accept])).toMatchObject({
      openQuestions: 0,
      findings: [{ answered: true }],
    });
  });
});

describe("isAsPlanned", () => {
  it("knows the answer the plan already has", () => {
    const plan = buildPlan({ currency: "EUR" });
    expect(isAsPlanned(plan, [{ op: "currency", code: "EUR" }])).toBe(true);
    expect(isAsPlanned(plan, [{ op: "currency", code: "USD" }])).toBe(false);
    expect(isAsPlanned(plan, [])).toBe(false);
  });

  it("claims no answer whose effect only the server knows", () => {
    const edits = [{ op: "board.target", board: "contacts", boardId: null }] as const;
    expect(isAsPlanned(buildPlan(), edits)).toBe(false);
  });
});
