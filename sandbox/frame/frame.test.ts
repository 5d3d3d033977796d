import { createServer } from "node:http";
import express from "express";
import { errors, jwtVerify } from "jose";
import { afterEach, describe, expect, it } from "vitest";
import { defaultKeys } from "../bizstim/keys.ts";
import { createControl } from "../control/index.ts";
import { createFrame } from "./index.ts";

const clientSecret = "a client secret for tests only";
const secret = new TextEncoder().encode(clientSecret);
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve() {
  const frame = createFrame({
    app: { clientId: "client-1", clientSecret },
    appUrl: "http://127.0.0.1:8400",
    account: { id: "9001", slug: "brightpath" },
    people: {
      admin: { id: "101", name: "Nora Quinn", token: "t-admin" },
      member: { id: "102", name: "Tomas Reyes", token: "t-member" },
      viewer: { id: "103", name: "Vera Viewer", token: "t-viewer" },
      guest: { id: "104", name: "Gus Guest", token: null },
    },
    mondayApiUrl: "/monday/v2",
    bizstimKeys: defaultKeys,
    clock: { now: () => 1_790_000_000_000 },
  });
  const app = express();
  app.use("/frame", frame.router);
  app.use(
    "/control",
    createControl([frame.switches], [{ id: "move", label: "Move", help: "", run: () => "Moved." }]),
  );
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const request = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${path}`, init);
  const token = async (role: string): Promise<string> => {
    const body: unknown = await (await request(`/frame/session-token?role=${role}`)).json();
    return body !== null && typeof body === "object" && "token" in body ? String(body.token) : "";
  };
  const flip = (id: string, value: unknown): Promise<Response> =>
    request("/control/switches", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ board: "monday frame", id, value }),
    });
  return { request, token, flip };
}

const currentDate = new Date(1_790_000_000_000);

describe("session tokens", () => {
  it.each([
    ["admin", { user_id: 101, is_admin: true, is_view_only: false, is_guest: false, user_kind: "admin" }],
    ["member", { user_id: 102, is_admin: false, is_view_only: false, is_guest: false, user_kind: "member" }],
    [
      "viewer",
      { user_id: 103, is_admin: false, is_view_only: true, is_guest: false, user_kind: "view_only" },
    ],
    ["guest", { user_id: 104, is_admin: false, is_view_only: false, is_guest: true, user_kind: "guest" }],
  ] as const)("tell who a %s is, under dat, signed with the client secret", async (role, person) => {
    const { token } = await serve();
    const { payload, protectedHeader } = await jwtVerify(await token(role), secret, { currentDate });
    expect(protectedHeader.alg).toBe("HS256");
    expect(payload).toEqual({
      exp: 1_790_000_300,
      dat: {
        client_id: "client-1",
        account_id: 9001,
        slug: "brightpath",
        app_id: expect.any(Number),
        app_version_id: expect.any(Number),
        install_id: -2,
        ...person,
      },
    });
  });

  it("can be expired or signed by another app", async () => {
    const { token, flip } = await serve();
    await flip("frame.sessionToken", "expired");
    await expect(jwtVerify(await token("admin"), secret, { currentDate })).rejects.toThrow(errors.JWTExpired);
    await flip("frame.sessionToken", "wrong signature");
    await expect(jwtVerify(await token("admin"), secret, { currentDate })).rejects.toThrow(
      errors.JWSSignatureVerificationFailed,
    );
  });
});

describe("the page", () => {
  it("is served with its scripts, styles and font", async () => {
    const { request } = await serve();
    for (const path of ["", "main.js", "frame.css", "fonts/figtree-latin-400-normal.woff2"]) {
      expect((await request(`/frame/${path}`)).status).toBe(200);
    }
    expect(await (await request("/frame/")).text()).toContain("Main table");
  });

  it("learns everything but the secret from its setup", async () => {
    const { request } = await serve();
    const text = await (await request("/frame/setup")).text();
    expect(text).toContain(defaultKeys.good);
    expect(text).not.toContain(clientSecret);
  });
});

describe("the control page", () => {
  it("lists the switches and sets one", async () => {
    const { request, flip } = await serve();
    expect((await flip("frame.lateMs", 25)).status).toBe(200);
    expect(await (await request("/frame/faults")).json()).toMatchObject({ lateMs: 25 });
    expect(await (await request("/control/switches")).text()).toContain("Answer late");
    expect((await request("/control/")).status).toBe(200);
  });

  it("refuses an unknown board, switch or value in words", async () => {
    const { request, flip } = await serve();
    expect((await flip("frame.unknown", true)).status).toBe(422);
    expect((await flip("frame.lateMs", "soon")).status).toBe(422);
    expect((await flip("frame.lateMs", null)).status).toBe(400);
    const answer = await request("/control/switches", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ board: "nobody", id: "x", value: 1 }),
    });
    expect([answer.status, await answer.json()]).toEqual([404, { error: 'There is no board "nobody".' }]);
  });

  it("runs an action and says what it did", async () => {
    const { request } = await serve();
    expect(await (await request("/control/actions/move", { method: "POST" })).json()).toEqual({
      done: "Moved.",
    });
  });
});
