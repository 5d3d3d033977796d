import { describe, expect, it } from "vitest";
import { createFormat } from "../../../lib/format.ts";
import { buildField, buildOrigin } from "../testing/build-item-view.ts";
import { byUrgency, originLine } from "./words.ts";

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
