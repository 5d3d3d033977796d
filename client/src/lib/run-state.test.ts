import { describe, expect, it } from "vitest";
import { latestRunId, reachedStep } from "./run-state.ts";

const run = (part: { id: string; kind: string; state: string; createdAt?: string }) => ({
  createdAt: "2026-11-21T09:00:00Z",
  endedAt: null,
  ...part,
});

describe("reachedStep", () => {
  it("keeps later steps open while an earlier one is done again", () => {
    const runs = [
      run({ id: "3", kind: "discover", state: "running" }),
      run({ id: "2", kind: "import", state: "needs_attention" }),
      run({ id: "1", kind: "discover", state: "succeeded" }),
    ];
    expect(reachedStep({ step: "discover", runs })).toBe("verify");
  });

  it("keeps the sample open after the plan was changed", () => {
    const runs = [
      run({ id: "2", kind: "sample", state: "succeeded" }),
      run({ id: "1", kind: "discover", state: "succeeded" }),
    ];
    expect(reachedStep({ step: "plan", runs })).toBe("sample");
  });

  it("opens the plan only after a discover that succeeded", () => {
    expect(
      reachedStep({ step: "discover", runs: [run({ id: "1", kind: "discover", state: "failed" })] }),
    ).toBe("discover");
    expect(reachedStep({ step: "plan", runs: [] })).toBe("plan");
  });
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
