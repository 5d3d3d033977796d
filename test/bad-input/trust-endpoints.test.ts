/** What may not be asked: by another account, by a viewer, in a shape nobody offered. Nothing changes by asking. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemSchema } from "../../server/contract/setup.ts";
import { must } from "../fakes/engine-harness.ts";
import { buildToken } from "../fakes/http-server.ts";
import { openPortage, type Portage } from "../fakes/portage.ts";

let portage: Portage;
let migrationId: string;
let itemId: string;
let difference: string;
let conflict: string;

/** Sampled, imported, edited on both sides, read again, verified: there is something behind every address. */
beforeAll(async () => {
  portage = await openPortage({ records: 20 });
  const { bizstim, monday } = portage.sandbox;
  migrationId = await portage.discover();
  await portage.answer(migrationId);
  await portage.run(migrationId, "sample");
  await portage.approve(migrationId);
  await portage.run(migrationId, "import");
  const [first, second] = await portage.itemsByKey(migrationId, "clients");
  if (!first || !second) throw new Error("Too few clients");
  itemId = first.id;
  const { boards } = await portage.plan(migrationId);
  const city = boards
    .find(({ key }) => key === "clients")
    ?.columns.find(({ key }) => key === "city")?.columnId;
  monday.act.editCell(second.id, city ?? "", "By a colleague");
  bizstim.edit.updateClient(second.externalId.split(":").at(-1) ?? "", { city: "Elsewhere" });
  await portage.run(migrationId, "delta");
  monday.act.renameItem(first.id, "By a colleague");
  await portage.run(migrationId, "verify");
  const page = { migrationId, limit: 1 };
  difference = must(await portage.services.listDifferences(portage.admin, page)).items[0]?.id ?? "";
  conflict = must(await portage.services.listConflicts(portage.admin, page)).items[0]?.id ?? "";
  expect([difference, conflict]).not.toContain("");
}, 60_000);
afterAll(() => portage.close());

const looking = (): readonly string[] => [
  ...["sample", "diff", "sign-off", "spot-check", "verification", "differences", "delta", "conflicts"],
  ...["rollback/preview", "rollback", "rollback/entries", "audit", "audit.jsonl", "ids.csv"],
  ...["report.html", "report.json", "report.csv", "scope.html", "scope.json", "scope.csv", "spot-check.html"],
];

/** Everything that changes something: for admins alone, and for everybody but viewers. */
function changes(): readonly { method: string; path: string; body: object; who: "admin" | "member" }[] {
  const of = (part: string): string => `/api/migrations/${migrationId}/${part}`;
  const runs = [
    { kind: "sample" },
    { kind: "verify" },
    { kind: "verify", options: { repair: { all: true } } },
    { kind: "delta", options: { final: true } },
    { kind: "rollback", options: { rollback: { scope: { kind: "all" } } } },
    { kind: "rollback", options: { rollback: { scope: { kind: "test" }, previewOnly: true } } },
  ];
  const record = { board: "clients", externalId: "bizstim:clients:21" };
  return [
    ...runs.map((body) => ({ method: "POST", path: of("runs"), body, who: "admin" as const })),
    ...[
      { method: "PATCH", path: of("delta"), body: { hours: 24 } },
      { method: "POST", path: of("conflicts/decide"), body: { conflicts: [conflict], decision: "source" } },
      { method: "POST", path: of("differences/accept"), body: { differences: [difference] } },
      { method: "POST", path: of("plan/approve"), body: { hash: "h", accepted: [] } },
    ].map((each) => ({ ...each, who: "admin" as const })),
    { method: "PUT", path: of("spot-check"), body: { ...record, right: true }, who: "member" },
    {
      ...{ method: "POST", path: `/api/items/${itemId}/reports`, who: "member" },
      body: { column: null, text: "Wrong" },
    },
  ];
}

async function ask(path: string, init: { token?: string; method?: string; body?: object } = {}) {
  const { token, method = "GET", body } = init;
  const answer = await portage.call(path, {
    ...{ method, ...(token === undefined ? {} : { token }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isProblem = answer.headers.get("content-type")?.includes("problem") ?? false;
  return { status: answer.status, problem: isProblem ? problemSchema.parse(JSON.parse(text)) : null };
}

/** Everything a person can see of the migration, without its audit trail, and of the account. */
async function stateOfAll(): Promise<string> {
  const texts = await Promise.all(
    ["sample", "spot-check", "verification", "differences", "delta", "conflicts", "plan"].map(async (part) =>
      (await portage.call(`/api/migrations/${migrationId}/${part}`)).text(),
    ),
  );
  const runs = await portage.store.runs.list({ accountId: portage.admin.accountId, migrationId }, 100);
  const item = await (await portage.call(`/api/items/${itemId}`)).json();
  return JSON.stringify([texts, runs, item.reports, portage.sandbox.monday.world.picture()]);
}

const token = (more: object): Promise<string> =>
  buildToken({
    ...{ account: Number(portage.admin.accountId), user: 71_000_008 },
    ...{ expiresAtMs: portage.clock.now() + 60_000, ...more },
  });

describe("another account", () => {
  it("finds none of the addresses of a migration, and asking for a preview costs no call", async () => {
    const other = await token({ account: 999_999 });
    const before = portage.sandbox.monday.world.requestLog.requests;
    for (const part of looking()) {
      const { status } = await ask(`/api/migrations/${migrationId}/${part}`, { token: other });
      expect([part, status]).toEqual([part, 404]);
    }
    expect(portage.sandbox.monday.world.requestLog.requests).toEqual(before);
  });

  it("changes nothing", async () => {
    const other = await token({ account: 999_999 });
    const before = await stateOfAll();
    for (const { method, path, body } of changes()) {
      const { status } = await ask(path, { method, body, token: other });
      expect([method, path, body, status]).toEqual([method, path, body, 404]);
    }
    expect(await stateOfAll()).toBe(before);
  });

  it("is told of an item that it was not imported, and nothing else", async () => {
    const other = await token({ account: 999_999 });
    const answer = await (await portage.call(`/api/items/${itemId}`, { token: other })).json();
    expect(answer).toMatchObject({
      status: "not_imported",
      origins: [],
      fields: [],
      history: [],
      reports: [],
    });
  });
});

describe("a viewer", () => {
  it("may look everywhere and change nothing", async () => {
    const viewer = await token({ is_admin: false, is_view_only: true });
    for (const part of looking()) {
      const { status } = await ask(`/api/migrations/${migrationId}/${part}`, { token: viewer });
      expect([part, status]).toEqual([part, 200]);
    }
    const before = await stateOfAll();
    for (const { method, path, body } of changes()) {
      const { status, problem } = await ask(path, { method, body, token: viewer });
      expect([method, path, status]).toEqual([method, path, 403]);
      expect(problem?.remedy).not.toBe("");
    }
    expect(await stateOfAll()).toBe(before);
  });
});

describe("a member", () => {
  it("may report and tick, and leaves the rest to admins", async () => {
    const member = await token({ is_admin: false });
    for (const { method, path, body, who } of changes()) {
      const { status } = await ask(path, { method, body, token: member });
      if (who === "admin") expect([method, path, status]).toEqual([method, path, 403]);
      else expect([method, path, status]).not.toContain(403);
    }
  });
});

describe("requests in a shape nobody offered", () => {
  const long = "x".repeat(5_000);
  const many = Array.from({ length: 501 }, (_, n) => String(n));

  it.each([
    [
      "cursors of no list of ours",
      ["diff?cursor=nonsense", "differences?cursor=nonsense", "audit?cursor=abc"],
    ],
    ["cursors beyond every number", [`diff?cursor=${"9".repeat(250)}`, "conflicts?cursor=1e400"]],
    ["cursors below all", ["differences?cursor=-1", "conflicts?cursor=-1"]],
    ["words nobody knows", ["diff?verdict=perfect", "conflicts?state=lost", "rollback/preview?kind=world"]],
    ["pages larger than memory", ["diff?limit=100000", "differences?limit=0", "audit?limit=-3"]],
    [
      "scopes without their names",
      ["rollback/preview?kind=run", "rollback/preview?kind=record&board=clients"],
    ],
    ["names longer than any", [`rollback/preview?kind=board&board=${long}`, `differences?board=${long}`]],
  ])("are refused with what to do: %s", async (_, parts) => {
    for (const part of parts) {
      const { status, problem } = await ask(`/api/migrations/${migrationId}/${part}`);
      expect([part, status >= 400 && status < 500]).toEqual([part, true]);
      expect([part, problem?.code]).toEqual([part, expect.stringMatching(/^(request|rollback)\./)]);
      expect(problem?.remedy).not.toBe("");
    }
  });

  const rollback = (scope: object) =>
    ["POST", "runs", { kind: "rollback", options: { rollback: { scope } } }] as const;
  const sample = (more: object) => ["POST", "runs", { kind: "sample", options: { sample: more } }] as const;
  const repair = (more: object) => ["POST", "runs", { kind: "verify", options: { repair: more } }] as const;

  it.each([
    ["a rollback of nothing named", ["POST", "runs", { kind: "rollback" }]],
    ["a rollback without a scope", ["POST", "runs", { kind: "rollback", options: { rollback: {} } }]],
    ["a rollback of a run without its id", rollback({ kind: "run" })],
    ["a rollback of a run there is not", rollback({ kind: "run", runId: "none" })],
    ["a rollback of a board there is not", rollback({ kind: "board", board: "none" })],
    ["a rollback with more than a scope", rollback({ kind: "all", more: 1 })],
    ["a repair of nothing", repair({ differences: [] })],
    ["a repair of too much at once", repair({ differences: many })],
    ["a sample larger than a sample", sample({ target: 10_000 })],
    ["a sample smaller than a sample", sample({ target: 1 })],
    ["a rehearsal on the real boards", sample({ rehearsal: true, landing: "boards" })],
    ["a window too short", ["PATCH", "delta", { hours: 1 }]],
    ["a window too long", ["PATCH", "delta", { hours: 49 }]],
    ["an interval of nothing", ["PATCH", "delta", { intervalMinutes: 0 }]],
    ["a tick of no line", ["PATCH", "delta", { tick: { key: "everything", done: true } }]],
    ["too many decisions", ["POST", "conflicts/decide", { conflicts: many, decision: "source" }]],
    ["a decision nobody offered", ["POST", "conflicts/decide", { conflicts: ["none"], decision: "perhaps" }]],
    ["accepting nothing", ["POST", "differences/accept", { differences: [] }]],
    ["accepting an id too long", ["POST", "differences/accept", { differences: [long] }]],
    ["approving by a hash too long", ["POST", "plan/approve", { hash: long }]],
    ["approving too many classes", ["POST", "plan/approve", { hash: "h", accepted: many }]],
    [
      "a tick of a record too long",
      ["PUT", "spot-check", { board: "clients", externalId: long, right: true }],
    ],
  ] as const)("are refused with what to do, and change nothing: %s", async (_, [method, part, body]) => {
    const before = await stateOfAll();
    const { status, problem } = await ask(`/api/migrations/${migrationId}/${part}`, { method, body });
    expect([status >= 400 && status < 500, problem?.code.startsWith("internal")]).toEqual([true, false]);
    expect(problem?.remedy.length).toBeGreaterThan(5);
    expect(await stateOfAll()).toBe(before);
  });

  it("a report longer than a person writes is refused", async () => {
    const body = { column: null, text: long };
    const { status } = await ask(`/api/items/${itemId}/reports`, { method: "POST", body });
    expect(status).toBe(422);
  });
});

describe("two admins", () => {
  it("who take the import back at the same moment start one rollback", async () => {
    const body = { kind: "rollback", options: { rollback: { scope: { kind: "all" } } } };
    const path = `/api/migrations/${migrationId}/runs`;
    const answers = await Promise.all([1, 2, 3].map(() => ask(path, { method: "POST", body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    expect(answers.flatMap(({ problem }) => problem?.code ?? [])).toEqual([
      ...["run.already_running", "run.already_running"],
    ]);
    const [run] = await portage.store.runs.list({ accountId: portage.admin.accountId, migrationId }, 1);
    const ended = await portage.follow(run?.id ?? "");
    expect(ended).toMatchObject({ kind: "rollback", state: "succeeded", failure: null });
  });
});
