/** What must never be seen: keys and tokens, anywhere they could be left lying about. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "../fakes/engine-harness.ts";
import { buildToken } from "../fakes/http-server.ts";
import { openPortage, type Portage } from "../fakes/portage.ts";

let portage: Portage;
let directory: string;
let ids: { migrationId: string; runId: string; connectionId: string };

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "portage-secrets-"));
  portage = await openPortage({ file: path.join(directory, "portage.db") });
  const migrationId = await portage.discover();
  await portage.approve(migrationId);
  const run = await portage.run(migrationId, "import");
  const { connectionId } = must(await portage.services.getMigration(portage.admin, { migrationId }));
  ids = { migrationId, runId: run.id, connectionId };
});
afterAll(async () => {
  await portage.close();
  rmSync(directory, { recursive: true, force: true });
});

const addresses = (): readonly string[] => [
  ...[
    "/api/me",
    "/api/sources",
    "/api/destinations",
    "/api/connections",
    "/api/migrations",
    "/api/openapi.json",
  ],
  ...["", "/inventory", "/plan", "/records", "/records.csv", "/reconciliation"].map(
    (part) => `/api/migrations/${ids.migrationId}${part}`,
  ),
  ...[`/api/runs/${ids.runId}`, `/api/runs/${ids.runId}/events`, "/healthz", "/readyz", "/metrics"],
];

describe("after a whole import", () => {
  it("no key or token is in an answer, a log line or the database", async () => {
    const { sandbox } = portage;
    const secrets = [sandbox.bizstim.keys.good, sandbox.monday.tokens.admin];
    portage.sandbox.bizstim.switches.set("keys.revoked", true);
    expect((await portage.connect()).ok).toBe(false);

    const leaks: string[] = [];
    for (const place of addresses()) {
      const text = await (await portage.call(place)).text();
      expect([place, text.length > 0]).toEqual([place, true]);
      if (secrets.some((secret) => text.includes(secret))) leaks.push(place);
    }
    for (const line of portage.lines) if (secrets.some((secret) => line.includes(secret))) leaks.push(line);
    for (const name of readdirSync(directory)) {
      const bytes = readFileSync(path.join(directory, name));
      if (secrets.some((secret) => bytes.includes(secret))) leaks.push(name);
    }
    expect(leaks).toEqual([]);
    expect(portage.lines.length).toBeGreaterThanOrEqual(4);
    expect(readdirSync(directory)).toContain("portage.db");
  });

  it("another account gets 404 for each of its addresses", async () => {
    const token = await buildToken({ account: 999_999, expiresAtMs: portage.clock.now() + 60_000 });
    for (const place of addresses().filter(
      (each) => each.includes(ids.migrationId) || each.includes(ids.runId),
    )) {
      expect([place, (await portage.call(place, { token })).status]).toEqual([place, 404]);
    }
    const [migration, run] = [`/api/migrations/${ids.migrationId}`, `/api/runs/${ids.runId}`];
    const changes: readonly (readonly [string, string, object?])[] = [
      ["DELETE", migration],
      ["POST", `${migration}/runs`, { kind: "import" }],
      ["PATCH", `${migration}/plan`, { hash: "h", edits: [{ op: "workspace", workspaceId: null }] }],
      ["POST", `${migration}/plan/approve`, { hash: "h" }],
      ["POST", `${run}/pause`],
      ["POST", `${run}/resume`],
      ["POST", `${run}/cancel`],
      ["DELETE", `/api/connections/${ids.connectionId}`],
    ];
    for (const [method, place, body] of changes) {
      const init = { method, token, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      expect([method, place, (await portage.call(place, init)).status]).toEqual([method, place, 404]);
    }
  });
});
