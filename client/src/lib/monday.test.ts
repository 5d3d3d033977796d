import { afterEach, describe, expect, it, vi } from "vitest";
import { createMonday, type MondaySdk } from "./monday.ts";

const quiet: MondaySdk = {
  get: () => new Promise(() => undefined),
  listen: () => () => undefined,
  execute: async () => ({}),
};

afterEach(() => {
  vi.useRealTimers();
});

describe("createMonday", () => {
  it("goes on with an empty context when monday never answers", async () => {
    vi.useFakeTimers();
    const context = createMonday({ sdk: quiet, embedded: true, timeoutMs: 8000 }).context();
    await vi.advanceTimersByTimeAsync(8000);
    expect(await context).toEqual({});
  });

  it("rejects a session token that never comes", async () => {
    vi.useFakeTimers();
    const token = createMonday({ sdk: quiet, embedded: true, timeoutMs: 8000 }).sessionToken();
    const outcome = expect(token).rejects.toThrow("8000 ms");
    await vi.advanceTimersByTimeAsync(8000);
    await outcome;
  });

  it("keeps what it understands of a context and drops the rest", async () => {
    const sdk = {
      ...quiet,
      get: async () => ({ data: { theme: "dark", boardId: 5, user: { timeZoneOffset: "x" } } }),
    };
    const context = await createMonday({ sdk, embedded: true, timeoutMs: 8000 }).context();
    expect(context).toMatchObject({ theme: "dark", boardId: "5" });
    expect(context.user?.timeZoneOffset).toBeUndefined();
  });

  it("sends nothing when it is not inside monday", async () => {
    const execute = vi.fn(async () => ({}));
    const monday = createMonday({ sdk: { ...quiet, execute }, embedded: false, timeoutMs: 8000 });
    monday.notice("Done", "success");
    expect(await monday.context()).toEqual({});
    expect(execute).not.toHaveBeenCalled();
  });
});
