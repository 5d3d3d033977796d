import { describe, expect, it } from "vitest";
import type { PlanEdit } from "../../../lib/contract.ts";
import { type EditQueue, emptyQueue, type QueueEvent, toNextQueue, toPendingEdits } from "./edit-queue.ts";

const leaveOut: PlanEdit = { op: "board.include", board: "clients", include: false };
const rename: PlanEdit = { op: "board.rename", board: "clients", title: "People" };

function queueAfter(...events: readonly QueueEvent[]): EditQueue {
  return events.reduce(toNextQueue, emptyQueue);
}

describe("toNextQueue", () => {
  it("sends the first batch and keeps the next one until the first is taken", () => {
    const queue = queueAfter(
      { type: "added", origin: "board:clients", edits: [leaveOut] },
      { type: "added", origin: "board:clients", edits: [rename] },
    );
    expect(queue.sending?.edits).toEqual([leaveOut]);
    expect(toPendingEdits(queue)).toEqual([leaveOut, rename]);
    const next = toNextQueue(queue, { type: "taken" });
    expect(next.sending?.edits).toEqual([rename]);
    expect(next.waiting).toEqual([]);
  });

  it("sets a refused batch aside with its reason and goes on with the next", () => {
    const queue = queueAfter(
      { type: "added", origin: "board:clients", edits: [leaveOut] },
      { type: "added", origin: "board:clients", edits: [rename] },
      { type: "refused", message: "Sessions need clients.", remedy: "Leave out sessions too." },
    );
    expect(queue.refusal).toMatchObject({ batch: { edits: [leaveOut] }, message: "Sessions need clients." });
    expect(toPendingEdits(queue)).toEqual([rename]);
  });

  it("drops everything when the plan was changed elsewhere, and says what", () => {
    const queue = queueAfter(
      { type: "added", origin: "board:clients", edits: [leaveOut] },
      { type: "added", origin: "board:clients", edits: [rename] },
      { type: "stale" },
    );
    expect(queue.dropped?.flatMap((batch) => batch.edits)).toEqual([leaveOut, rename]);
    expect(toPendingEdits(queue)).toEqual([]);
  });

  it("forgets an old refusal when the admin does something else", () => {
    const queue = queueAfter(
      { type: "added", origin: "board:clients", edits: [leaveOut] },
      { type: "refused", message: "No.", remedy: "Yes." },
      { type: "added", origin: "board:clients", edits: [rename] },
    );
    expect(queue.refusal).toBeNull();
  });

  it("cuts a large action into calls the server takes", () => {
    const queue = queueAfter({
      type: "added",
      origin: "board:clients",
      edits: Array.from({ length: 450 }, () => rename),
    });
    expect([queue.sending, ...queue.waiting].map((batch) => batch?.edits.length)).toEqual([200, 200, 50]);
  });

  it("can be dismissed", () => {
    expect(
      queueAfter(
        { type: "added", origin: "board:clients", edits: [rename] },
        { type: "stale" },
        { type: "dismissed" },
      ).dropped,
    ).toBeNull();
  });
});
