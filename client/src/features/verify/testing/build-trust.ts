import type {
  Conflict,
  DeltaRound,
  DeltaView,
  Difference,
  RollbackPreview,
  RollbackResult,
  Verification,
  VerificationView,
  VerifiedBoard,
} from "../../../lib/contract.ts";

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

function buildRound(part: Partial<DeltaRound> = {}): DeltaRound {
  return {
    runId: "t1",
    at: "2026-11-21T12:20:00Z",
    trigger: "schedule",
    final: false,
    read: 1427,
    created: 2,
    changed: 5,
    cellsWritten: 6,
    cellsSame: 1,
    conflicts: 1,
    deletedInSource: 0,
    failed: 0,
    seconds: 95,
    ...part,
  };
}

export function buildDelta(part: Partial<DeltaView> = {}): DeltaView {
  return {
    state: "open",
    stateText: "Looks again at 14:20.",
    openedAt: "2026-11-21T10:00:00Z",
    endsAt: "2026-11-23T10:00:00Z",
    hours: 48,
    intervalMinutes: 120,
    nextAt: "2026-11-21T14:20:00Z",
    stopped: null,
    rounds: [buildRound()],
    conflictsOpen: 0,
    deletedOpen: 0,
    cost: { calls: 1204, hours: 2 },
    checklist: [
      {
        key: "announced",
        title: "Tell everybody",
        text: "Say when the switch happens.",
        done: true,
        kind: "tick",
        by: "Ana Ruiz",
        at: "2026-11-21T11:00:00Z",
      },
      {
        key: "source_frozen",
        title: "Stop changing things in Bizstim",
        text: "From now on only monday is used.",
        done: false,
        kind: "tick",
        by: null,
        at: null,
      },
      {
        key: "verified",
        title: "Everything is verified",
        text: "The latest reading found no difference.",
        done: false,
        kind: "derived",
        by: null,
        at: null,
      },
    ],
    hypercare: { until: "2026-11-24T10:00:00Z", nextAt: "2026-11-22T10:00:00Z" },
    ...part,
  };
}

export function buildConflict(part: Partial<Conflict> = {}): Conflict {
  return {
    id: "c1",
    kind: "field",
    board: "clients",
    boardTitle: "Clients",
    externalId: "bizstim:clients:21",
    name: "Olivia Roy",
    itemId: "9001",
    itemUrl: "https://example.monday.com/boards/1/pulses/9001",
    column: "city",
    columnTitle: "City",
    was: "Laval",
    sourceNow: "Montreal",
    mondayNow: "Quebec",
    state: "open",
    decision: null,
    by: null,
    foundAt: "2026-11-21T12:20:00Z",
    decidedAt: null,
    ...part,
  };
}

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
