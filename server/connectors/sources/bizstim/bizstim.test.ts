import { createServer } from "node:http";
import express from "express";
import { afterEach, describe, expect, it } from "vitest";
import type { BizstimSandbox, BizstimSandboxOptions } from "../../../../sandbox/bizstim/index.ts";
import { createBizstimSandbox } from "../../../../sandbox/bizstim/index.ts";
import { createMemoryBudgets } from "../../../../test/contracts/memory-budgets.ts";
import { createMemorySnapshot } from "../../../../test/contracts/memory-snapshot.ts";
import type { SourceHarness } from "../../../../test/contracts/source-contract.ts";
import { readStep, sourceContract } from "../../../../test/contracts/source-contract.ts";
import type { CallReport, Credentials, Source } from "../../types.ts";
import type { BizstimOptions } from "./index.ts";
import { bizstimConnector } from "./index.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const { signal } = new AbortController();
const noWait = () => Promise.resolve();

interface Served {
  sandbox: BizstimSandbox;
  apiUrl: string;
  clock: { now(): number; wait(ms: number): void };
  open(credentials?: Credentials, options?: Partial<BizstimOptions>): Source;
}

/** The sandbox's Bizstim on a port, and sources opened against it on a clock the test moves. */
async function serve(sandboxOptions: Partial<BizstimSandboxOptions> = {}): Promise<Served> {
  let now = 1_800_000_000_000;
  const clock = {
    now: () => now,
    wait(ms: number) {
      now += ms;
    },
  };
  const sandbox = createBizstimSandbox({ size: "small", limits: false, clock, ...sandboxOptions });
  const app = express();
  app.use("/bizstim", sandbox.router);
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
  const apiUrl = `http://127.0.0.1:${port}/bizstim/api`;
  const budgets = createMemoryBudgets(clock);
  const open = (
    credentials: Credentials = { apiKey: sandbox.keys.good },
    options: Partial<BizstimOptions> = {},
  ) => bizstimConnector({ apiUrl, sleep: noWait, ...options }).open({ budgets, now: clock.now }, credentials);
  return { sandbox, apiUrl, clock, open };
}

async function makeHarness(): Promise<SourceHarness> {
  const { sandbox, clock, open } = await serve();
  const other = await serve({ seed: 2 });
  const { good, second, noApi, dead } = sandbox.keys;
  return {
    openOther: () => other.open(),
    open: () => open({ apiKey: good }, { callsPerHour: 100_000 }),
    openThrottled: () => ({
      source: open({ apiKey: second }, { callsPerHour: 12 }),
      waitMs: clock.wait,
    }),
    openRefused: () => [open({ apiKey: dead }), open({ apiKey: noApi })],
    secrets: [good, second, noApi, dead],
  };
}

sourceContract("bizstim", makeHarness);

describe("connecting to Bizstim", () => {
  it("shows counts, the time zone and the calls that are left", async () => {
    const { open, sandbox } = await serve();
    const checked = await open().check(signal);
    expect(checked).toMatchObject({
      ok: true,
      value: {
        timezone: "America/Toronto",
        counts: { clients: sandbox.account.clients.total(), services: 30 },
        callsLeftText: "About 948 calls left this hour for each kind of data.",
      },
    });
  });

  it.each([
    ["an unknown key", { apiKey: "x".repeat(40) }, "connection.key_refused"],
    ["a key with characters no key has", { apiKey: "schlüssel\n" }, "connection.key_refused"],
    ["no key", { apiKey: " " }, "connection.key_refused"],
  ])("refuses %s", async (_, credentials, code) => {
    const { open } = await serve();
    expect(await open(credentials).check(signal)).toMatchObject({ ok: false, error: { code } });
  });

  it("tells a plan without API from a wrong key", async () => {
    const { open, sandbox } = await serve();
    const checked = await open({ apiKey: sandbox.keys.noApi }).check(signal);
    expect(checked).toMatchObject({ ok: false, error: { code: "connection.plan_without_api" } });
  });

  it("finds out a second key that does not work", async () => {
    const { open, sandbox } = await serve();
    const checked = await open({ apiKey: sandbox.keys.good, secondApiKey: sandbox.keys.dead }).check(signal);
    expect(checked).toMatchObject({
      ok: false,
      error: { userMessage: "The source does not accept the second API key." },
    });
  });

  it("says that the source is unreachable when nothing listens", async () => {
    const { open } = await serve();
    const source = open(undefined, { apiUrl: "http://127.0.0.1:9/api" });
    expect(await source.check(signal)).toMatchObject({ ok: false, error: { code: "source.unreachable" } });
  });

  it("says so when a web page answers instead of data", async () => {
    const { open, apiUrl } = await serve();
    const source = open(undefined, { apiUrl: `${apiUrl}/method` });
    expect(await source.check(signal)).toMatchObject({ ok: false, error: { code: "source.not_json" } });
  });
});

describe("reading lists", () => {
  it.each(["array", "failure", "404"])("reads the whole list when its end answers with %s", async (how) => {
    const { open, sandbox } = await serve();
    sandbox.switches.set("answers.empty", how);
    sandbox.switches.set("answers.total", "too high");
    const snapshot = createMemorySnapshot();
    const { failure, findings } = await readStep(open(), "payments", snapshot);
    expect(failure).toBeNull();
    expect(snapshot.records("payments")).toHaveLength(sandbox.account.payments.total());
    expect(findings).toContainEqual(expect.objectContaining({ code: "wrong_total", count: 7 }));
  });

  it("loses nothing when the total is too low", async () => {
    const { open, sandbox } = await serve();
    sandbox.switches.set("answers.total", "too low");
    const snapshot = createMemorySnapshot();
    const { findings } = await readStep(open(), "clients", snapshot);
    expect(snapshot.records("clients")).toHaveLength(sandbox.account.clients.total());
    expect(findings).toContainEqual(expect.objectContaining({ code: "wrong_total", count: 3 }));
  });

  it("reads a list again when rows moved between its pages", async () => {
    const { open, sandbox } = await serve({ size: { records: 1000 } });
    sandbox.switches.set("faults.movingRows", 1);
    const snapshot = createMemorySnapshot();
    const { findings } = await readStep(open(), "payments", snapshot);
    expect(snapshot.records("payments")).toHaveLength(sandbox.account.payments.total());
    expect(findings.map(({ code }) => code)).toContain("rows_moved");
  });

  it("takes a list as empty only after another one has answered", async () => {
    const { open, sandbox } = await serve();
    sandbox.switches.set("answers.empty", "404");
    for (const row of [...sandbox.account.discounts.all()]) sandbox.edit.remove("discounts", row.id);
    const { failure } = await readStep(open(), "discounts", createMemorySnapshot());
    expect(failure).toBeNull();
    expect(sandbox.calls.of("clients")).toBe(1);
  });

  it("leaves out the copies of an open group cancellation and says how many", async () => {
    const { open } = await serve();
    const snapshot = createMemorySnapshot();
    const { findings } = await readStep(open(), "sessions", snapshot);
    expect(snapshot.records("sessions").every(({ fields }) => fields.temp === undefined)).toBe(true);
    expect(findings).toContainEqual(expect.objectContaining({ code: "bookkeeping_copies" }));
  });

  it("tells of dates that were never set", async () => {
    const { open } = await serve();
    const { findings } = await readStep(open(), "payments", createMemorySnapshot());
    expect(findings).toContainEqual(
      expect.objectContaining({ code: "unset_date", count: 1, title: "1 date was never set" }),
    );
  });

  it.each(["errorEvery", "dropEvery", "htmlEvery"])("tries again by itself after %s", async (fault) => {
    const { open, sandbox } = await serve();
    sandbox.switches.set(`faults.${fault}`, 2);
    const snapshot = createMemorySnapshot();
    const { failure } = await readStep(open(), "payments", snapshot);
    expect(failure).toBeNull();
    expect(snapshot.records("payments")).toHaveLength(sandbox.account.payments.total());
  });

  it("reads practitioners of sessions under either spelling", async () => {
    const { open, sandbox } = await serve();
    sandbox.switches.set("answers.practField", "pract_d");
    const snapshot = createMemorySnapshot();
    await readStep(open(), "sessions", snapshot);
    expect(snapshot.records("sessions").every(({ fields }) => typeof fields.pract_id === "string")).toBe(
      true,
    );
  });

  it.each(["array", "objects", "csv"])("reads the practitioners of a location from %s", async (shape) => {
    const { open, sandbox } = await serve();
    sandbox.switches.set("answers.practs", shape);
    const snapshot = createMemorySnapshot();
    await readStep(open(), "locations", snapshot);
    expect(snapshot.records("locations").map(({ fields }) => fields.practs)).toEqual([
      ["5", "6", "7"],
      ["8", "9"],
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("sends nothing but GET", async () => {
    const { open, sandbox } = await serve();
    const source = open();
    for (const step of source.steps) await readStep(source, step.id, createMemorySnapshot());
    expect(sandbox.calls.writes()).toBe(0);
  });
});

describe("the hourly limit", () => {
  it.each(["401", "429"])("waits when Bizstim refuses with %s", async (status) => {
    const { open, sandbox } = await serve();
    sandbox.switches.set("limits.on", true);
    sandbox.switches.set("limits.figure", 1);
    sandbox.switches.set("limits.status", status);
    const source = open();
    await readStep(source, "services", createMemorySnapshot());
    const { failure } = await readStep(source, "services", createMemorySnapshot());
    expect(failure).toMatchObject({ code: "source.throttled", retryAfterMs: 3_605_000 });
  });

  it("goes on with the second key when the first one is spent", async () => {
    const { open, sandbox } = await serve();
    sandbox.switches.set("limits.on", true);
    sandbox.switches.set("limits.figure", 1);
    const source = open({ apiKey: sandbox.keys.good, secondApiKey: sandbox.keys.second });
    await readStep(source, "services", createMemorySnapshot());
    expect((await readStep(source, "services", createMemorySnapshot())).failure).toBeNull();
  });

  it("counts all calls of a key together when that option is chosen", async () => {
    const { open } = await serve();
    const source = open(undefined, { callsPerHour: 1 });
    const read = async (step: string) => {
      const snapshot = createMemorySnapshot();
      const context = { options: { shared_limit: true }, snapshot, signal };
      for await (const page of source.read(step, null, context)) {
        if (!page.ok) return page.error.code;
        snapshot.stage(page.value.records);
      }
      return null;
    };
    expect(await read("services")).toBeNull();
    expect(await read("discounts")).toBe("source.throttled");
  });

  it("ends with a dead key when the key stops working in the middle", async () => {
    const { open, sandbox } = await serve();
    sandbox.switches.set("keys.revoked", true);
    const { failure } = await readStep(open(), "services", createMemorySnapshot());
    expect(failure?.code).toBe("source.key_dead");
  });
});

describe("details", () => {
  it("adds status, notes, assigned services and custom fields to clients", async () => {
    const { open } = await serve();
    const source = open();
    const snapshot = createMemorySnapshot();
    await readStep(source, "clients", snapshot);
    await readStep(source, "client_detail", snapshot);
    const clients = snapshot.records("clients");
    expect(clients[0]?.fields).toMatchObject({ first_name: "Olivia", status: "active" });
    expect(clients[0]?.fields.custom_7).toEqual(expect.any(String));
    expect(clients.some(({ fields }) => Array.isArray(fields.service_ids))).toBe(true);
    expect(clients.some(({ fields }) => typeof fields.notes === "string")).toBe(true);
  });

  it("ends with a finding when the account has no such method", async () => {
    const { open, sandbox } = await serve();
    sandbox.switches.set("detail.practitioner", false);
    const source = open();
    const snapshot = createMemorySnapshot();
    await readStep(source, "practitioners", snapshot);
    const { failure, findings, pages } = await readStep(source, "practitioner_detail", snapshot);
    expect(failure).toBeNull();
    expect(findings).toContainEqual(expect.objectContaining({ code: "method_missing" }));
    expect(pages.reduce((sum, page) => sum + page.calls, 0)).toBe(1);
  });

  it("writes schedules as windows, keeps alternatives and counts those that are gone", async () => {
    const { open } = await serve();
    const source = open();
    const snapshot = createMemorySnapshot();
    await readStep(source, "clients", snapshot);
    await readStep(source, "practitioners", snapshot);
    const { findings } = await readStep(source, "availability", snapshot);
    const practitioners = snapshot.records("practitioners");
    expect(practitioners[0]?.fields.avail_label).toBe("Default");
    expect(practitioners[1]?.fields.avail_more).toMatch(
      /^Summer, 2026-07-01 to 2026-08-31: .*\d\d:\d\d-\d\d:\d\d/,
    );
    expect(findings).toContainEqual(expect.objectContaining({ code: "schedule_missing", stream: "clients" }));
  });
});

describe("what the snapshot shows", () => {
  it("groups services and tells when they disagree on the group", async () => {
    const { open } = await serve();
    const source = open();
    const snapshot = createMemorySnapshot();
    await readStep(source, "services", snapshot);
    const groups = source.derived.find(({ stream }) => stream.name === "service_groups");
    let group = null;
    for (const service of snapshot.records("services"))
      if (groups?.idsOf(service).includes("4")) group = groups.fold(group, service, "4");
    expect(group?.fields).toMatchObject({ name: "Exam Preparation", services: 5, group_num: 8 });
    expect(group && groups?.findings?.(group)).toMatchObject([{ code: "group_names_disagree" }]);
  });

  it("lists booking rules with their counts and what a skipped step would have brought", async () => {
    const { open } = await serve();
    const source = open();
    const snapshot = createMemorySnapshot();
    for (const step of source.steps.filter(({ kind }) => kind === "list"))
      await readStep(source, step.id, snapshot);
    const missing = await source.notMoving(snapshot);
    const titles = missing.map(({ title }) => title);
    expect(titles[0]).toBe("On-Demand Links");
    expect(titles).toContain("Availability of clients and practitioners");
    expect(missing.find(({ title }) => title.startsWith("Online booking"))?.count).toBeGreaterThan(0);
  });

  it("matches clients by every valid address and the team by its login", async () => {
    const { open } = await serve();
    const source = open();
    const client = {
      stream: "clients",
      id: "1",
      fields: { email: [" A@b.example ", "nobody", "c@d.example"] },
    };
    const member = { stream: "staff", id: "1", fields: { users_id: "50" } };
    expect(source.matchKeys(client).map(({ value }) => value)).toEqual(["a@b.example", "c@d.example"]);
    expect(source.matchKeys(member)).toEqual([{ kind: "login", value: "50" }]);
  });

  it("counts windows of an hour for the vendor-size account", async () => {
    const { open } = await serve();
    const cost = open(undefined, { callsPerHour: 1000 }).cost({
      clients: 5000,
      practitioners: 50,
      payments: 40_000,
      sessions: 60_000,
    });
    expect(cost.base).toMatchObject({ calls: 470, hours: expect.closeTo(0.04, 2) });
    expect(cost.options.client_detail).toEqual({ calls: 5000, hours: 4.42 });
    expect(cost.options.availability).toEqual({ calls: 5075, hours: 5.42 });
    // 9 waits one method after the other, 10 when all 10,595 calls count together.
    expect(cost.options.shared_limit).toEqual({ calls: 0, hours: 1 });
  });
});

describe("call reports", () => {
  it("tell of every call, and neither of the key nor of a person", async () => {
    const { sandbox, apiUrl, clock } = await serve();
    const reports: CallReport[] = [];
    const source = bizstimConnector({ apiUrl, sleep: noWait }).open(
      { budgets: createMemoryBudgets(clock), now: clock.now, reportCall: (report) => reports.push(report) },
      { apiKey: sandbox.keys.good },
    );
    expect((await source.check(signal)).ok).toBe(true);
    expect(reports).toHaveLength(sandbox.calls.total());
    expect(reports[0]).toMatchObject({ system: "source", operation: "clients", outcome: "ok" });
    const told = JSON.stringify(reports);
    expect(told).not.toContain(sandbox.keys.good);
    expect(told).not.toContain(sandbox.account.clients.at(0)?.last_name);
  });
});
