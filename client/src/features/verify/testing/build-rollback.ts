import type { RollbackPreview, RollbackResult } from "../../../lib/contract.ts";

export function buildPreview(part: Partial<RollbackPreview> = {}): RollbackPreview {
  return {
    scope: { kind: "all" },
    state: "ready",
    at: "2026-11-21T14:20:00Z",
    remove: [
      { kind: "item", board: "payments", title: "Items: Payments", count: 1310 },
      { kind: "item", board: "clients", title: "Items: Clients", count: 117 },
      { kind: "board", board: "payments", title: "Boards: Payments", count: 1 },
    ],
    restore: [{ board: "clients", title: "Contacts", items: 12, cells: 31 }],
    leave: [
      {
        kind: "item",
        code: "touched_item",
        board: "clients",
        title: "Clients",
        count: 3,
        reason: "People have changed them since the import.",
        examples: [
          { name: "Olivia Roy", url: "https://example.monday.com/boards/1/pulses/9001", text: "City" },
        ],
      },
    ],
    cannot: [{ title: "Notifications", detail: "What was sent cannot be unsent." }],
    estimate: { calls: 240, seconds: 300, readSeconds: 60 },
    ...part,
  };
}

export function buildRollbackResult(part: Partial<RollbackResult> = {}): RollbackResult {
  return {
    runId: "b1",
    at: "2026-11-21T15:00:00Z",
    by: "7",
    scope: { kind: "all" },
    includeTouched: false,
    removed: [
      { kind: "item", count: 2341 },
      { kind: "board", count: 8 },
    ],
    restored: { items: 44, cells: 310 },
    alreadyGone: 0,
    left: [],
    proof: {
      itemsChecked: 2341,
      itemsStillThere: 0,
      cellsChecked: 310,
      cellsDifferent: 0,
      objectsChecked: 0,
      objectsStillThere: 0,
      proven: true,
    },
    calls: 320,
    seconds: 400,
    ...part,
  };
}
