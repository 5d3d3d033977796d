import { describe, expect, it } from "vitest";
import { buildInventory } from "../../../test/builders/inventory.ts";
import { buildTestPlan } from "../../../test/builders/plan.ts";
import { buildAccount, buildRecord } from "../../../test/builders/records.ts";
import type { Reconciliation, ReconciliationPhase } from "../../contract/records.ts";
import { reportHeadSchema, scopeDocumentSchema } from "../../contract/report.ts";
import { gradeComplexity } from "./complexity.ts";
import { guardCell, toCsv } from "./csv.ts";
import { html, link, table } from "./html/markup.ts";
import { reportPage } from "./html/report-page.ts";
import { scopePage } from "./html/scope-page.ts";
import { spotCheckPage } from "./html/spot-check-page.ts";
import { composeReport } from "./report.ts";
import type { ReportGround } from "./report-ground.ts";
import { reportRows } from "./report-rows.ts";
import { composeScope, type DocumentGround } from "./scope.ts";
import { scopeRows } from "./scope-rows.ts";
import { aboutSeconds, counted } from "./words.ts";

const evil = '<script>alert("1")</script>';
const writtenAt = "2026-10-07T14:05:00.000Z";

function buildGround(part: Partial<DocumentGround> = {}): DocumentGround {
  return {
    writtenAt,
    migration: { id: "migration-1", name: "Bizstim to monday CRM" },
    sourceTitle: "Bizstim",
    sourceAccount: "account 1",
    sourceTier: "Enterprise",
    monday: { tier: "pro", hasCrm: true },
    inventory: buildInventory(buildAccount()),
    plan: buildTestPlan(),
    accepted: new Set(),
    ...part,
  };
}

function buildPhase(part: Partial<ReconciliationPhase> = {}): ReconciliationPhase {
  return {
    ...{ key: "clients", title: "Clients", streams: ["clients"], inSnapshot: 3, created: 2, updated: 0 },
    ...{ unchanged: 0, merged: 1, skipped: 0, failed: 0, pending: 0, expected: 2, found: 2 },
    links: { expected: 0, found: 0 },
    sums: [
      { column: "amount", title: "Amount", kind: null, unit: "CAD", source: "10.10", destination: "10.10" },
    ],
    addsUp: true,
    differences: [],
    ...part,
  };
}

function buildReportGround(part: Partial<ReportGround> = {}): ReportGround {
  const reconciliation: Reconciliation = {
    migrationId: "migration-1",
    runId: "run-1",
    at: writtenAt,
    phases: [buildPhase(), buildPhase({ key: "clients.updates", title: "Clients, updates" })],
    reasons: [],
    addsUp: true,
  };
  return {
    ...buildGround(),
    edits: [],
    runs: [],
    reconciliation,
    signOff: { by: "7000", byName: "Kim Berg", at: writtenAt, accepted: [], sampleRecords: 118 },
    verification: null,
    differencesOpen: 0,
    reports: { open: 0, settled: 0, listed: [] },
    window: null,
    conflicts: { open: 0, decided: 0, settled: 0 },
    rollback: null,
    audit: { lines: 12, head: "f".repeat(64) },
    boardUrl: () => null,
    ...part,
  };
}

function buildVerification(): NonNullable<ReportGround["verification"]> {
  const all = { expected: 3, found: 3 };
  return {
    ...{ runId: "run-2", at: writtenAt, trigger: "person", records: all, links: all },
    updates: { ...all, different: 0 },
    fields: { checked: 12, different: 0 },
    ...{ differences: 0, boards: [], sums: [], rootHash: "a".repeat(64), calls: 3, seconds: 1 },
    drift: { people: 0, automations: 0, unknown: 0, deleted: 0 },
  };
}

function pageOf(pieces: Iterable<string>): string {
  return [...pieces].join("");
}

const noRecords = { records: [], total: 0 };

describe("a CSV cell", () => {
  it.each(["=1+1", "+49 30 1", "-cmd", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "\uFF1D1", "-1+1"])(
    "%j cannot start a formula",
    (text) => expect(guardCell(text)).toBe(`'${text}`),
  );

  it.each(["-5", "-5.25", "12", "", "Ana = Bell", "a@b.example"])("%j stays as it is", (text) =>
    expect(guardCell(text)).toBe(text),
  );

  it("is quoted when it holds a comma, a quote or a line end", () => {
    expect(toCsv([["a,b", 'say "hi"', "one\ntwo", 3, null]])).toBe('"a,b","say ""hi""","one\ntwo",3,\r\n');
  });
});

describe("markup", () => {
  it("escapes every value, in texts, attributes and tables", () => {
    expect(html`<p title="${'"><b>'}">${evil}</p>`.markup).not.toMatch(/<b>|<script>/);
    expect(table(evil, [evil], [[evil]]).markup).not.toContain("<script>");
  });

  it("links only to addresses of the web", () => {
    expect(link("javascript:alert(1)", "Ana").markup).toBe("Ana");
    expect(link("https://shop.monday.com/boards/1", "Ana").markup).toContain("<a href=");
  });
});

describe("words", () => {
  it.each([
    [12, "under a minute"],
    [61, "about 2 min"],
    [7_800, "about 2 h 10 min"],
    [7_200, "about 2 h"],
    [172_800, "about 48 h"],
    [200_000, "about 3 days"],
  ])("%d seconds are %s", (seconds, text) => expect(aboutSeconds(seconds)).toBe(text));

  it("count one thing as one", () => {
    expect([counted(1, "item", "items"), counted(1_200, "item", "items")]).toEqual(["1 item", "1,200 items"]);
  });
});

describe("the complexity grade", () => {
  it("is simple for a small account and names its factors", () => {
    const grade = gradeComplexity(buildTestPlan(), buildInventory(buildAccount()));
    expect(grade.grade).toBe("simple");
    expect(grade.factors.map(({ key }) => key)).toEqual([
      ...["records", "streams", "people", "duplicates", "values"],
      ...["custom_fields", "long_texts", "broken_links", "limits"],
    ]);
    expect(grade.points).toBe(grade.factors.reduce((sum, { points }) => sum + points, 0));
  });

  it("grows with records, custom fields and the time an import takes", () => {
    const inventory = { ...buildInventory(buildAccount()), records: 250_000 };
    const plan = buildTestPlan();
    const slow = { ...plan, forecast: { ...plan.forecast, seconds: 60 * 3_600 } };
    const { factors } = gradeComplexity(slow, inventory);
    const pointsOf = (key: string) => factors.find((factor) => factor.key === key)?.points;
    expect([pointsOf("records"), pointsOf("limits")]).toEqual([3, 3]);
  });
});

describe("the scope document", () => {
  it("is what its schema says", () => {
    expect(scopeDocumentSchema.safeParse(composeScope(buildGround())).error).toBeUndefined();
  });

  it("names every included column with type and source field", () => {
    const ground = buildGround();
    const page = pageOf(scopePage(composeScope(ground)));
    for (const board of ground.plan.boards.filter(({ include }) => include)) {
      expect(page).toContain(`Columns of ${board.title}`);
      for (const column of board.columns.filter(({ include }) => include)) {
        expect(page).toContain(html`${column.title}`.markup);
      }
    }
    expect(page).toContain("Primary phone");
  });

  it("escapes what customers named", () => {
    const plan = buildTestPlan({ records: [buildRecord("clients", "1", { custom_1: evil })] });
    const renamed = { ...plan, workspace: { id: null, name: evil } };
    const page = pageOf(
      scopePage(composeScope(buildGround({ plan: renamed, migration: { id: "1", name: evil } }))),
    );
    expect(page).not.toContain("<script");
    expect(page).toContain("&lt;script&gt;");
  });

  it("can be read and printed without anything else: no script, nothing loaded, rules for paper", () => {
    const page = pageOf(scopePage(composeScope(buildGround())));
    expect(page).toContain("@media print");
    expect(page).toContain("table-header-group");
    expect(page).toContain("prefers-color-scheme: dark");
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(/);
    expect(page.match(/<h1/g)).toHaveLength(1);
  });

  it("asks to accept only what nobody has accepted", () => {
    const plan = buildTestPlan();
    const [finding] = plan.findings;
    if (!finding) throw new Error("The plan has no finding");
    const open = { ...plan, findings: [{ ...finding, severity: "accept" as const, answered: false }] };
    const asks = (accepted: string[]) =>
      composeScope(buildGround({ plan: open, accepted: new Set(accepted) })).checklist.some(
        ({ title }) => title === "Accept what will not arrive as it is",
      );
    expect([asks([]), asks([finding.id])]).toEqual([true, false]);
  });

  it("has no row in its CSV that could start a formula", () => {
    const plan = buildTestPlan();
    const rows = [
      ...scopeRows(composeScope(buildGround({ plan: { ...plan, workspace: { id: null, name: "=1+1" } } }))),
    ];
    expect(toCsv(rows)).toContain("'=1+1");
  });
});

describe("the handoff report", () => {
  it("is what its schema says, and counts no update as a record", () => {
    const report = composeReport(buildReportGround());
    expect(reportHeadSchema.safeParse(report).error).toBeUndefined();
    expect(report.summary).toContain(
      "2 created, 1 merged into the item of another record. Every record is accounted for.",
    );
  });

  it("says who approved, prints the head of the audit trail and shows sums on both sides", () => {
    const page = pageOf(reportPage(composeReport(buildReportGround()), noRecords));
    expect(page).toContain("Approved by Kim Berg (user 7000)");
    expect(page).toContain("A sample of 118 records was looked at.");
    expect(page).toContain("f".repeat(64));
    expect(page).toContain("10.10");
  });

  it("tells numbers that do not add up in the first sentence and in the table", () => {
    const ground = buildReportGround();
    const differences = ["1 item is missing in monday."];
    const reconciliation = ground.reconciliation && {
      ...ground.reconciliation,
      addsUp: false,
      phases: [buildPhase({ addsUp: false, differences })],
    };
    const page = pageOf(reportPage(composeReport({ ...ground, reconciliation }), noRecords));
    expect(page).toContain("Some numbers do not add up");
    expect(page).toContain("Clients: 1 item is missing in monday.");
  });

  it("lists the records it was given and says how many more there are", () => {
    const record = {
      ...{ board: "Clients", stream: "clients", externalId: "bizstim:clients:1", name: evil },
      ...{ outcome: "failed" as const, reason: "monday refused it.", remedy: "Try again.", itemUrl: null },
    };
    const page = pageOf(reportPage(composeReport(buildReportGround()), { records: [record], total: 31 }));
    expect(page).toContain("bizstim:clients:1");
    expect(page).not.toContain("<script");
    expect(page).toContain("30 more records are listed in the CSV and JSON form");
  });

  it("says that the import was taken back, and whether that is proven", () => {
    const rollback = {
      ...{
        runId: "run-9",
        at: writtenAt,
        by: "7000",
        scope: { kind: "all" as const },
        includeTouched: false,
      },
      removed: [{ kind: "item" as const, count: 40 }],
      restored: { items: 1, cells: 2 },
      ...{ alreadyGone: 0, left: [], calls: 3, seconds: 4 },
      proof: {
        ...{ itemsChecked: 40, itemsStillThere: 0, cellsChecked: 2, cellsDifferent: 0 },
        ...{ objectsChecked: 9, objectsStillThere: 0, proven: true },
      },
    };
    const report = composeReport(buildReportGround({ reconciliation: null, rollback }));
    expect(report.summary).toBe("The import was taken back: 40 items were removed from monday.");
    expect(pageOf(reportPage(report, noRecords))).toContain("Taken back and proven");
  });

  it("tells what people decided, the last answer of each question", () => {
    const edits = [
      { op: "currency" as const, code: "CAD" },
      { op: "currency" as const, code: "USD" },
      { op: "board.include" as const, board: "clients", include: true },
    ];
    expect(composeReport(buildReportGround({ edits })).decisions).toEqual([
      "Amounts are in USD.",
      'Board "Clients" is included.',
    ]);
  });

  it("counts and lists what people have reported apart from differences", () => {
    const listed = [
      {
        ...{ board: "Clients", name: evil, itemUrl: null, externalId: "bizstim:clients:1", field: "City" },
        ...{ text: "She has moved.", remedy: "Correct it in the source.", state: "open" as const },
        ...{ at: writtenAt, by: "7001" },
      },
    ];
    const verification = buildVerification();
    const report = composeReport(
      buildReportGround({ verification, reports: { open: 1, settled: 2, listed } }),
    );
    expect(reportHeadSchema.safeParse(report).error).toBeUndefined();
    expect(report.verification?.differencesOpen).toBe(0);
    const steps = report.nextSteps.map(({ title }) => title);
    expect(steps).toContain("Answer 1 report of a person");
    expect(steps.filter((title) => title.includes("difference"))).toEqual([]);
    const page = pageOf(reportPage(report, noRecords));
    expect(page).toContain("no difference is open");
    expect(page).toContain("1 report of a person is open.");
    expect(page).toContain("She has moved.");
    expect(page).toContain("2 more reports are not listed.");
    expect(page).not.toContain("<script");
    const rows = [...reportRows(report)].filter(([part]) => part === "Reports" || part === "Report");
    expect(rows.map(([part, , name, , , count]) => [part, name, count])).toEqual([
      ["Reports", "Reports open", 1],
      ["Reports", "Reports settled", 2],
      ["Report", evil, null],
    ]);
  });

  it("asks for what is still to be done, and stops asking", () => {
    const titles = (part: Partial<ReportGround>) =>
      composeReport(buildReportGround(part)).nextSteps.map(({ title }) => title);
    expect(titles({})).toEqual(expect.arrayContaining(["Verify", "Freeze and run the final delta"]));
    expect(titles({ conflicts: { open: 2, decided: 0, settled: 0 } })).toContain("Decide 2 conflicts");
  });
});

describe("the spot check", () => {
  it("has a box for right and one for wrong, ticked where somebody has looked", () => {
    const item = {
      ...{
        board: "clients",
        boardTitle: "Clients",
        externalId: "bizstim:clients:1",
        recordTitle: "Client 1",
      },
      ...{ sourceUrl: null, sourceText: "Search for 1", name: evil, itemId: "9", itemUrl: null },
      ...{ right: true, by: "Kim Berg", at: writtenAt },
    };
    const check = { planHash: "abc", items: [item], looked: 1 };
    const page = pageOf(spotCheckPage(check, { migration: "Shop", writtenAt }));
    expect(page.match(/class="box ticked"/g)).toHaveLength(1);
    expect(page.match(/class="box"/g)).toHaveLength(1);
    expect(page).toContain("Signature");
    expect(page).not.toContain("<script");
  });
});
