import { describe, expect, it } from "vitest";
import { boardOf, buildTestPlan, columnOf } from "../../test/builders/plan.ts";
import { toFailure } from "../contract/errors.ts";
import { namePlace } from "./named-place.ts";

const plan = buildTestPlan();
const payments = boardOf(plan, "payments");

describe("a failure about a board or a column", () => {
  it("names the column as the admin knows it", () => {
    const { columnId } = columnOf(payments, "amount");
    const failure = toFailure("monday.column_missing", { message: "gone", where: { column: columnId } });
    expect(namePlace(failure, { plan, board: payments })).toMatchObject({
      userMessage: 'A column of this import was removed in monday (board "Payments", column "Amount").',
      where: { board: "payments", column: columnId },
    });
  });

  it("names the board it knows itself rather than the one in work", () => {
    const failure = toFailure("monday.board_missing", { message: "gone", where: { board: "clients" } });
    expect(namePlace(failure, { plan, board: payments }).userMessage).toContain('(board "Clients").');
  });

  it("is named once", () => {
    const userMessage = 'The board "Payments" was deleted or archived in monday.';
    const failure = toFailure("monday.board_missing", { message: "gone", userMessage });
    expect(namePlace(failure, { plan, board: payments }).userMessage).toBe(userMessage);
  });

  it("stays as it is when no board is known or it is about something else", () => {
    const failure = toFailure("monday.board_missing", { message: "gone", where: { boardId: "1" } });
    const other = toFailure("store.disk_full", { message: "full" });
    expect(namePlace(failure, { plan, board: null })).toBe(failure);
    expect(namePlace(other, { plan, board: payments })).toBe(other);
  });
});
