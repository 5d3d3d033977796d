/** What can be wrong before anything is read: keys, addresses, accounts, roles. */
import { createServer } from "node:http";
import express from "express";
import { afterEach, describe, expect, it } from "vitest";
import { createBizstimSandbox } from "../../sandbox/bizstim/index.ts";
import { problemSchema } from "../../server/contract/setup.ts";
import { must } from "../fakes/engine-harness.ts";
import { buildToken } from "../fakes/http-server.ts";
import { expectComplete, openPortage, type Portage, type PortageOptions } from "../fakes/portage.ts";

let portage: Portage;
afterEach(() => portage.close());

async function open(options: PortageOptions = {}): Promise<Portage> {
  portage = await openPortage(options);
  return portage;
}

function connectOverHttp(apiKey: string): Promise<Response> {
  const body = JSON.stringify({ source: "bizstim", credentials: { apiKey } });
  return portage.call("/api/connections", { method: "POST", body });
}

const keyOf = (name: string): string => name.padEnd(40, "0");

/** Two businesses at one address; the key decides whose data is shown. */
async function serveTwoAccounts() {
  const mine = createBizstimSandbox({ size: { records: 150 }, limits: false });
  const { second, noApi, dead } = mine.keys;
  const keys = { good: keyOf("key-of-the-other-business-"), second: keyOf("its-second-"), noApi, dead };
  const other = createBizstimSandbox({ size: { records: 150 }, seed: 2, limits: false, keys });
  const app = express();
  app.use("/bizstim", (req, res, next) =>
    (req.get("x-api-key") === keys.good ? other : mine).router(req, res, next),
  );
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    apiUrl: `http://127.0.0.1:${port}/bizstim/api`,
    keys: { first: mine.keys.good, second, other: keys.good },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Takes a port that nothing listens on afterwards. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return address !== null && typeof address === "object" ? address.port : 1;
}

describe("connecting with a key that does not open anything", () => {
  it.each([
    ["wrong", "x".repeat(40), "connection.key_refused", "Settings > System > API Settings"],
    ["dead", "dead", "connection.key_refused", "Settings > System > API Settings"],
    ["without API", "noApi", "connection.plan_without_api", "enable API access"],
  ] as const)(
    "says what to do about a key that is %s, and takes the right one afterwards",
    async (...row) => {
      const [, given, code, remedy] = row;
      const { sandbox, services, admin } = await open();
      const key = given === "dead" || given === "noApi" ? sandbox.bizstim.keys[given] : given;
      const refused = await connectOverHttp(key);
      const problem = problemSchema.parse(await refused.json());
      expect([refused.status, problem.code]).toEqual([422, code]);
      expect(problem.remedy).toContain(remedy);
      expect(must(await services.listConnections(admin)).items).toEqual([]);
      expect((await connectOverHttp(sandbox.bizstim.keys.good)).status).toBe(201);
    },
  );
});

describe("a source that cannot be reached", () => {
  it("is told from a wrong key, after several tries", async () => {
    await open({ bizstimApiUrl: `http://127.0.0.1:${await closedPort()}/api` });
    const problem = problemSchema.parse(await (await connectOverHttp("k".repeat(40))).json());
    expect(problem).toMatchObject({ code: "source.unreachable", kind: "retryable" });
    expect(problem.detail).toBe("Bizstim does not answer.");
    expect(problem.remedy).toContain("Bizstim's website opens in your browser");
    expect(portage.clock.slept.length).toBeGreaterThan(2);
  });

  it("makes a reading that has begun wait and go on where it stood", async () => {
    const { sandbox, deps } = await open();
    sandbox.bizstim.switches.set("faults.dropEvery", 2);
    const waits: string[] = [];
    deps.events.subscribeAll(() => {
      if (portage.clock.slept.length > 4) sandbox.bizstim.switches.set("faults.dropEvery", 0);
      waits.push("seen");
    });
    const migrationId = await portage.discover();
    const plan = await portage.plan(migrationId);
    expect(plan.boards.find(({ key }) => key === "clients")?.records).toBe(
      sandbox.bizstim.account.clients.total(),
    );
  });
});

describe("a key that stops working while the source is read", () => {
  it("stops for a person, keeps what was read and goes on with a key that works", async () => {
    const { sandbox, services, admin, store } = await open();
    const connection = must(await portage.connect());
    const migration = must(
      await services.createMigration(admin, { connectionId: connection.id, destination: { kind: "monday" } }),
    );
    sandbox.bizstim.switches.set("keys.revoked", true);
    const failed = await portage.run(migration.id, "discover");
    expect(failed).toMatchObject({ state: "failed", can: expect.arrayContaining(["resume"]) });
    expect(failed.failure?.code).toMatch(/^(source\.key_dead|connection\.key_refused)$/);
    sandbox.bizstim.switches.set("keys.revoked", false);
    must(await services.resumeRun(admin, { runId: failed.id }));
    expect((await portage.follow(failed.id)).state).toBe("succeeded");
    const scope = { accountId: admin.accountId, migrationId: migration.id };
    expect(await store.snapshot.count(scope, "clients")).toBe(sandbox.bizstim.account.clients.total());
  });
});

describe("a new key", () => {
  it("is taken when it opens the account that was read, and refused when it opens another", async () => {
    const source = await serveTwoAccounts();
    const { services, admin, store } = await open({ bizstimApiUrl: source.apiUrl });
    const connection = must(await portage.connect(source.keys.first));
    const destination = { kind: "monday" as const };
    must(await services.createMigration(admin, { connectionId: connection.id, destination }));
    const replace = (credentials: Record<string, string>) => {
      const body = JSON.stringify({ credentials });
      return portage.call(`/api/connections/${connection.id}/credentials`, { method: "PUT", body });
    };
    // Nothing was read yet, so nothing can be mixed.
    expect((await replace({ apiKey: source.keys.other })).status).toBe(200);
    expect((await replace({ apiKey: source.keys.first })).status).toBe(200);
    const [migration] = must(await services.listMigrations(admin, {})).items;
    if (!migration) throw new Error("The migration is gone");
    await portage.run(migration.id, "discover");
    const sealed = async () =>
      (await store.connections.get(admin.accountId, connection.id))?.sealedCredentials;
    const before = await sealed();
    const refused = await replace({ apiKey: source.keys.other });
    const problem = problemSchema.parse(await refused.json());
    expect([refused.status, problem.code]).toEqual([422, "connection.other_account"]);
    expect(problem.remedy).toContain("a key of the account this import was read from");
    const halfRefused = await replace({ apiKey: source.keys.first, secondApiKey: source.keys.other });
    expect(halfRefused.status).toBe(422);
    expect(await sealed()).toBe(before);
    expect((await replace({ apiKey: source.keys.second })).status).toBe(200);
    expect(await sealed()).not.toBe(before);
    source.close();
  });
});

describe("credentials sealed with an encryption key that is gone", () => {
  it("are asked for again instead of ending in a bug", async () => {
    const { store, services, admin, sandbox } = await open();
    const connection = must(await portage.connect());
    const row = await store.connections.get(admin.accountId, connection.id);
    if (!row) throw new Error("The connection is gone");
    const { view } = row;
    await store.connections.update(admin.accountId, row.id, { view, sealedCredentials: "v1.gone.a.b.c" });
    const destination = { kind: "monday" as const };
    const input = { connectionId: connection.id, destination };
    const migration = must(await services.createMigration(admin, input));
    const failed = await portage.run(migration.id, "discover");
    expect(failed).toMatchObject({ state: "failed", failure: { code: "source.key_dead" } });
    expect(failed.failure?.remedy).toContain("Enter a new key");
    const credentials = { apiKey: sandbox.bizstim.keys.good };
    const { signal } = new AbortController();
    must(await services.replaceCredentials(admin, { connectionId: connection.id, credentials, signal }));
    must(await services.resumeRun(admin, { runId: failed.id }));
    expect((await portage.follow(failed.id)).state).toBe("succeeded");
  });
});

describe("a monday token of another account", () => {
  it("is never used, and says which account to open Portage in", async () => {
    const { sandbox, services, admin } = await open({ token: "otherAccount" });
    const me = must(await services.getMe(admin, { signal: new AbortController().signal }));
    expect(me.monday).toMatchObject({ connected: false, code: "monday.token_of_other_account" });
    expect(me.monday.connected === false && me.monday.remedy).toContain("account the token belongs to");
    const boardsBefore = sandbox.monday.otherWorld.boards().length;
    const connection = must(await portage.connect());
    const migration = must(
      await services.createMigration(admin, { connectionId: connection.id, destination: { kind: "monday" } }),
    );
    const run = await portage.run(migration.id, "discover");
    expect(run).toMatchObject({
      state: "failed",
      failure: { code: "monday.token_of_other_account" },
    });
    expect(sandbox.monday.otherWorld.boards()).toHaveLength(boardsBefore);
  });
});

describe("a viewer", () => {
  it("may look at everything and start nothing", async () => {
    await open();
    const migrationId = await portage.discover();
    const approved = await portage.approve(migrationId);
    const token = await buildToken({
      ...{ account: Number(portage.admin.accountId), user: 71_000_008 },
      ...{ is_admin: false, is_view_only: true, expiresAtMs: portage.clock.now() + 60_000 },
    });
    const seen = await portage.call(`/api/migrations/${migrationId}/plan`, { token });
    expect(seen.status).toBe(200);
    const body = JSON.stringify({ kind: "import" });
    const path = `/api/migrations/${migrationId}/runs`;
    const refused = await portage.call(path, { method: "POST", body, token });
    const problem = problemSchema.parse(await refused.json());
    expect([refused.status, problem.code]).toEqual([403, "auth.admin_required"]);
    expect(problem.remedy).toContain("Ask a monday admin");
    expect((await portage.plan(migrationId)).hash).toBe(approved.hash);
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    await expectComplete(portage, migrationId);
  });
});
