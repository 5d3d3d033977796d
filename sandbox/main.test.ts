import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jwtVerify } from "jose";
import { afterEach, describe, expect, it } from "vitest";
import { parseSandboxArguments } from "./cli.ts";
import type { Sandbox, SandboxOptions } from "./main.ts";
import { startSandbox } from "./main.ts";

const running: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.close();
});

async function start(overrides: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({
    port: 0,
    appUrl: "http://localhost:8400",
    clientId: "client",
    clientSecret: "secret",
    dataDir: null,
    bizstim: { size: "small", limits: false },
    monday: { plan: "pro", crm: true, existingContacts: true, limits: false },
    ...overrides,
  });
  running.push(sandbox);
  return sandbox;
}

async function askMonday(sandbox: Sandbox, query: string): Promise<unknown> {
  const response = await fetch(sandbox.mondayApiUrl, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: sandbox.monday.tokens.admin },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

describe("the sandbox", () => {
  it("serves monday, Bizstim, the frame and the control page on one port", async () => {
    const sandbox = await start();
    expect(await askMonday(sandbox, "{ me { id } }")).toMatchObject({
      data: { me: { id: expect.any(String) } },
    });
    const clients = await fetch(`${sandbox.bizstimApiUrl}/clients/0/1`, {
      headers: { "x-api-key": sandbox.bizstim.keys.good },
    });
    expect(clients.status).toBe(200);
    expect((await fetch(sandbox.frameUrl)).status).toBe(200);
    expect((await fetch(`${sandbox.url}/`)).url).toBe(sandbox.frameUrl);
    const switches = await (await fetch(`${sandbox.url}/control/switches`)).text();
    for (const title of ["monday", "Bizstim", "monday frame"])
      expect(switches).toContain(`"board":"${title}"`);
  });

  it("signs session tokens for people of its monday account", async () => {
    const sandbox = await start();
    const body: unknown = await (await fetch(`${sandbox.frameUrl}session-token?role=viewer`)).json();
    const token = body !== null && typeof body === "object" && "token" in body ? String(body.token) : "";
    const { payload } = await jwtVerify(token, new TextEncoder().encode("secret"));
    expect(payload.dat).toMatchObject({
      account_id: Number(sandbox.monday.account.id),
      user_id: sandbox.monday.userByRole("viewer").id,
      is_view_only: true,
    });
  });

  it("changes the source when an action of the control page is run", async () => {
    const sandbox = await start();
    const before = sandbox.bizstim.account.payments.total();
    const answer = await fetch(`${sandbox.url}/control/actions/payment-is-deleted`, { method: "POST" });
    expect(await answer.json()).toEqual({ done: expect.stringContaining("was deleted") });
    expect(sandbox.bizstim.account.payments.total()).toBe(before - 1);
  });

  it("remembers both worlds in its folder", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "sandbox-"));
    const first = await start({ dataDir });
    first.bizstim.edit.updateClient("21", { city: "Halifax" });
    await askMonday(first, 'mutation { create_board(board_name: "Kept", board_kind: public) { id } }');
    await running.pop()?.close();
    const second = await start({ dataDir });
    expect(second.bizstim.account.clients.byId("21")?.city).toBe("Halifax");
    expect(JSON.stringify(await askMonday(second, "{ boards(limit: 100) { name } }"))).toContain("Kept");
  });

  it("says so when its port is taken", async () => {
    const sandbox = await start();
    await expect(start({ port: Number(new URL(sandbox.url).port) })).rejects.toThrow("EADDRINUSE");
  });
});

describe("the flags", () => {
  it("default to a small account with limits that forgets everything", () => {
    expect(parseSandboxArguments([])).toMatchObject({
      port: 8401,
      dataDir: null,
      bizstim: { size: "small", limits: true },
      monday: { plan: "pro", crm: true, existingContacts: true, limits: true },
    });
  });

  it("take sizes by name or number, and refuse what makes no sense", () => {
    const parsed = parseSandboxArguments(["--size", "5000", "--no-limits", "--no-crm", "--plan", "free"]);
    expect(parsed).toMatchObject({
      bizstim: { size: { records: 5000 }, limits: false },
      monday: { plan: "free", crm: false, limits: false },
    });
    expect(() => parseSandboxArguments(["--size", "huge"])).toThrow("--size");
    expect(() => parseSandboxArguments(["--plan", "gold"])).toThrow("--plan");
    expect(() => parseSandboxArguments(["--colour", "red"])).toThrow("--colour");
  });
});
