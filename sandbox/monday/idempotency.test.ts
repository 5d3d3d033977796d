import { describe, expect, it } from "vitest";
import { IdempotencyCache } from "./idempotency.ts";

describe("the idempotency cache", () => {
  const clock = { nowMs: 0 };
  const cache = () => new IdempotencyCache(() => clock.nowMs);

  it("does not keep replies above 1 MB", () => {
    const replies = cache();
    replies.begin("big");
    replies.finish("big", { status: 200, body: "x".repeat(1_000_001) });
    expect(replies.begin("big")).toEqual({ kind: "fresh" });
  });

  it("keeps nothing more once its memory is spent, and has room again when replies are old", () => {
    const replies = cache();
    for (let index = 0; index < 65; index++) {
      replies.begin(`k${index}`);
      replies.finish(`k${index}`, { status: 200, body: "x".repeat(1_000_000) });
    }
    expect(replies.begin("k63").kind).toBe("kept");
    expect(replies.begin("k64").kind).toBe("fresh");
    clock.nowMs += 30 * 60 * 1000;
    replies.finish("k64", { status: 200, body: "later" });
    expect(replies.begin("k63").kind).toBe("fresh");
    expect(replies.begin("k64").kind).toBe("kept");
  });
});
