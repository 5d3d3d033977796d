import type { LedgerEntry, Reconciliation, ReconciliationPhase } from "../../../lib/contract.ts";

/** Results for tests: complete and small; every builder takes the parts a test is about. */
export function buildReconciliationPhase(part: Partial<ReconciliationPhase> = {}): ReconciliationPhase {
  return {
    key: "clients",
    title: "Clients",
    streams: ["clients"],
    inSnapshot: 120,
    created: 117,
    updated: 0,
    unchanged: 0,
    merged: 2,
    skipped: 1,
    failed: 0,
    pending: 0,
    expected: 117,
    found: 117,
    links: { expected: 240, found: 240 },
    sums: [],
    addsUp: true,
    differences: [],
    ...part,
  };
}

export function buildReconciliation(part: Partial<Reconciliation> = {}): Reconciliation {
  return {
    migrationId: "m1",
    runId: "r1",
    at: "2026-11-20T10:00:00Z",
    phases: [
      buildReconciliationPhase(),
      buildReconciliationPhase({
        key: "payments",
        title: "Payments",
        streams: ["payments"],
        inSnapshot: 1310,
        created: 1310,
        merged: 0,
        skipped: 0,
        expected: 1310,
        found: 1310,
        links: { expected: 1310, found: 1310 },
        sums: [
          {
            column: "amount",
            title: "Amount",
            kind: "Card",
            unit: "USD",
            source: "98000.50",
            destination: "98000.5",
          },
        ],
      }),
    ],
    reasons: [
      {
        outcome: "merged",
        code: "record.duplicate_merged",
        text: "Same e-mail as another client.",
        remedy: "Nothing to do.",
        count: 2,
      },
    ],
    addsUp: true,
    ...part,
  };
}

export function buildLedgerEntry(part: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    phase: "clients",
    stream: "clients",
    externalId: "bizstim:clients:21",
    name: "Ana Lopez",
    outcome: "failed",
    state: "done",
    reasonCode: "monday.value_refused",
    reason: "monday refused a value of this record.",
    remedy: "Correct the value, then retry the record.",
    boardId: "1001",
    itemId: null,
    itemUrl: null,
    notes: [],
    at: "2026-11-20T09:10:00Z",
    ...part,
  };
}
