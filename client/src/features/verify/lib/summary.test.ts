import { describe, expect, it } from "vitest";
import { createFormat } from "../../../lib/format.ts";
import { buildReconciliation, buildReconciliationPhase } from "../testing/build-reconciliation.ts";
import { alignDecimals, isSameDecimal, toDetails, toFirstFilter, toSentence, toSummary } from "./summary.ts";

const format = createFormat({ country: "US" });

describe("toSentence", () => {
  it("says that everything was found", () => {
    expect(toSentence(toSummary(buildReconciliation()), format)).toBe(
      "1,427 of 1,427 records found in monday, 0 differences",
    );
  });

  it("counts differences", () => {
    const phases = [
      buildReconciliationPhase({ found: 116, addsUp: false, differences: ["1 item was deleted in monday."] }),
    ];
    const summary = toSummary({ phases });
    expect(toSentence(summary, format)).toBe("116 of 117 records found in monday, 1 difference");
    expect(summary.differences).toEqual(["Clients: 1 item was deleted in monday."]);
  });

  it("counts records and not the texts written beside them, which are never read back", () => {
    const updates = buildReconciliationPhase({
      key: "clients.updates",
      created: 3,
      inSnapshot: 3,
      expected: 3,
      found: null,
    });
    const summary = toSummary({ phases: [buildReconciliationPhase(), updates] });
    expect(toSentence(summary, format)).toBe("117 of 117 records found in monday, 0 differences");
    expect(toDetails(summary, format)).toContain("3 texts written as updates of items.");
  });

  it("does not claim a check that has not been made", () => {
    const phases = [buildReconciliationPhase(), buildReconciliationPhase({ found: null })];
    expect(toSentence(toSummary({ phases }), format)).toBe("234 records written to monday, not yet checked");
  });
});

describe("toDetails", () => {
  it("gives every record an outcome and speaks of links and sums", () => {
    expect(toDetails(toSummary(buildReconciliation()), format)).toEqual([
      "1,430 records read, counted on each board they go to: 1,427 written, 2 merged, 1 skipped, 0 failed.",
      "1,550 of 1,550 links found.",
      "Sums are equal to the cent.",
    ]);
  });

  it("mentions what was not reached", () => {
    const phases = [buildReconciliationPhase({ pending: 5, links: { expected: 3, found: null } })];
    const details = toDetails(toSummary({ phases }), format);
    expect(details[0]).toContain("5 not reached yet");
    expect(details[1]).toBe("3 links written, not yet checked.");
  });
});

describe("toSummary", () => {
  it("finds a sum that differs even while another is unchecked", () => {
    const sum = { column: "amount", title: "Amount", kind: null, unit: null, source: "10.00" };
    const sums = [
      { ...sum, destination: null },
      { ...sum, destination: "9.99" },
    ];
    expect(toSummary({ phases: [buildReconciliationPhase({ sums })] }).sumsEqual).toBe(false);
    expect(
      toSummary({ phases: [buildReconciliationPhase({ sums: sums.slice(0, 1) })] }).sumsEqual,
    ).toBeNull();
  });
});

describe("isSameDecimal", () => {
  it.each([
    ["98000.50", "98000.5", true],
    ["100", "100.00", true],
    ["0.00", "-0", true],
    [".5", "0.50", true],
    ["100", "10", false],
    ["-1", "1", false],
  ])("%s and %s: %s", (one, other, expected) => {
    expect(isSameDecimal(one, other)).toBe(expected);
  });
});

describe("alignDecimals", () => {
  it("groups thousands and pads the shorter fraction without rounding", () => {
    expect(alignDecimals("98000.50", "98000.5")).toEqual(["98,000.50", "98,000.50"]);
    expect(alignDecimals("1234567", "12.125")).toEqual(["1,234,567.000", "12.125"]);
    expect(alignDecimals("7", "")).toEqual(["7", ""]);
  });
});

describe("toFirstFilter", () => {
  it("starts with what failed, then with what was skipped", () => {
    expect(toFirstFilter(toSummary({ phases: [buildReconciliationPhase({ failed: 1 })] }))).toBe("failed");
    expect(toFirstFilter(toSummary({ phases: [buildReconciliationPhase()] }))).toBe("skipped");
    expect(
      toFirstFilter(toSummary({ phases: [buildReconciliationPhase({ skipped: 0, merged: 0 })] })),
    ).toBeNull();
  });
});
