import { mkdtempSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { BizstimSandbox, BizstimSandboxOptions } from "./index.ts";
import { createBizstimSandbox } from "./index.ts";

const listSchema = z.object({
  status: z.literal("success"),
  total: z.number(),
  timezone: z.string().optional(),
  response: z.array(z.record(z.string(), z.union([z.string(), z.array(z.string())]))),
});

const singleSchema = z.object({
  status: z.literal("success"),
  response: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(options: Partial<BizstimSandboxOptions> = {}) {
  const bizstim: BizstimSandbox = createBizstimSandbox({ size: "small", limits: false, ...options });
  const app = express();
  app.use("/bizstim", bizstim.router);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const address: AddressInfo | string | null = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const get = (
    path: string,
    key: string | null = bizstim.keys.good,
    init: RequestInit = {},
  ): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}/bizstim/api/${path}`, {
      ...init,
      headers: { accept: "application/json", ...(key === null ? {} : { "x-api-key": key }) },
    });
  const list = async (path: string) => listSchema.parse(await (await get(path)).json());
  const single = async (path: string) => singleSchema.parse(await (await get(path)).json()).response;
  return { bizstim, get, list, single };
}

describe("lists", () => {
  it("wraps rows of strings in status, a bare total and the response", async () => {
    const { list } = await serve();
    const clients = await list("clients/0/5");
    expect(clients.response).toHaveLength(5);
    expect(clients.total).toBeGreaterThan(40);
    expect(Object.keys(clients.response[0] ?? {})).toHaveLength(16);
    expect(clients.response.slice(0, 4).map((row) => row.email)).toEqual([
      "olivia.brown@mail.example",
      "liam.wilson@mail.example",
      "emma.taylor@mail.example",
      "noah.martin@mail.example",
    ]);
  });

  it.each([
    ["practitioners", 20, 100, 16],
    ["staffs", 20, 100, 14],
    ["services", 20, 100, 14],
    ["locations", 20, 100, 13],
    ["discounts", 20, 100, 9],
    ["payments", 20, 100, 8],
    ["sessions", 100, 1000, 22],
    ["clients", 1000, 1000, 16],
  ] as const)("%s defaults to %i rows and never gives more than %i", async (name, usual, most, fields) => {
    const { list } = await serve({ size: "medium" });
    const page = await list(name);
    expect(page.response).toHaveLength(Math.min(usual, page.total));
    expect(Object.keys(page.response[0] ?? {})).toHaveLength(fields);
    const greedy = await list(`${name}/0/5000`);
    expect(greedy.response).toHaveLength(Math.min(most, greedy.total));
  });

  it("gives every row once when read page by page", async () => {
    const { list } = await serve();
    const ids: unknown[] = [];
    for (let start = 0; ; start += 40) {
      const page = await list(`payments/${start}/40`);
      ids.push(...page.response.map((row) => row.id));
      if (page.response.length < 40) {
        expect(new Set(ids).size).toBe(page.total);
        return;
      }
    }
  });

  it("names the time zone beside the total of sessions only", async () => {
    const { list } = await serve();
    expect((await list("sessions/0/1")).timezone).toBe("America/Toronto");
    expect((await list("payments/0/1")).timezone).toBeUndefined();
  });

  it("writes the practitioners of a location as a list, or an empty string", async () => {
    const { list } = await serve();
    const { response } = await list("locations/0/100");
    expect(response.map((row) => row.practs)).toEqual([["5", "6", "7"], ["8", "9"], "", "", ""]);
    expect(response.find((row) => row.location_status === "2")?.location_address).toBe("");
  });
});

describe("single records", () => {
  it("tells status, notes, services and custom fields of a client", async () => {
    const { single } = await serve();
    const client = await single("client/21");
    expect(client).toMatchObject({
      id: "21",
      first_name: "Olivia",
      status: "active",
      timezone: expect.any(String),
    });
    expect(client).toHaveProperty("custom_7");
    expect(Array.isArray(client.service_id)).toBe(true);
  });

  it("tells wage tier and skills of a practitioner unless the method is switched off", async () => {
    const { bizstim, get, single } = await serve();
    expect(await single("practitioner/5")).toMatchObject({ wage_tier: "0", skills: expect.any(String) });
    bizstim.switches.set("detail.practitioner", false);
    expect((await get("practitioner/5")).status).toBe(404);
  });

  it("has a schedule for most clients and none for some", async () => {
    const { bizstim, get } = await serve();
    const statuses = new Map<number, number>();
    for (const client of bizstim.account.clients.all()) {
      const { status } = await get(`availability/${client.avail_id}`);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(statuses.get(404)).toBeGreaterThan(0);
    expect(statuses.get(200)).toBeGreaterThan(40);
  });

  it("has every schedule the practitioners name", async () => {
    const { bizstim, get } = await serve();
    for (const { avail_id: ids } of bizstim.account.practitioners.all()) {
      for (const id of ids.split(",")) expect((await get(`availability/${id}`)).status).toBe(200);
    }
  });
});

describe("refusals", () => {
  it("repeats an unknown key in the text, with 403", async () => {
    const { bizstim, get } = await serve();
    const answer = await get("clients", bizstim.keys.dead);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({ status: false, error: `Invalid API key ${bizstim.keys.dead}` });
    expect((await get("clients", null)).status).toBe(403);
  });

  it("refuses a plan without API with 401 and no word of a limit", async () => {
    const { bizstim, get } = await serve();
    const answer = await get("clients", bizstim.keys.noApi);
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain("limit");
  });

  it("answers an unknown method with 404, documentation with HTML and 200, writes with 405", async () => {
    const { bizstim, get } = await serve();
    expect((await get("client_list")).status).toBe(404);
    const page = await get("method/clients");
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect((await get("clients", bizstim.keys.good, { method: "POST" })).status).toBe(405);
    expect(bizstim.calls.writes()).toBe(1);
  });

  it("answers nothing found as an empty list, a failure or 404", async () => {
    const { bizstim, get, list } = await serve();
    expect((await list("clients/100000/10")).response).toEqual([]);
    bizstim.switches.set("answers.empty", "failure");
    expect(await (await get("clients/100000/10")).json()).toMatchObject({ status: "failure" });
    bizstim.switches.set("answers.empty", "404");
    expect((await get("clients/100000/10")).status).toBe(404);
  });
});

describe("the hourly limit", () => {
  it("throttles with 401 per key and method until the window is over", async () => {
    const clock = { time: 0, now: () => clock.time };
    const { bizstim, get } = await serve({ limits: true, clock });
    bizstim.switches.set("limits.figure", 2);
    await get("clients/0/1");
    await get("clients/0/1");
    const refused = await get("clients/0/1");
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({
      status: false,
      error: expect.stringContaining("hourly limit for this method"),
    });
    expect((await get("payments/0/1")).status).toBe(200);
    expect((await get("clients/0/1", bizstim.keys.second)).status).toBe(200);
    clock.time = 3_600_000;
    expect((await get("clients/0/1")).status).toBe(200);
  });

  it("counts all methods of a key together when told so", async () => {
    const { bizstim, get } = await serve({ limits: true, clock: { now: () => 0 } });
    bizstim.switches.set("limits.scope", "key");
    bizstim.switches.set("limits.figure", 1);
    await get("clients/0/1");
    expect((await get("payments/0/1")).status).toBe(401);
  });
});

describe("faults", () => {
  it("shifts a later page by one row, then stands still", async () => {
    const { bizstim, list } = await serve();
    bizstim.switches.set("faults.movingRows", 1);
    const first = await list("services/0/10");
    const moved = await list("services/10/10");
    expect(moved.response[0]?.id).toBe(first.response[9]?.id);
    expect((await list("services/10/10")).response[0]?.id).toBe("21");
  });

  it("fails, answers HTML or drops the connection every so many calls", async () => {
    const { bizstim, get } = await serve();
    bizstim.switches.set("faults.errorEvery", 2);
    const statuses = [(await get("clients/0/1")).status, (await get("clients/0/1")).status];
    expect(statuses).toEqual([200, 500]);
    bizstim.switches.set("faults.errorEvery", 0);
    bizstim.switches.set("faults.htmlEvery", 1);
    expect((await get("clients/0/1")).headers.get("content-type")).toContain("text/html");
    bizstim.switches.set("faults.htmlEvery", 0);
    bizstim.switches.set("faults.dropEvery", 1);
    await expect(get("clients/0/1")).rejects.toThrow("fetch failed");
  });

  it("shuffles a list without losing a row and can lie about the total", async () => {
    const { bizstim, list } = await serve();
    bizstim.switches.set("answers.order", "shuffled");
    bizstim.switches.set("answers.total", "too high");
    const page = await list("services/0/100");
    expect(new Set(page.response.map((row) => row.id)).size).toBe(30);
    expect(page.total).toBe(37);
    expect(page.response[0]?.id).not.toBe("11");
  });
});

describe("edits", () => {
  it("shows changed, added and deleted rows, and keeps them in the file", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "bizstim-")), "bizstim.json");
    const first = await serve({ file });
    const before = first.bizstim.account.clients.total();
    first.bizstim.edit.updateClient("21", { city: "Halifax", notes: "Moved east." });
    const added = first.bizstim.edit.addClient({ first_name: "Ada", email: "ada@mail.example" });
    first.bizstim.edit.deletePayment("61");
    first.bizstim.switches.set("limits.figure", 7);

    const second = await serve({ file });
    expect(await second.single("client/21")).toMatchObject({ city: "Halifax", notes: "Moved east." });
    expect(second.bizstim.account.clients.byId(added.id)?.email).toBe("ada@mail.example");
    expect(second.bizstim.account.clients.total()).toBe(before + 1);
    expect((await second.list("payments/0/1")).response[0]?.id).toBe("62");
    expect((await second.get("payment/61")).status).toBe(404);
    expect(second.bizstim.switches.list().find((entry) => entry.id === "limits.figure")?.value).toBe(7);
  });
});
