import { describe, expect, it } from "vitest";
import { createFormat } from "../../../lib/format.ts";
import { buildField, buildItemView, buildOrigin } from "../testing/build-item-view.ts";
import { byUrgency, originLine, repairSentence } from "./words.ts";

const format = createFormat({ country: "GB", timeZone: "UTC" });

describe("the origin line", () => {
  it("names record, source, day and person", () => {
    expect(originLine(buildOrigin(), format)).toBe("Client 21 in Bizstim, imported 21 Nov 2026 by Dana Levi");
  });

  it("leaves out a person nobody knows by name", () => {
    expect(originLine(buildOrigin({ by: null }), format)).toBe("Client 21 in Bizstim, imported 21 Nov 2026");
  });
});

describe("the order of fields", () => {
  it("puts what is not as written first and keeps the board's order otherwise", () => {
    const fields = [
      buildField({ key: "a" }),
      buildField({ key: "b", verdict: "missing" }),
      buildField({ key: "c", verdict: null }),
      buildField({ key: "d", verdict: "changed" }),
    ];
    expect(byUrgency(fields).map(({ key }) => key)).toEqual(["b", "d", "a", "c"]);
  });
});

describe("a repair that has ended with something open", () => {
  const run = { state: "needs_attention" } as const;

  it("leads to the decision when both sides have changed", () => {
    expect(repairSentence(run, buildItemView({ status: "conflict" }))).toContain(
      "decided on the Verify screen",
    );
  });

  it("says what still differs, or that monday holds what was imported", () => {
    const fields = [buildField({ verdict: "changed" })];
    expect(repairSentence(run, buildItemView({ status: "changed", fields }))).toContain("still differs");
    expect(repairSentence(run, buildItemView())).toContain("There was nothing to write");
  });
});
