import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createApi } from "./api.ts";
import { buildProblem, scriptApi } from "./testing/script-api.ts";

const schema = z.strictObject({ ok: z.boolean() });

describe("createApi", () => {
  it("asks for a fresh token once more when the first is refused", async () => {
    const { api, calls } = scriptApi({
      "GET /me": [{ status: 401, body: buildProblem({ status: 401 }) }, { body: { ok: true } }],
    });
    expect(await api.request("/me", schema)).toEqual({ ok: true });
    expect(calls.map((call) => call.authorization)).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  it("gives up after the second refusal with the server's own words", async () => {
    const { api, calls } = scriptApi({
      "GET /me": {
        status: 401,
        body: buildProblem({ status: 401, code: "auth.token_invalid", detail: "Expired." }),
      },
    });
    await expect(api.request("/me", schema)).rejects.toMatchObject({
      code: "auth.token_invalid",
      userMessage: "Expired.",
    });
    expect(calls).toHaveLength(2);
  });

  it("turns a problem document into cause, remedy and request number", async () => {
    const { api } = scriptApi({
      "POST /connections": {
        status: 422,
        body: buildProblem({ code: "connection.key_refused", remedy: "Copy it again." }),
      },
    });
    await expect(api.send("/connections", { method: "POST", body: {} })).rejects.toMatchObject({
      code: "connection.key_refused",
      remedy: "Copy it again.",
      requestId: "req-1",
    });
  });

  it("says so when the answer is not what the contract allows", async () => {
    const { api } = scriptApi({ "GET /me": { body: { ok: "yes" } } });
    await expect(api.request("/me", schema)).rejects.toMatchObject({ code: "client.version_mismatch" });
  });

  it("reports a proxy's error page by its status", async () => {
    const api = createApi({
      sessionToken: async () => "t",
      fetch: async () => new Response("<html>", { status: 502 }),
    });
    await expect(api.send("/me")).rejects.toMatchObject({
      code: "client.unexpected_answer",
      kind: "retryable",
    });
  });

  it("reports a lost connection as one, with a remedy", async () => {
    const api = createApi({
      sessionToken: async () => "t",
      fetch: async () => {
        throw new TypeError("Failed to fetch");
      },
    });
    await expect(api.send("/me")).rejects.toMatchObject({ code: "client.offline", kind: "retryable" });
  });

  it("lets the browser finish a small request after the page is gone, as far as browsers allow", async () => {
    const keepalive: unknown[] = [];
    const api = createApi({
      sessionToken: async () => "t",
      fetch: async (_path, init) => {
        keepalive.push(init?.keepalive);
        return new Response();
      },
    });
    await api.send("/plan", { method: "PATCH", body: "x", outlivesPage: true });
    await api.send("/plan", { method: "PATCH", body: "x".repeat(30_000), outlivesPage: true });
    await api.send("/plan", { method: "PATCH", body: "x" });
    expect(keepalive).toEqual([true, undefined, undefined]);
  });

  it("reports that monday handed out no token", async () => {
    const api = createApi({
      sessionToken: async () => {
        throw new Error("timeout");
      },
      fetch: async () => new Response(),
    });
    await expect(api.send("/me")).rejects.toMatchObject({ code: "client.no_session" });
  });
});
