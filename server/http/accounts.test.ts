/** The HTTP layer with the real services and store: what belongs to one account is nothing to another. */
import { createServer } from "node:http";
import express from "express";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createBizstimSandbox } from "../../sandbox/bizstim/index.ts";
import type { RunningServer } from "../../test/fakes/http-server.ts";
import { buildToken, nowMs, startHttpServer } from "../../test/fakes/http-server.ts";
import { parseCredentials } from "../connectors/credentials.ts";
import { createSourceRegistry } from "../connectors/registry.ts";
import { toFailure } from "../contract/errors.ts";
import { err } from "../contract/result.ts";
import { connectionViewSchema, meSchema, migrationViewSchema, problemSchema } from "../contract/setup.ts";
import { createCallLog } from "../engine/call-log.ts";
import type { EngineDeps } from "../engine/deps.ts";
import { createRunEvents } from "../engine/events.ts";
import { createServices } from "../engine/services/index.ts";
import { createIds } from "../platform/ids.ts";
import { createSecrets } from "../platform/secrets.ts";
import { openSqliteStore } from "../store/sqlite/index.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serveBizstim() {
  const sandbox = createBizstimSandbox({ size: "small", limits: false });
  const app = express();
  app.use("/bizstim", sandbox.router);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return { sandbox, apiUrl: `http://127.0.0.1:${port}/bizstim/api` };
}

async function start() {
  const { sandbox, apiUrl } = await serveBizstim();
  const store = await openSqliteStore({ file: ":memory:" });
  closers.push(() => store.close());
  const secrets = createSecrets([Buffer.alloc(32, 7)]);
  const sources = createSourceRegistry({ bizstimApiUrl: apiUrl });
  const silent = () => {};
  const deps: EngineDeps = {
    store,
    sources: (kind) => sources.get(kind) ?? null,
    destinations: {
      forAccount: () => Promise.resolve(err(toFailure("monday.not_connected", { message: "no token" }))),
    },
    blueprints: () => null,
    clock: { now: () => nowMs, sleep: () => Promise.resolve() },
    ids: createIds(() => nowMs),
    logger: { info: silent, warn: silent, error: silent },
    callLog: createCallLog(),
    events: createRunEvents(),
    sealCredentials: (credentials, context) => secrets.seal(JSON.stringify(credentials), context),
    openCredentials: (sealed, context) => parseCredentials(secrets.open(sealed, context)),
    random: () => 0.5,
  };
  const server = await startHttpServer({
    services: createServices(deps),
    sources: [...sources.values()].map((source) => source.view),
  });
  closers.push(() => server.close());
  return { server, sandbox, store };
}

const post = (server: RunningServer, path: string, body: object, token?: string) =>
  server.call(path, {
    method: "POST",
    body: JSON.stringify(body),
    ...(token === undefined ? {} : { token }),
  });

async function connect(server: RunningServer, apiKey: string) {
  const response = await post(server, "/api/connections", { source: "bizstim", credentials: { apiKey } });
  return { status: response.status, text: await response.text() };
}

async function buildMigration(server: RunningServer, apiKey: string) {
  const connection = connectionViewSchema.parse(JSON.parse((await connect(server, apiKey)).text));
  const body = { connectionId: connection.id, destination: { kind: "monday" } };
  const response = await post(server, "/api/migrations", body);
  expect(response.status).toBe(201);
  return { connection, migration: migrationViewSchema.parse(await response.json()) };
}

describe("connecting", () => {
  it("answers counts and costs, and never the key", async () => {
    const { server, sandbox } = await start();
    const { status, text } = await connect(server, sandbox.keys.good);
    const listed = await (await server.call("/api/connections")).text();
    expect(status).toBe(201);
    expect(connectionViewSchema.parse(JSON.parse(text)).account.base.calls).toBeGreaterThan(0);
    expect(text + listed).not.toContain(sandbox.keys.good);
  });

  it("stores the key sealed for its account", async () => {
    const { server, sandbox, store } = await start();
    await connect(server, sandbox.keys.good);
    const [row] = await store.connections.list("100");
    expect(JSON.stringify(row)).not.toContain(sandbox.keys.good);
  });

  it.each([
    ["dead", "connection.key_refused"],
    ["noApi", "connection.plan_without_api"],
  ] as const)("refuses a %s key with a remedy and without repeating it", async (which, code) => {
    const { server, sandbox } = await start();
    const key = sandbox.keys[which];
    const { status, text } = await connect(server, key);
    const problem = problemSchema.parse(JSON.parse(text));
    expect(status).toBe(422);
    expect(problem).toMatchObject({ code });
    expect(problem.remedy.length).toBeGreaterThan(10);
    expect(text + JSON.stringify(server.logs)).not.toContain(key);
  });

  it("refuses a source nobody knows and a required field that is empty", async () => {
    const { server } = await start();
    const unknown = await post(server, "/api/connections", { source: "fax", credentials: {} });
    const empty = await post(server, "/api/connections", { source: "bizstim", credentials: { apiKey: "" } });
    expect([unknown.status, empty.status]).toEqual([422, 422]);
  });
});

describe("replacing a key", () => {
  const put = (server: RunningServer, id: string, apiKey: string, token?: string) =>
    server.call(`/api/connections/${id}/credentials`, {
      method: "PUT",
      body: JSON.stringify({ credentials: { apiKey } }),
      ...(token === undefined ? {} : { token }),
    });

  it("checks the new key, seals it and keeps the connection's id", async () => {
    const { server, sandbox, store } = await start();
    const { connection } = await buildMigration(server, sandbox.keys.good);
    const [before] = await store.connections.list("100");
    const response = await put(server, connection.id, ` ${sandbox.keys.second} `);
    const text = await response.text();
    const [after] = await store.connections.list("100");
    expect(response.status).toBe(200);
    expect(connectionViewSchema.parse(JSON.parse(text))).toMatchObject({ id: connection.id });
    expect(after?.view.account.label).not.toBe(before?.view.account.label);
    expect(after?.sealedCredentials).not.toBe(before?.sealedCredentials);
    expect(text + JSON.stringify([after, server.logs])).not.toContain(sandbox.keys.second);
  });

  it.each([
    ["dead", "connection.key_refused"],
    ["noApi", "connection.plan_without_api"],
  ] as const)("keeps the old key when a %s one is offered", async (which, code) => {
    const { server, sandbox, store } = await start();
    const { connection } = await buildMigration(server, sandbox.keys.good);
    const before = await store.connections.list("100");
    const response = await put(server, connection.id, sandbox.keys[which]);
    expect(response.status).toBe(422);
    expect(problemSchema.parse(await response.json())).toMatchObject({ code });
    expect(await store.connections.list("100")).toEqual(before);
  });

  it("answers 404 for a connection that is not there", async () => {
    const { server, sandbox } = await start();
    expect((await put(server, "nothing", sandbox.keys.good)).status).toBe(404);
  });
});

describe("another account", () => {
  it("sees none of it and gets 404 for every id", async () => {
    const { server, sandbox } = await start();
    const { connection, migration } = await buildMigration(server, sandbox.keys.good);
    const started = await post(server, `/api/migrations/${migration.id}/runs`, { kind: "discover" });
    expect(started.status).toBe(202);
    const run = z.strictObject({ id: z.string() }).parse(await started.json());
    const token = await buildToken({ account: 200 });
    const calls: readonly (readonly [string, string, object?])[] = [
      ["GET", `/api/migrations/${migration.id}`],
      ["DELETE", `/api/migrations/${migration.id}`],
      ["POST", `/api/migrations/${migration.id}/runs`, { kind: "discover" }],
      ["GET", `/api/migrations/${migration.id}/inventory`],
      ["GET", `/api/migrations/${migration.id}/plan`],
      ["POST", `/api/migrations/${migration.id}/plan/approve`, { hash: "h" }],
      ["GET", `/api/migrations/${migration.id}/records`],
      ["GET", `/api/migrations/${migration.id}/records.csv`],
      ["GET", `/api/migrations/${migration.id}/reconciliation`],
      ["GET", `/api/runs/${run.id}`],
      ["GET", `/api/runs/${run.id}/events`],
      ["POST", `/api/runs/${run.id}/cancel`],
      [
        "PUT",
        `/api/connections/${connection.id}/credentials`,
        { credentials: { apiKey: sandbox.keys.good } },
      ],
      ["DELETE", `/api/connections/${connection.id}`],
      ["POST", "/api/migrations", { connectionId: connection.id, destination: { kind: "monday" } }],
    ];
    for (const [method, path, body] of calls) {
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await server.call(path, { method, token, ...init });
      expect([method, path, response.status]).toEqual([method, path, 404]);
    }
    const seen = await Promise.all(
      ["/api/migrations", "/api/connections"].map(async (path) =>
        (await server.call(path, { token })).json(),
      ),
    );
    expect(seen).toEqual([
      { items: [], cursor: null },
      { items: [], cursor: null },
    ]);
    expect((await server.call(`/api/runs/${run.id}`)).status).toBe(200);
  });
});

describe("a first visit", () => {
  it("says what monday still needs instead of failing", async () => {
    const { server } = await start();
    const me = meSchema.parse(await (await server.call("/api/me")).json());
    expect(me).toMatchObject({
      account: { id: "100", slug: "brightpath" },
      mayChange: true,
      monday: { connected: false, code: "monday.not_connected" },
    });
  });

  it("does not start an import without a plan, nor a second run", async () => {
    const { server, sandbox } = await start();
    const { migration } = await buildMigration(server, sandbox.keys.good);
    const runs = `/api/migrations/${migration.id}/runs`;
    const early = problemSchema.parse(await (await post(server, runs, { kind: "import" })).json());
    await post(server, runs, { kind: "discover" });
    const second = problemSchema.parse(await (await post(server, runs, { kind: "discover" })).json());
    expect([early.code, second.code]).toEqual(["plan.not_ready", "run.already_running"]);
  });

  it("lists no migration page beyond the last", async () => {
    const { server, sandbox } = await start();
    const { migration } = await buildMigration(server, sandbox.keys.good);
    const page = z.object({ items: z.array(migrationViewSchema), cursor: z.string().nullable() });
    const first = page.parse(await (await server.call("/api/migrations?limit=1")).json());
    const next = page.parse(
      await (await server.call(`/api/migrations?limit=1&cursor=${first.cursor ?? ""}`)).json(),
    );
    expect(first.items.map(({ id }) => id)).toEqual([migration.id]);
    expect(next.items).toEqual([]);
  });
});
