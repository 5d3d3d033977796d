import { describe, expect, it } from "vitest";
import { createHost } from "./host.js";
import { createHostStorage } from "./host-storage.js";
import { readAppLocation, readViewState, writeViewState } from "./view-state.js";

type HostDeps = Parameters<typeof createHost>[0];

const quiet = { silent: false, lateMs: 0, twice: false, emptyStorage: false, softApiErrors: false };

function buildHost(overrides: Partial<HostDeps> = {}) {
  const posted: object[] = [];
  const values: Record<string, unknown> = { context: { theme: "light" }, settings: { pace: "fast" } };
  const host = createHost({
    post: (message) => posted.push(message),
    faults: async () => quiet,
    wait: async () => undefined,
    current: (type) => values[type],
    sessionToken: async () => "a.b.c",
    callApi: async () => ({ ok: true, body: { data: { me: { id: "1" } } } }),
    execute: async () => ({ success: true }),
    storage: () => ({ success: true, value: "kept" }),
    change: (type, params) => {
      values[type] = params;
    },
    ...overrides,
  });
  return { host, posted, values };
}

describe("the parent side of monday-sdk-js", () => {
  it("answers get with the request's id, method and type", async () => {
    const { host, posted } = buildHost();
    await host.handle({ method: "get", args: { type: "context" }, requestId: "r1" });
    await host.handle({ method: "get", args: { type: "sessionToken" }, requestId: "r2" });
    expect(posted).toEqual([
      { requestId: "r1", method: "get", type: "context", data: { theme: "light" } },
      { requestId: "r2", method: "get", type: "sessionToken", data: "a.b.c" },
    ]);
  });

  it("answers listen with the current value and pushes later ones without a request id", async () => {
    const { host, posted, values } = buildHost();
    await host.handle({ method: "listen", args: { type: "context" }, requestId: "r1" });
    values.context = { theme: "dark" };
    host.push("context");
    host.push("settings");
    expect(posted).toEqual([
      { requestId: "r1", method: "listen", type: "context", data: { theme: "light" } },
      { method: "listen", type: "context", data: { theme: "dark" } },
    ]);
  });

  it("does not answer listen for events, whose callback would take the answer for one", async () => {
    const { host, posted } = buildHost();
    await host.handle({ method: "listen", args: { type: "events" }, requestId: "r1" });
    expect(posted).toEqual([]);
  });

  it("puts the whole GraphQL body into data, and names the first error beside it", async () => {
    const body = { errors: [{ message: "Not allowed" }], data: null };
    const { host, posted } = buildHost({ callApi: async () => ({ ok: true, body }) });
    await host.handle({ method: "api", args: { params: { query: "{ me { id } }" } }, requestId: "r1" });
    expect(posted).toEqual([{ requestId: "r1", method: "api", errorMessage: "Not allowed", data: body }]);
  });

  it("keeps quiet about API errors when they are to be soft", async () => {
    const body = { errors: [{ message: "Not allowed" }] };
    const { host, posted } = buildHost({
      callApi: async () => ({ ok: true, body }),
      faults: async () => ({ ...quiet, softApiErrors: true }),
    });
    await host.handle({ method: "api", args: { params: {} }, requestId: "r1" });
    expect(posted).toEqual([{ requestId: "r1", method: "api", data: body }]);
  });

  it("turns a thrown error into a failure of the request", async () => {
    const { host, posted } = buildHost({ sessionToken: () => Promise.reject(new Error("no token")) });
    await host.handle({ method: "get", args: { type: "sessionToken" }, requestId: "r1" });
    expect(posted).toEqual([
      { requestId: "r1", method: "get", type: "sessionToken", errorMessage: "no token" },
    ]);
  });

  it("never answers, answers late or answers twice when told so", async () => {
    const waits: number[] = [];
    const silent = buildHost({ faults: async () => ({ ...quiet, silent: true }) });
    const twice = buildHost({
      faults: async () => ({ ...quiet, lateMs: 40, twice: true }),
      wait: async (ms) => {
        waits.push(ms);
      },
    });
    for (const { host } of [silent, twice]) {
      await host.handle({ method: "get", args: { type: "context" }, requestId: "r1" });
    }
    expect(silent.posted).toHaveLength(0);
    expect(twice.posted).toHaveLength(2);
    expect(waits).toEqual([40]);
  });

  it("ignores what is no request", async () => {
    const { host, posted } = buildHost();
    for (const message of [null, "text", 7, {}, { method: "get" }]) await host.handle(message);
    expect(posted).toEqual([]);
  });
});

describe("storage", () => {
  function buildStorage() {
    const kept = new Map<string, string>();
    const clock = { time: 0 };
    const storage = createHostStorage(
      {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
        removeItem: (key) => void kept.delete(key),
      },
      { prefix: "test", instanceId: "7", now: () => clock.time },
    );
    return { storage, clock };
  }

  it("gives null for a missing key and the value with its version for a known one", () => {
    const { storage } = buildStorage();
    expect(storage({ method: "get", key: "a", segment: "v2" })).toEqual({ success: true, value: null });
    expect(storage({ method: "set", key: "a", value: { n: 1 }, segment: "v2" })).toEqual({
      success: true,
      version: "1",
    });
    expect(storage({ method: "get", key: "a", segment: "v2" })).toEqual({
      success: true,
      value: { n: 1 },
      version: "1",
    });
    expect(storage({ method: "get", key: "a", segment: "instance" })).toEqual({ success: true, value: null });
  });

  it("refuses a write that names an older version", () => {
    const { storage } = buildStorage();
    storage({ method: "set", key: "a", value: 1 });
    storage({ method: "set", key: "a", value: 2 });
    const answer = storage({ method: "set", key: "a", value: 3, options: { previous_version: "1" } });
    expect(answer).toMatchObject({ success: false, version: "2" });
  });

  it("forgets a value after its time", () => {
    const { storage, clock } = buildStorage();
    storage({ method: "set", key: "a", value: 1, options: { ttl: 10 } });
    clock.time = 10_000;
    expect(storage({ method: "get", key: "a" })).toEqual({ success: true, value: null });
  });
});

describe("the page's address", () => {
  it("sets the initial state and falls back to an admin's light board view", () => {
    expect(readViewState("?role=viewer&theme=black&width=320&view=item&item=42")).toEqual({
      role: "viewer",
      theme: "black",
      width: "320",
      view: "item",
      item: "42",
      board: undefined,
    });
    expect(readViewState("?role=king&width=wide")).toMatchObject({
      role: "admin",
      theme: "light",
      width: "full",
      view: "board",
    });
  });

  it("keeps the app's own parameters when the state changes", () => {
    const search = writeViewState(readViewState("?theme=dark"), "?app%5Bstep%5D=plan");
    expect(readAppLocation(`http://localhost/frame/${search}`).query).toEqual({ step: "plan" });
  });
});
