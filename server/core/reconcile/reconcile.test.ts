import { describe, expect, it } from "vitest";
import { buildFacts } from "../../../test/builders/facts.ts";
import { buildTestPlan } from "../../../test/builders/plan.ts";
import { buildRecord } from "../../../test/builders/records.ts";
import { failureTable } from "../../contract/errors.ts";
import type { Outcome } from "../../contract/records.ts";
import { recordReasons, remedyOf } from "../reasons.ts";
import { type LedgerCount, type ReconcileInput, reconcile } from "./reconcile.ts";
import { createColumnSums, createDecimalSum, sameDecimal } from "./sums.ts";

function done(phase: string, outcome: Outcome, count: number): LedgerCount {
  return { phase, stream: "payments", state: "done", outcome, count };
}

/** Three payments, all created, found again and equal to the cent. */
function buildInput(part: Partial<ReconcileInput> = {}): ReconcileInput {
  const records = ["61", "62", "63"].map((id) => buildRecord("payments", id));
  const sums = new Map([["amount", new Map([["Regular", "127.50"]])]]);
  return {
    migrationId: "migration-1",
    runId: "run-1",
    at: "2026-11-21T10:00:00.000Z",
    plan: buildTestPlan({ records }),
    snapshotCounts: { payments: 3 },
    ledgerCounts: [done("payments", "created", 3)],
    reasons: [],
    readBack: new Map([["payments", { found: 3, links: 3, sums }]]),
    updatesFound: new Map([["payments", 2]]),
    expectedLinks: new Map([["payments", 3]]),
    sourceSums: new Map([["payments", sums]]),
    ...part,
  };
}

function differences(part: Partial<ReconcileInput>): string[] {
  return reconcile(buildInput(part)).phases.flatMap((phase) => phase.differences);
}

describe("reconciliation", () => {
  it("adds up when everything read was written and found", () => {
    const result = reconcile(buildInput());
    expect(result.addsUp).toBe(true);
    expect(result.phases).toMatchObject([
      { key: "payments", inSnapshot: 3, created: 3, pending: 0, expected: 3, found: 3, addsUp: true },
    ]);
  });

  it("adds up with merged and skipped records, which have no item of their own", () => {
    const ledgerCounts = [
      done("payments", "created", 1),
      done("payments", "merged", 1),
      done("payments", "skipped", 1),
    ];
    const result = reconcile(buildInput({ ledgerCounts, readBack: null }));
    expect(result.phases[0]).toMatchObject({ expected: 1, found: null, addsUp: true });
  });

  it.each<[string, Partial<ReconcileInput>, string]>([
    [
      "records without an outcome",
      { ledgerCounts: [done("payments", "created", 2)], readBack: null },
      "1 record not written yet.",
    ],
    [
      "failed records",
      { ledgerCounts: [done("payments", "created", 2), done("payments", "failed", 1)], readBack: null },
      "1 record failed; the reasons are listed below.",
    ],
    [
      "items that are gone",
      {
        readBack: new Map([
          ["payments", { found: 2, links: 3, sums: buildInput().sourceSums.get("payments") ?? new Map() }],
        ]),
      },
      "3 items expected in monday, 2 found.",
    ],
    ["links that are gone", { expectedLinks: new Map([["payments", 4]]) }, "4 links expected, 3 found."],
    [
      "a cent too many",
      { sourceSums: new Map([["payments", new Map([["amount", new Map([["Regular", "127.51"]])]])]]) },
      "Amount (Regular): 127.51 read, 127.50 in monday.",
    ],
  ])("tells %s in plain words", (_, part, sentence) => {
    expect(differences(part)).toContain(sentence);
    expect(reconcile(buildInput(part)).addsUp).toBe(false);
  });

  it("counts a write without an answer as not written yet", () => {
    const ledgerCounts: LedgerCount[] = [
      done("payments", "created", 2),
      { phase: "payments", stream: "payments", state: "intended", outcome: null, count: 1 },
    ];
    expect(differences({ ledgerCounts, readBack: null })).toEqual(["1 record not written yet."]);
  });

  it("gives each part of a split board its share of the snapshot", () => {
    const records = Array.from({ length: 12 }, (_, index) => buildRecord("payments", String(index + 1)));
    const facts = buildFacts({ limits: { ...buildFacts().limits, itemsPerBoard: 6 } });
    const plan = buildTestPlan({ records, facts });
    const { phases } = reconcile(buildInput({ plan, snapshotCounts: { payments: 13 }, readBack: null }));
    expect(phases.map((phase) => [phase.key, phase.inSnapshot])).toEqual([
      ["payments", 5],
      ["payments-2", 5],
      ["payments-3", 3],
    ]);
  });

  it("counts records on the part they were written to when that is known", () => {
    const records = Array.from({ length: 12 }, (_, index) => buildRecord("payments", String(index + 1)));
    const facts = buildFacts({ limits: { ...buildFacts().limits, itemsPerBoard: 6 } });
    const plan = buildTestPlan({ records, facts });
    const partCounts = new Map([
      ["payments", 3],
      ["payments-2", 5],
    ]);
    const { phases } = reconcile(
      buildInput({ plan, snapshotCounts: { payments: 10 }, partCounts, readBack: null }),
    );
    expect(phases.map((phase) => [phase.key, phase.inSnapshot])).toEqual([
      ["payments", 3],
      ["payments-2", 5],
      ["payments-3", 0],
    ]);
  });

  it("reports texts written as updates as a phase of their own", () => {
    const ledgerCounts = [done("payments", "created", 3), done("payments.updates", "created", 2)];
    const keys = reconcile(buildInput({ ledgerCounts })).phases.map((phase) => phase.key);
    expect(keys).toEqual(["payments", "payments.updates"]);
  });

  it("says how many updates were written and not found again", () => {
    const ledgerCounts = [done("payments", "created", 3), done("payments.updates", "created", 4)];
    const [, updates] = reconcile(buildInput({ ledgerCounts })).phases;
    expect(updates).toMatchObject({ expected: 4, found: 2, addsUp: false });
    expect(updates?.differences).toEqual(["4 updates expected in monday, 2 found."]);
  });

  it("adds the remedy of a failure to its reason", () => {
    const reasons = [{ outcome: "failed" as const, code: "monday.item_missing", text: "gone", count: 1 }];
    expect(reconcile(buildInput({ reasons })).reasons[0]?.remedy).toContain("recycle bin");
  });

  it("says what to do about every reason a record can end with", () => {
    const outcome = "failed" as const;
    const codes = [...Object.keys(recordReasons), ...Object.keys(failureTable)];
    const reasons = codes.map((code) => ({ outcome, code, text: "", count: 1 }));
    for (const { code, remedy } of reconcile(buildInput({ reasons })).reasons) {
      expect({ code, remedy }).toEqual({ code, remedy: remedyOf(code) });
    }
  });
});

describe("sums", () => {
  it("adds decimals exactly", () => {
    const sum = createDecimalSum();
    for (const decimal of ["0.10", "0.20", "-0.30", "1000000000000000.01"]) sum.add(decimal);
    expect(sum.total()).toBe("1000000000000000.01");
  });

  it("shows whole sums without decimals and others with two at least", () => {
    const total = (...decimals: string[]) => {
      const sum = createDecimalSum();
      for (const decimal of decimals) sum.add(decimal);
      return sum.total();
    };
    expect([total("40", "2"), total("40.25", "2.25"), total("0.125")]).toEqual(["42", "42.50", "0.125"]);
  });

  it("keeps kinds apart and counts what is no number", () => {
    const sums = createColumnSums();
    sums.add("amount", "Regular", "1.50");
    sums.add("amount", "Credit", "2");
    sums.add("amount", "Regular", "1.50");
    expect(sums.totals()).toEqual(
      new Map([
        [
          "amount",
          new Map([
            ["Regular", "3"],
            ["Credit", "2"],
          ]),
        ],
      ]),
    );
    const sum = createDecimalSum();
    sum.add("about 5");
    expect([sum.total(), sum.ignored()]).toEqual(["0", 1]);
  });

  it("compares numbers, not texts", () => {
    expect([sameDecimal("1.5", "1.50"), sameDecimal("1.5", "1.51"), sameDecimal(null, "1")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
