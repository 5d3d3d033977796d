import type { RunPhase, RunView } from "../../../lib/contract.ts";

/** Runs for tests: complete and small; every builder takes the parts a test is about. */
export function buildPhase(part: Partial<RunPhase> = {}): RunPhase {
  return {
    key: "load:clients",
    kind: "load",
    title: "Clients",
    state: "active",
    done: 40,
    total: 120,
    failed: 0,
    skipped: 0,
    ratePerSecond: 4,
    etaSeconds: 80,
    ...part,
  };
}

export function buildRun(part: Partial<RunView> = {}): RunView {
  return {
    id: "r1",
    migrationId: "m1",
    kind: "import",
    state: "running",
    waiting: null,
    requestedBy: "501",
    createdAt: "2026-11-20T09:00:00Z",
    startedAt: "2026-11-20T09:00:01Z",
    endedAt: null,
    phases: [
      buildPhase({
        key: "schema",
        kind: "schema",
        title: "Boards and columns",
        state: "done",
        done: 2,
        total: 2,
      }),
      buildPhase({
        key: "load:practitioners",
        title: "Practitioners",
        state: "done",
        done: 6,
        total: 6,
        etaSeconds: null,
      }),
      buildPhase(),
      buildPhase({
        key: "check:clients",
        kind: "check",
        title: "Check",
        state: "pending",
        done: 0,
        total: null,
        ratePerSecond: null,
        etaSeconds: null,
      }),
    ],
    etaSeconds: 90,
    failure: null,
    calls: { source: 0, destination: 14 },
    can: ["pause", "cancel"],
    ...part,
  };
}
