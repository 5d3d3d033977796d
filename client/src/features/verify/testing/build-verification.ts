import type { Difference, Verification, VerificationView, VerifiedBoard } from "../../../lib/contract.ts";

/** Answers about an import for tests: complete and small; every builder takes the parts a test is about. */
function buildVerifiedBoard(part: Partial<VerifiedBoard> = {}): VerifiedBoard {
  return {
    board: "clients",
    title: "Clients",
    streams: ["clients"],
    expected: 117,
    found: 117,
    missing: 0,
    doubled: 0,
    fieldsChecked: 1404,
    fieldsDifferent: 0,
    links: { expected: 240, found: 240 },
    updates: { expected: 0, found: 0, different: 0 },
    hash: "b".repeat(64),
    fields: [],
    ...part,
  };
}

export function buildVerification(part: Partial<Verification> = {}): Verification {
  return {
    runId: "v2",
    at: "2026-11-21T14:20:00Z",
    trigger: "person",
    records: { expected: 1427, found: 1427 },
    fields: { checked: 17_124, different: 0 },
    links: { expected: 1550, found: 1550 },
    updates: { expected: 12, found: 12, different: 0 },
    differences: 0,
    boards: [buildVerifiedBoard()],
    sums: [
      {
        board: "payments",
        boardTitle: "Payments",
        column: "amount",
        title: "Amount",
        kind: "Card",
        unit: "USD",
        source: "98000.50",
        destination: "98000.5",
        equal: true,
      },
    ],
    rootHash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    drift: { people: 0, automations: 0, unknown: 0, deleted: 0 },
    calls: 12,
    seconds: 70,
    ...part,
  };
}

export function buildVerificationView(part: Partial<VerificationView> = {}): VerificationView {
  return {
    latest: buildVerification(),
    open: 0,
    reported: 0,
    repairable: 0,
    history: [],
    estimateSeconds: 180,
    ...part,
  };
}

export function buildDifference(part: Partial<Difference> = {}): Difference {
  return {
    id: "d1",
    kind: "value",
    board: "clients",
    boardTitle: "Clients",
    externalId: "bizstim:clients:21",
    name: "Olivia Roy",
    itemId: "9001",
    itemUrl: "https://example.monday.com/boards/1/pulses/9001",
    column: "city",
    columnTitle: "City",
    source: "Laval",
    written: "Laval",
    today: "Quebec",
    cause: "person",
    causeText: "Changed by Ana Bell on 3 November.",
    text: "The field holds something else than was written.",
    remedy: "Repair it, or say that it is right.",
    repairable: true,
    state: "open",
    foundAt: "2026-11-21T14:20:00Z",
    ...part,
  };
}
