import { describe, expect, it } from "vitest";
import { createMemorySnapshot } from "../../test/contracts/memory-snapshot.ts";
import { createFakeSource } from "../../test/fakes/fake-source.ts";
import { failureTable, toFailure } from "../contract/errors.ts";
import { nameSource, withNamedFailures } from "./named-source.ts";

const { signal } = new AbortController();
const budgets = {
  take: async () => ({ granted: true }) as const,
  exhaust: async () => ({ retryAfterMs: 1 }),
  left: async () => 1,
};

describe("a failure of a source", () => {
  it("is told with the source's name, at the start of a sentence and within it", () => {
    const failure = nameSource(toFailure("source.unreachable", { message: "refused" }), "Bizstim");
    expect(failure.userMessage).toBe("Bizstim does not answer.");
    expect(failure.remedy).toContain("check that Bizstim's website opens");
    expect(failure.message).toBe("refused");
  });

  it("never speaks of “the source” any more, whichever it is", () => {
    for (const code of ["connection.key_refused", "source.throttled", "source.not_json"] as const) {
      const { userMessage, remedy } = nameSource(toFailure(code, { message: "" }), "Bizstim");
      expect(failureTable[code].userMessage).toMatch(/the source/i);
      expect(`${userMessage} ${remedy}`).not.toMatch(/the source/i);
    }
  });

  it("is named also when it ends a reading", async () => {
    const fake = createFakeSource({ team: [{ stream: "team", id: "1", fields: { name: "Ada" } }] });
    fake.failures.push(toFailure("source.failed", { message: "500" }));
    const source = withNamedFailures(fake.connector).open({ budgets, now: () => 0 }, {});
    const told: string[] = [];
    const context = { options: {}, snapshot: createMemorySnapshot(), signal };
    for await (const page of source.read("team", null, context)) {
      if (!page.ok) told.push(page.error.userMessage);
    }
    expect(told).toEqual(["Shop reported an error of its own."]);
    expect((await source.check(signal)).ok).toBe(true);
  });
});
