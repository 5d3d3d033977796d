import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkAuditFile } from "../../../scripts/local/check-audit-file.ts";
import { openPortage, type Portage } from "../../../test/fakes/portage.ts";
import { auditPageSchema } from "../../contract/audit.ts";
import { reportDocumentSchema, scopeDocumentSchema } from "../../contract/report.ts";
import { problemSchema } from "../../contract/setup.ts";

let portage: Portage;
let migrationId: string;
let planned: Awaited<ReturnType<typeof download>>;
let early: { status: number; code: string };

async function download(file: string) {
  const response = await portage.call(`/api/migrations/${migrationId}/${file}`);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

beforeAll(async () => {
  portage = await openPortage();
  migrationId = await portage.discover();
  planned = await download("scope.html");
  const tooEarly = await portage.call(`/api/migrations/${migrationId}/report.html`);
  early = { status: tooEarly.status, code: problemSchema.parse(await tooEarly.json()).code };
  await portage.approve(migrationId);
  await portage.run(migrationId, "import");
}, 60_000);
afterAll(() => portage.close());

describe("downloads", () => {
  it.each([
    ["scope.html", "text/html; charset=utf-8"],
    ["scope.json", "application/json; charset=utf-8"],
    ["scope.csv", "text/csv; charset=utf-8"],
    ["report.html", "text/html; charset=utf-8"],
    ["report.json", "application/json; charset=utf-8"],
    ["report.csv", "text/csv; charset=utf-8"],
    ["ids.csv", "text/csv; charset=utf-8"],
    ["audit.jsonl", "application/x-ndjson"],
  ])("%s comes as a file of its type", async (file, type) => {
    const { status, headers } = await download(file);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe(type);
    expect(headers.get("content-disposition")).toBe(`attachment; filename="portage-${file}"`);
  });

  it("are not there for another account, and not for a migration nobody knows", async () => {
    for (const file of ["scope.html", "report.json", "ids.csv", "audit.jsonl", "audit"]) {
      const response = await portage.call(`/api/migrations/none/${file}`);
      expect([file, response.status]).toEqual([file, 404]);
    }
  });
});

describe("the scope document", () => {
  it("is there before anything is written", () => {
    expect(planned.status).toBe(200);
    expect(planned.text).toContain("The import starts only when an admin has approved exactly this plan.");
    expect(planned.text).toContain("</html>");
  });

  it("names every board and column of the plan with type and source field", async () => {
    const scope = scopeDocumentSchema.parse(JSON.parse((await download("scope.json")).text));
    const plan = await portage.plan(migrationId);
    expect(scope.boards.map(({ title }) => title)).toEqual(plan.boards.map(({ title }) => title));
    const clients = scope.boards.find(({ key }) => key === "clients");
    expect(clients?.columns.find(({ title }) => title === "Email")).toMatchObject({ type: "email" });
    expect(scope.notMoving.map(({ title }) => title)).toContain("On-Demand Links");
    expect(scope.destination).toMatchObject({ tier: "pro", hasCrm: true });
    expect(scope.source.tier).not.toBeNull();
    expect(scope.timeline.map(({ title }) => title)).toContain("Delta window");
  });
});

describe("the handoff report", () => {
  it("cannot be made before an import has ended", () => {
    expect(early).toEqual({ status: 409, code: "report.not_ready" });
  });

  it("says what arrived, who approved it and what to do next", async () => {
    const report = reportDocumentSchema.parse(JSON.parse((await download("report.json")).text));
    const result = await portage.result(migrationId);
    const settled = result.phases.reduce(
      (sum, phase) => sum + phase.merged + phase.skipped + phase.failed,
      0,
    );
    expect(report.records).toHaveLength(settled);
    expect(report.reconciliation?.phases).toEqual(result.phases);
    expect(report.signOff?.by).toBe(portage.admin.userId);
    expect(report.boards.find(({ key }) => key === "clients")?.url).toMatch(/^https:\/\/.+\/boards\/\d+$/);
    expect(report.nextSteps.map(({ title }) => title)).toContain("Keep this report with the audit trail");
    expect(report.automations.length).toBeGreaterThan(0);
  });

  it("lists every record without an item of its own in its CSV", async () => {
    const { text } = await download("report.csv");
    const report = reportDocumentSchema.parse(JSON.parse((await download("report.json")).text));
    const rows = text.split("\r\n").filter((row) => row.startsWith("Record,"));
    expect(rows).toHaveLength(report.records.length);
  });

  it("prints the head of the audit trail, and that head is in the export", async () => {
    const report = reportDocumentSchema.parse(JSON.parse((await download("report.json")).text));
    expect((await download("report.html")).text).toContain(report.audit.head);
    const verdict = await verify((await download("audit.jsonl")).text, report.audit.head);
    expect(verdict.problems).toEqual([]);
  });
});

describe("the list of ids", () => {
  it("has a row with item and address for every record of the ledger", async () => {
    const { text } = await download("ids.csv");
    const [titles, ...rows] = text.trim().split("\r\n");
    expect(titles).toBe("Stream,Source ID,External ID,Board,Item ID,Item,Outcome");
    const clients = await portage.records(migrationId, "clients");
    const [client] = clients;
    const own = rows.filter((row) => row.includes(",Clients,"));
    expect(own).toHaveLength(clients.length);
    expect(own.find((row) => row.includes(`,${client?.externalId},`))).toContain(client?.itemUrl);
  });
});

describe("the audit trail", () => {
  it("tells every act and every run, and its export is whole", async () => {
    const { text } = await download("audit.jsonl");
    const operations = text
      .trim()
      .split("\n")
      .map((line): string => JSON.parse(line).operation);
    for (const expected of [
      "migration.create",
      "plan.edit",
      "plan.approve",
      "run.start",
      "run.begin",
      "run.end",
    ]) {
      expect(operations).toContain(expected);
    }
    expect(operations.at(-1)).toBe("audit.export");
    expect((await verify(text)).problems).toEqual([]);
  });

  it("says which line was changed when one byte of the export was", async () => {
    const { text } = await download("audit.jsonl");
    const lines = text.split("\n");
    const changed = lines.with(2, (lines[2] ?? "").replace('"at":"2', '"at":"3'));
    expect(changed).not.toEqual(lines);
    const { problems } = await verify(changed.join("\n"));
    expect(problems).toEqual([
      { line: 3, text: "was changed: it does not say what its hash was made from." },
    ]);
  });

  it("is listed newest first, page by page, with its head", async () => {
    const seqs: number[] = [];
    let cursor = "";
    for (;;) {
      const response = await portage.call(`/api/migrations/${migrationId}/audit?limit=50${cursor}`);
      const page = auditPageSchema.parse(await response.json());
      if (seqs.length === 0) expect(page.head).toBe(page.items[0]?.hash);
      seqs.push(...page.items.map(({ seq }) => seq));
      if (page.cursor === null) break;
      cursor = `&cursor=${page.cursor}`;
    }
    expect(seqs).toEqual(seqs.map((_, index) => seqs.length - index));
  });

  it("can be asked for what changed something, and for what only looked", async () => {
    for (const writes of ["true", "false"]) {
      const response = await portage.call(`/api/migrations/${migrationId}/audit?writes=${writes}`);
      const page = auditPageSchema.parse(await response.json());
      expect(new Set(page.items.map((entry) => String(entry.writes)))).toEqual(new Set([writes]));
    }
  });

  it("holds no value of a customer", async () => {
    const { text } = await download("audit.jsonl");
    const clients = await portage.records(migrationId, "clients");
    for (const { name } of clients.slice(0, 20)) expect(text).not.toContain(name);
  });
});

describe("documents of the whole way", () => {
  it("print the spot check of the sample, and the root hash of the latest verification", async () => {
    const own = await openPortage();
    const id = await own.discover();
    const none = await own.call(`/api/migrations/${id}/spot-check.html`);
    expect(none.status).toBe(409);
    await answerQuestions(own, id);
    await own.run(id, "sample");
    const check = await (await own.call(`/api/migrations/${id}/spot-check.html`)).text();
    expect(check).toContain("Signature");
    expect(check).toMatch(/<a href="https:\/\/[^"]+\/pulses\/\d+"/);
    await own.approve(id);
    await own.run(id, "import");
    await own.run(id, "verify");
    const response = await own.call(`/api/migrations/${id}/report.json`);
    const report = reportDocumentSchema.parse(await response.json());
    expect(report.verification).toMatchObject({ differencesOpen: 0 });
    expect(report.verification?.rootHash).toMatch(/^[0-9a-f]{64}$/);
    expect(report.delta?.state).toBe("open");
    expect(report.nextSteps.map(({ title }) => title)).not.toContain("Verify");
    expect(report.signOff?.sampleRecords).toBeGreaterThan(0);
    await own.close();
  });
});

describe("the report of an import that was taken back", () => {
  it("says so, and what the proof has found", async () => {
    const own = await openPortage();
    const id = await own.discover();
    await own.approve(id);
    await own.run(id, "import");
    await own.run(id, "rollback", { rollback: { scope: { kind: "all" } } });
    const response = await own.call(`/api/migrations/${id}/report.json`);
    const report = reportDocumentSchema.parse(await response.json());
    expect(report.reconciliation).toBeNull();
    expect(report.summary).toMatch(/^The import was taken back: \d+ items were removed from monday\.$/);
    expect(report.rollback?.proof.proven).toBe(true);
    const page = await (await own.call(`/api/migrations/${id}/report.html`)).text();
    expect(page).toContain("Taken back and proven");
    await own.close();
  });
});

async function answerQuestions(own: Portage, id: string): Promise<void> {
  const { findings } = await own.plan(id);
  for (const finding of findings.filter(({ severity, answered }) => severity === "choice" && !answered)) {
    const edits = finding.actions[0]?.edits ?? [{ op: "finding.accept" as const, finding: finding.id }];
    await own.edit(id, edits);
  }
}

async function verify(text: string, head: string | null = null) {
  async function* chunks() {
    yield Buffer.from(text);
  }
  return checkAuditFile(chunks(), { head });
}
