import type { Conflict, DeltaRound, DeltaView } from "../../../lib/contract.ts";

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
