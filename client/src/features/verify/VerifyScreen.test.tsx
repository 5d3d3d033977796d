// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { buildMe, buildMigration, buildRun } from "../../lib/testing/builders.ts";
import { brokenRules, renderScreen } from "../../lib/testing/render-screen.tsx";
import { buildProblem, type ScriptedAnswer, scriptApi } from "../../lib/testing/script-api.ts";
import { buildConflict, buildDelta } from "./testing/build-delta.ts";
import {
  buildLedgerEntry,
  buildReconciliation,
  buildReconciliationPhase,
} from "./testing/build-reconciliation.ts";
import { buildRollbackResult } from "./testing/build-rollback.ts";
import { buildDifference, buildVerification, buildVerificationView } from "./testing/build-verification.ts";
import { VerifyScreen } from "./VerifyScreen.tsx";

const imported = buildMigration({
  step: "verify",
  runs: [
    {
      id: "r2",
      kind: "import",
      state: "succeeded",
      createdAt: "2026-11-20T09:00:00Z",
      endedAt: "2026-11-20T10:00:00Z",
    },
  ],
});

function renderVerify(
  answers: Readonly<Record<string, ScriptedAnswer | readonly ScriptedAnswer[]>> = {},
  { migration = imported, me = buildMe() } = {},
) {
  const { api, calls } = scriptApi({
    "GET /runs/r2": { body: buildRun({ id: "r2", kind: "import", state: "succeeded", can: [] }) },
    "GET /migrations/m1/reconciliation": { body: buildReconciliation() },
    "GET /migrations/m1/verification": { body: buildVerificationView() },
    "GET /migrations/m1/delta": { body: buildDelta() },
    "GET /migrations/m1/rollback": { body: { latest: null } },
    "GET /migrations/m1/records?outcome=skipped&limit=100": { body: { items: [], cursor: null, total: 0 } },
    "GET /migrations/m1/differences?state=open": {
      body: { items: [buildDifference()], cursor: null, total: 1 },
    },
    "GET /migrations/m1/conflicts?kind=field": {
      body: { items: [buildConflict()], cursor: null, total: 1 },
    },
    "POST /migrations/m1/runs": { body: { id: "v9" } },
    ...answers,
  });
  const rendered = renderScreen(<VerifyScreen migration={migration} me={me} />, api);
  return { ...rendered, calls, user: userEvent.setup() };
}

describe("the screen Verify", () => {
  it("answers whether everything is there and verifies again when asked", async () => {
    const { user, calls, container } = renderVerify();
    expect(
      await screen.findByText(/1,427 of 1,427 records and 1,550 links verified, 0 differences/),
    ).toBeTruthy();
    await screen.findByText("Looks again at 14:20.");
    expect(await brokenRules(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Verify now" }));
    expect(calls.find(({ line }) => line === "POST /migrations/m1/runs")?.body).toEqual({ kind: "verify" });
  });

  it("leads to what waits for a person", async () => {
    const latest = buildVerification({ differences: 1 });
    const { user } = renderVerify({
      "GET /migrations/m1/verification": { body: buildVerificationView({ latest, open: 1 }) },
      "GET /migrations/m1/delta": { body: buildDelta({ conflictsOpen: 1 }) },
    });
    const waiting = await screen.findByRole("list", { name: "Waits for you" });
    expect(waiting.textContent).toContain("1 difference to settle");
    await user.click(screen.getByRole("button", { name: "Show the differences" }));
    expect(document.activeElement?.textContent).toContain("Olivia Roy, City");
  });

  it("says the same about a reported record in the headline and on its board", async () => {
    const latest = buildVerification({ differences: 1 });
    renderVerify({
      "GET /migrations/m1/verification": { body: buildVerificationView({ latest, open: 1, reported: 1 }) },
    });
    expect(await screen.findByText(/verified, 0 differences, 1 report open/)).toBeTruthy();
    expect(screen.getByRole("list", { name: "Waits for you" }).textContent).toContain("1 report to settle");
    const row = screen.getByRole("row", { name: /Clients 117 117/ });
    expect(row.textContent).toContain("None");
  });

  it("folds the list of records away while none failed, and opens it when a reason leads there", async () => {
    const { user, calls, container } = renderVerify({
      "GET /migrations/m1/records?outcome=merged&limit=100": {
        body: { items: [buildLedgerEntry({ outcome: "merged", name: "Bo Chen" })], cursor: null, total: 1 },
      },
    });
    const folded = "All records: 1,427 written, 2 merged, 1 skipped, 0 failed";
    await screen.findByText(folded);
    expect(screen.queryByLabelText("Outcome")).toBeNull();
    expect(calls.some(({ line }) => line.includes("/records"))).toBe(false);
    const reason = screen.getByRole("button", { name: "Show the records: Same e-mail as another client." });
    await user.click(reason);
    expect(await screen.findByRole("row", { name: /Bo Chen/ })).toBeTruthy();
    await user.click(screen.getByText(folded));
    expect(screen.getByText(folded).closest("details")?.open).toBe(false);
    await user.click(reason);
    expect(screen.getByText(folded).closest("details")?.open).toBe(true);
    expect(screen.getByRole("button", { name: "Download Handoff report, Page" })).toBeTruthy();
    expect(await brokenRules(container)).toEqual([]);
  });

  it("has the list of records open when some failed", async () => {
    const result = buildReconciliation({ phases: [buildReconciliationPhase({ failed: 3 })] });
    renderVerify({
      "GET /migrations/m1/reconciliation": { body: result },
      "GET /migrations/m1/records?outcome=failed&limit=100": {
        body: { items: [buildLedgerEntry()], cursor: null, total: 1 },
      },
    });
    expect(await screen.findByRole("row", { name: /Ana Lopez/ })).toBeTruthy();
  });

  it("tries failed records again", async () => {
    const result = buildReconciliation({ phases: [buildReconciliationPhase({ failed: 3 })] });
    const { user, calls } = renderVerify({ "GET /migrations/m1/reconciliation": { body: result } });
    await user.click(await screen.findByRole("button", { name: "Try failed records again" }));
    expect(calls.find(({ line }) => line === "POST /migrations/m1/runs")?.body).toEqual({
      kind: "import",
      options: { retryFailed: true },
    });
  });

  it("shows how far a check is, and that the page may be closed", async () => {
    const activeRun = buildRun({ id: "v9", kind: "verify" });
    renderVerify({ "GET /runs/v9": { body: activeRun } }, { migration: { ...imported, activeRun } });
    expect(await screen.findByText("Reading everything back from monday and comparing it.")).toBeTruthy();
    expect(screen.getByText(/You can close this page/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Verify now" }).getAttribute("aria-disabled")).toBe("true");
  });

  it("says why the last check stopped", async () => {
    const failure = {
      code: "monday.unreachable",
      kind: "retryable" as const,
      userMessage: "monday does not answer.",
      remedy: "Start it again in a while.",
    };
    const lastRun = buildRun({ id: "v8", kind: "verify", state: "failed", failure, can: [] });
    renderVerify({}, { migration: { ...imported, lastRun } });
    expect((await screen.findByRole("alert")).textContent).toContain("monday does not answer.");
  });

  it("shows a viewer everything and starts nothing", async () => {
    renderVerify({}, { me: buildMe({ mayChange: false }) });
    expect(await screen.findByText(/You can look at everything here/)).toBeTruthy();
    expect(await screen.findByText("Looks again at 14:20.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Verify|Look for|Take it back/ })).toBeNull();
    expect(screen.getByRole("button", { name: "Download Handoff report, Page" })).toBeTruthy();
  });

  it("proves that everything was taken back, and leads to the plan", async () => {
    const latest = buildRollbackResult();
    const { container } = renderVerify({ "GET /migrations/m1/rollback": { body: { latest } } });
    expect(await screen.findByRole("heading", { level: 1, name: "The import was taken back" })).toBeTruthy();
    expect(
      screen.getByText("2,341 items checked, none is left; 310 restored fields equal their values before."),
    ).toBeTruthy();
    expect(screen.getByRole("button", { name: "Go to the plan" })).toBeTruthy();
    expect(await brokenRules(container)).toEqual([]);
  });

  it("shows the result of an import made after a rollback", async () => {
    const latest = buildRollbackResult({ at: "2026-11-19T09:00:00Z" });
    renderVerify({ "GET /migrations/m1/rollback": { body: { latest } } });
    expect(await screen.findByText(/1,427 of 1,427 records/)).toBeTruthy();
    expect(await screen.findByText(/^The import was taken back on/)).toBeTruthy();
  });

  it("says what to do before the first import, and why the result could not be had", async () => {
    const { unmount } = renderVerify({}, { migration: buildMigration() });
    expect(screen.getByText("Nothing to verify yet")).toBeTruthy();
    unmount();
    const problem = buildProblem({ status: 503, detail: "The store is busy.", kind: "permanent" });
    renderVerify({ "GET /migrations/m1/reconciliation": { status: 503, body: problem } });
    expect((await screen.findByRole("alert")).textContent).toContain("The store is busy.");
  });
});
