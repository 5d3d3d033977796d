import { describe, expect, it } from "vitest";
import { toFailure } from "../../../contract/errors.ts";
import { toReport } from "./call-report.ts";

describe("toReport", () => {
  it("counts the rows of a list and takes a single record for one", () => {
    const list = toReport("clients", { kind: "success", body: { response: [{ id: "1" }, { id: "2" }] } }, 12);
    expect(list).toMatchObject({
      system: "source",
      operation: "clients",
      writes: false,
      outcome: "ok",
      detail: { rows: 2, ms: 12 },
    });
    expect(toReport("client", { kind: "success", body: { response: { id: "1" } } }, 3).detail.rows).toBe(1);
  });

  it("names a failure by its code and a used-up hour as throttled", () => {
    const error = toFailure("source.unreachable", { message: "bizstim clients: no answer" });
    expect(toReport("clients", { kind: "failure", error }, 1).outcome).toBe("source.unreachable");
    expect(toReport("clients", { kind: "throttled", text: "limit" }, 1).outcome).toBe("source.throttled");
  });

  it("calls an answer without a record an answer, and keeps its text to itself", () => {
    const report = toReport("client", { kind: "nothing", text: "Ann Lee has no record", certain: true }, 1);
    expect(report).toMatchObject({ outcome: "ok", detail: { rows: 0 } });
    expect(JSON.stringify(report)).not.toContain("Ann");
  });
});
