import { describe, expect, it } from "vitest";
import { latestRunId } from "./run-state.ts";

const run = (part: { id: string; kind: string; state: string; createdAt?: string }) => ({
  createdAt: "2026-11-21T09:00:00Z",
  endedAt: null,
  ...part,
});

describe("latestRunId", () => {
  it("finds the newest run of a kind", () => {
    const runs = [
      run({ id: "2", kind: "discover", state: "running" }),
      run({ id: "1", kind: "discover", state: "succeeded" }),
      run({ id: "0", kind: "import", state: "succeeded", createdAt: "2026-11-22T09:00:00Z" }),
    ];
    expect(latestRunId({ runs }, "discover")).toBe("2");
    expect(latestRunId({ runs }, "verify")).toBeNull();
  });
});
