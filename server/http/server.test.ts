import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { RunningServer, TokenParts } from "../../test/fakes/http-server.ts";
import { buildServices, buildToken, nowMs, startHttpServer } from "../../test/fakes/http-server.ts";
import { toFailure } from "../contract/errors.ts";
import { err, ok } from "../contract/result.ts";
import { problemSchema } from "../contract/setup.ts";
import type { Actor } from "../engine/services/actor.ts";
import type { Services } from "./services.ts";

const servers: RunningServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const start: typeof startHttpServer = async (deps, options) => {
  const server = await startHttpServer(deps, options);
  servers.push(server);
  return server;
};

const problemOf = async (response: Response) => problemSchema.parse(await response.json());

describe("signing in", () => {
  const foreign: readonly (readonly [string, TokenParts])[] = [
    ["signed with another secret", { secret: "somebody-else" }],
    ["that has expired", { expiresAtMs: nowMs - 6_000 }],
    ["of another app", { client: "another-app" }],
    ["signed with another algorithm", { algorithm: "HS512" }],
  ];

  it.each(foreign)("refuses a token %s", async (_, parts) => {
    const server = await start();
    const response = await server.call("/api/migrations", { token: await buildToken(parts) });
    expect(response.status).toBe(401);
    expect((await problemOf(response)).code).toBe("auth.token_invalid");
  });

  it("accepts a token that expired within the tolerated five seconds", async () => {
    const server = await start();
    const response = await server.call("/api/sources", {
      token: await buildToken({ expiresAtMs: nowMs - 3_000 }),
    });
    expect(response.status).toBe(200);
  });

  it("asks for a token when there is none, and does not take rubbish for one", async () => {
    const server = await start();
    expect((await problemOf(await server.call("/api/me", { token: null }))).code).toBe("auth.token_missing");
    expect((await problemOf(await server.call("/api/me", { token: "a.b.c" }))).code).toBe(
      "auth.token_invalid",
    );
  });

  it("gives the account, user and least role of the token to the services", async () => {
    const seen: Actor[] = [];
    const listConnections = (actor: Actor) => {
      seen.push(actor);
      return Promise.resolve(ok({ items: [], cursor: null }));
    };
    const server = await start({ services: buildServices({ listConnections }) });
    await server.call("/api/connections", { token: await buildToken({ account: 5, is_guest: true }) });
    expect(seen).toEqual([{ accountId: "5", userId: "7", role: "guest", slug: "brightpath" }]);
  });
});

describe("who may do what", () => {
  const changes: readonly (readonly [string, string, object?])[] = [
    ["POST", "/api/connections", { source: "bizstim", credentials: {} }],
    ["PUT", "/api/connections/c1/credentials", { credentials: {} }],
    ["DELETE", "/api/connections/c1"],
    ["POST", "/api/migrations", { connectionId: "c1", destination: { kind: "monday" } }],
    ["DELETE", "/api/migrations/m1"],
    ["POST", "/api/migrations/m1/runs", { kind: "import" }],
    ["POST", "/api/runs/r1/pause"],
    ["POST", "/api/runs/r1/resume"],
    ["POST", "/api/runs/r1/cancel"],
    ["PATCH", "/api/migrations/m1/plan", { hash: "h", edits: [] }],
    ["POST", "/api/migrations/m1/plan/approve", { hash: "h" }],
  ];
  const roles: readonly (readonly [string, TokenParts])[] = [
    ["a member", { is_admin: false }],
    ["a viewer", { is_admin: false, is_view_only: true }],
    ["a guest", { is_guest: true }],
  ];

  it.each(roles)("lets %s change nothing", async (_, parts) => {
    const server = await start();
    const token = await buildToken(parts);
    for (const [method, path_, body] of changes) {
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await server.call(path_, { method, token, ...init });
      expect([path_, response.status]).toEqual([path_, 403]);
      expect((await problemOf(response)).code).toBe("auth.admin_required");
    }
  });

  it.each(roles)("lets %s look", async (_, parts) => {
    const server = await start({
      services: buildServices({ listConnections: async () => ok({ items: [], cursor: null }) }),
    });
    const response = await server.call("/api/connections", { token: await buildToken(parts) });
    expect(await response.json()).toEqual({ items: [], cursor: null });
  });
});

describe("requests that are not right", () => {
  it("names every field that is wrong", async () => {
    const server = await start();
    const body = JSON.stringify({ kind: "everything", options: { hurry: true }, extra: 1 });
    const response = await server.call("/api/migrations/m1/runs", { method: "POST", body });
    const problem = await problemOf(response);
    expect(response.status).toBe(422);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    expect(problem.requestId).toBe(response.headers.get("x-request-id"));
    expect(problem.fields?.map((field) => field.path)).toEqual(["body.kind", "body.options", "body"]);
  });

  it("does not repeat what was sent", async () => {
    const server = await start();
    const body = JSON.stringify({ source: "bizstim", credentials: { apiKey: "k".repeat(600) } });
    const response = await server.call("/api/connections", { method: "POST", body });
    expect(response.status).toBe(422);
    expect(await response.text()).not.toContain("kkkk");
  });

  it.each([
    ["a body that is no JSON", "{", 422, "request.invalid"],
    ["a body that is too large", JSON.stringify("x".repeat(300_000)), 413, "request.too_large"],
  ])("answers %s", async (_, body, status, code) => {
    const server = await start();
    const response = await server.call("/api/migrations", { method: "POST", body });
    expect(response.status).toBe(status);
    expect((await problemOf(response)).code).toBe(code);
  });

  it("refuses query parameters it does not know and numbers out of range", async () => {
    const server = await start();
    const response = await server.call("/api/migrations/m1/records?limit=9999&sort=name");
    expect((await problemOf(response)).fields?.map((field) => field.path)).toEqual(["query.limit", "query"]);
  });

  it("answers 404 for a route nobody has and for what another account owns", async () => {
    const server = await start();
    expect((await problemOf(await server.call("/api/nothing"))).code).toBe("request.not_found");
    const response = await server.call("/api/migrations/of-another-account");
    expect(response.status).toBe(404);
  });

  it("slows down an account that asks too often, and no other", async () => {
    const server = await start({}, { requestsPerMinute: 2 });
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await server.call("/api/sources")).status);
    expect(statuses).toEqual([200, 200, 429]);
    const other = await server.call("/api/sources", { token: await buildToken({ account: 200 }) });
    expect(other.status).toBe(200);
  });
});

describe("failures", () => {
  it("passes on what a service says, with the time to come back", async () => {
    const failure = toFailure("source.throttled", { message: "budget", retryAfterMs: 90_000 });
    const server = await start({ services: buildServices({ createConnection: async () => err(failure) }) });
    const body = JSON.stringify({ source: "bizstim", credentials: { apiKey: "k" } });
    const response = await server.call("/api/connections", { method: "POST", body });
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("90");
    expect(await problemOf(response)).toMatchObject({ code: "source.throttled", kind: "retryable" });
  });

  it("says nothing of a bug but its number, and logs it once", async () => {
    const getMe = () => Promise.reject(new Error("password=hunter2"));
    const server = await start({ services: buildServices({ getMe }) });
    const response = await server.call("/api/me");
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain("hunter2");
    expect(problemSchema.parse(JSON.parse(text)).code).toBe("internal.bug");
    expect(server.logs).toHaveLength(1);
    expect(server.logs[0]).toMatchObject({
      event: "request_failed",
      code: "internal.bug",
      requestId: "request-1",
    });
  });
});

describe("the ledger as a file", () => {
  it("streams the pieces it gets and asks only for what was filtered", async () => {
    const asked: object[] = [];
    async function* pieces() {
      yield "Name,Outcome\r\n";
      yield "Olivia,failed\r\n";
    }
    const streamRecords: Services["streamRecords"] = (_actor, input) => {
      asked.push(input);
      return Promise.resolve(ok(pieces()));
    };
    const server = await start({ services: buildServices({ streamRecords }) });
    const response = await server.call("/api/migrations/m1/records.csv?outcome=failed");
    expect(response.headers.get("content-type")).toContain("text/csv");
    expect(response.headers.get("content-disposition")).toContain("portage-records.csv");
    expect(await response.text()).toBe("Name,Outcome\r\nOlivia,failed\r\n");
    expect(asked).toEqual([{ migrationId: "m1", outcome: "failed" }]);
  });
});

describe("the page and the machine room", () => {
  it("lets monday frame the page and sends no header that forbids it", async () => {
    const server = await start({}, { appUrl: "https://portage.example" });
    const { headers } = await server.call("/healthz", { token: null });
    expect(headers.get("content-security-policy")).toContain(
      "frame-ancestors https://*.monday.com https://*.monday.app;".replace(";", ""),
    );
    expect(headers.get("content-security-policy")).not.toContain("localhost");
    expect(headers.get("x-frame-options")).toBeNull();
    expect(headers.get("strict-transport-security")).toContain("max-age=");
    expect(headers.get("x-powered-by")).toBeNull();
  });

  it("lets pages of this machine frame an app that is served from this machine", async () => {
    const server = await start();
    const { headers } = await server.call("/healthz", { token: null });
    expect(headers.get("content-security-policy")).toContain("http://localhost:*");
    expect(headers.get("strict-transport-security")).toBeNull();
  });

  it("serves the client: hashed files for good, the page afresh", async () => {
    const clientDir = mkdtempSync(path.join(tmpdir(), "portage-client-"));
    mkdirSync(path.join(clientDir, "assets"));
    writeFileSync(path.join(clientDir, "index.html"), "<!doctype html><title>Portage</title>");
    writeFileSync(path.join(clientDir, "assets", "index-1a2b.js"), "export {};");
    const server = await start({}, { clientDir });
    const page = await server.call("/board-view", { token: null, headers: { accept: "text/html" } });
    const script = await server.call("/assets/index-1a2b.js", { token: null });
    expect(await page.text()).toContain("<title>Portage</title>");
    expect(page.headers.get("cache-control")).toBe("no-cache");
    expect(script.headers.get("cache-control")).toContain("immutable");
  });

  it("answers 404, not 500, while the client is not built", async () => {
    const clientDir = mkdtempSync(path.join(tmpdir(), "portage-client-"));
    const server = await start({}, { clientDir });
    expect((await server.call("/", { token: null, headers: { accept: "text/html" } })).status).toBe(404);
  });

  it("says when it is not ready", async () => {
    const server = await start({ ready: () => Promise.reject(new Error("store is gone")) });
    expect((await server.call("/healthz", { token: null })).status).toBe(200);
    expect((await server.call("/readyz", { token: null })).status).toBe(503);
  });

  it("counts its requests for those who run it", async () => {
    const server = await start();
    await server.call("/api/sources");
    const text = await (await server.call("/metrics", { token: null })).text();
    expect(text).toContain('portage_http_requests_total{method="GET",status="2xx"} 1');
    expect(text).toContain("portage_event_loop_delay_seconds");
    expect(text).toContain('portage_runs{state="running"} 2\nportage_runs{state="waiting"} 0');
  });
});
