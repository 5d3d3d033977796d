import { describe, expect, it } from "vitest";
import { buildTestPlan } from "../../../../test/builders/plan.ts";
import { buildAccount, buildRecord } from "../../../../test/builders/records.ts";
import type { Finding, PlanEdit } from "../../../contract/plan.ts";

const accepts = (edits: PlanEdit[] = [], records = buildAccount()): Finding[] =>
  buildTestPlan({ records, edits }).findings.filter(({ severity }) => severity === "accept");

describe("classes that have to be accepted", () => {
  it("have no other answer than being accepted by name", () => {
    const [first] = accepts();
    if (!first) throw new Error("The account loses nothing");
    expect(accepts().every(({ actions, answered }) => actions.length === 0 && !answered)).toBe(true);
    const after = buildTestPlan({ edits: [{ op: "finding.accept", finding: first.id }] });
    expect(after.findings.find(({ id }) => id === first.id)?.answered).toBe(true);
    expect(after.hash).toBe(buildTestPlan().hash);
    expect(after.openAcceptances).toBe(buildTestPlan().openAcceptances - 1);
  });

  it("do not count as open questions", () => {
    const plan = buildTestPlan();
    const open = plan.findings.filter(({ severity, answered }) => severity === "choice" && !answered);
    expect(plan.openQuestions).toBe(open.length);
  });

  it("name a type that loses something, and forget it when the type is changed back", () => {
    const asText: PlanEdit = { op: "column.type", board: "payments", column: "amount", type: "text" };
    const found = accepts([asText]).find(({ code }) => code === "column.loss");
    expect(found).toMatchObject({ board: "payments", column: "amount", id: "loss:payments/amount/text" });
    const back: PlanEdit = { ...asText, type: "numbers" };
    expect(accepts([asText, back]).some(({ code }) => code === "column.loss")).toBe(false);
  });

  it("name values that get no label, under another id when there are more of them", () => {
    const leave = (value: string): PlanEdit => ({
      ...{ op: "column.map", board: "clients", column: "status", value, label: null },
    });
    const records = [
      buildRecord("clients", "1", { status: "active" }),
      buildRecord("clients", "2", { status: "active" }),
      buildRecord("clients", "3", { status: "inactive" }),
    ];
    const emptied = (edits: PlanEdit[]) =>
      accepts(edits, records).find(({ code }) => code === "values.emptied");
    const [one, two] = [emptied([leave("active")]), emptied([leave("active"), leave("inactive")])];
    expect(one).toMatchObject({ count: 2, board: "clients", column: "status" });
    expect(two).toMatchObject({ count: 3 });
    expect(two?.id).not.toBe(one?.id);
  });

  it("name what is left out, all columns in one and each board by itself", () => {
    const records = [...buildAccount(), buildRecord("clients", "901", { dob: "2000-02-29" })];
    const leftOut = (edits: PlanEdit[]) =>
      accepts(edits, records).filter(({ code }) => code.endsWith("left_out"));
    const before = leftOut([]).filter(({ code }) => code === "columns.left_out");
    expect(before.length).toBeLessThanOrEqual(1);
    const birth: PlanEdit = { op: "column.include", board: "clients", column: "dob", include: false };
    const after = leftOut([birth]).filter(({ code }) => code === "columns.left_out");
    expect(after).toHaveLength(1);
    expect(after[0]?.id).not.toBe(before[0]?.id);
    const board: PlanEdit = { op: "board.include", board: "payments", include: false };
    expect(leftOut([board]).find(({ code }) => code === "board.left_out")).toMatchObject({
      board: "payments",
    });
  });
});
