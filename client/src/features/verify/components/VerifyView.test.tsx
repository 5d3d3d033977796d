// @vitest-environment jsdom
import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { buildApproval } from "../../../lib/testing/build-approval.ts";
import { findAccessibilityProblems, renderClient } from "../../../testing/render-client.tsx";
import {
  buildLedgerEntry,
  buildReconciliation,
  buildReconciliationPhase,
} from "../testing/build-reconciliation.ts";
import { buildVerificationView } from "../testing/build-verification.ts";
import { Records, type RecordsProps } from "./Records.tsx";
import { VerifyView, type VerifyViewProps } from "./VerifyView.tsx";

afterEach(cleanup);

function renderResult(part: Partial<VerifyViewProps> = {}) {
  const verify = vi.fn();
  const onShowRecords = vi.fn();
  const rendered = renderClient(
    <VerifyView
      result={buildReconciliation()}
      verification={buildVerificationView({ latest: null })}
      verificationError={null}
      approval={null}
      isAdmin
      isImporting={false}
      busyReason={null}
      attention={[]}
      run={null}
      differences={null}
      delta={null}
      records={null}
      downloads={null}
      rollback={null}
      onShowRecords={onShowRecords}
      verify={{ run: verify, isBusy: false, error: null }}
      retryError={null}
      {...part}
    />,
  );
  return { ...rendered, verify, onShowRecords, user: userEvent.setup() };
}

const withFailures = buildReconciliation({
  addsUp: false,
  phases: [buildReconciliationPhase({ failed: 3, addsUp: false, differences: ["3 records failed."] })],
});

describe("VerifyView before the first full reading", () => {
  it("says in one sentence what the import's own check has found", () => {
    renderResult();
    expect(screen.getByText("1,427 of 1,427 records found in monday, 0 differences")).toBeTruthy();
    expect(screen.getByText(/Everything adds up/)).toBeTruthy();
  });

  it("shows the table for each board and the sums, equal though written differently", async () => {
    const { user } = renderResult();
    const table = screen.getByRole("table", { name: "Reconciliation for each board" });
    const row = within(table).getByRole("row", { name: /Payments/ });
    expect(within(row).getAllByText("1,310 of 1,310")).toHaveLength(2);
    await user.click(screen.getByText("1 sum, exact to the last digit: all equal"));
    const sums = await screen.findByRole("table", { name: "Sums in the source and in monday" });
    expect(within(sums).getByText("Equal")).toBeTruthy();
    expect(within(sums).getAllByText("98,000.50 USD")).toHaveLength(2);
  });

  it("offers to verify everything and says what that takes", async () => {
    const { user, verify } = renderResult();
    expect(screen.getByText(/takes about 3 minutes. Nothing is changed./)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Verify everything" }));
    expect(verify).toHaveBeenCalledOnce();
  });

  it("says why nothing can be started while something is under way", () => {
    renderResult({ busyReason: "An import is under way." });
    expect(screen.getByRole("button", { name: "Verify everything" }).getAttribute("aria-disabled")).toBe(
      "true",
    );
    expect(screen.getByText("An import is under way.")).toBeTruthy();
  });

  it("names the differences and leads to what waits for a person", async () => {
    const onClick = vi.fn();
    const attention = [{ text: "3 records failed.", action: { label: "Try failed records again", onClick } }];
    const { user } = renderResult({ result: withFailures, attention });
    expect(screen.getByText("Clients: 3 records failed.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Try failed records again" }));
    expect(onClick).toHaveBeenCalledOnce();
  });

  it("leads from a reason to its records and tells what was accepted", async () => {
    const { user, onShowRecords } = renderResult({
      approval: buildApproval({
        byName: "Ana Ruiz",
        accepted: [{ id: "merge:clients", title: "2 clients merged by e-mail", count: 2 }],
      }),
    });
    await user.click(screen.getByRole("button", { name: /Show the records/ }));
    expect(onShowRecords).toHaveBeenCalledWith("merged");
    await user.click(screen.getByText(/^1 class accepted at the sign-off by Ana Ruiz/));
    expect(await screen.findByText("2 clients merged by e-mail")).toBeTruthy();
  });

  it("does not offer a viewer to start anything", () => {
    renderResult({ result: withFailures, isAdmin: false });
    expect(screen.queryByRole("button", { name: "Verify everything" })).toBeNull();
  });

  it("breaks no accessibility rule", async () => {
    const { container } = renderResult({ result: withFailures });
    expect(await findAccessibilityProblems(container)).toEqual([]);
  });
});

describe("VerifyView after a full reading", () => {
  const readings = buildVerificationView({
    history: [
      {
        runId: "v2",
        at: "2026-11-21T14:20:00Z",
        trigger: "person",
        differences: 0,
        rootHash: "a".repeat(64),
      },
      {
        runId: "v1",
        at: "2026-11-20T14:20:00Z",
        trigger: "schedule",
        differences: 2,
        rootHash: "c".repeat(64),
      },
    ],
  });

  it("says in one sentence that everything was verified, and when and why", async () => {
    const { container } = renderResult({ verification: readings });
    expect(
      screen.getByText(
        "1,427 of 1,427 records and 1,550 links verified, 0 differences, sums equal to the cent",
      ),
    ).toBeTruthy();
    expect(screen.getByText("Read back on Nov 21, 2026, 14:20, started by hand.")).toBeTruthy();
    expect(screen.getByText("17,124 fields compared one by one, 0 different.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Verify now" })).toBeTruthy();
    expect(await findAccessibilityProblems(container)).toEqual([]);
  });

  it("shows what was read back on each board, the fingerprint and earlier readings", async () => {
    const { user } = renderResult({ verification: readings });
    const boards = screen.getByRole("table", { name: "What was read back, board by board" });
    expect(
      within(boards).getByRole("row", { name: /Clients 117 117 None 1,404 240 of 240 none/ }),
    ).toBeTruthy();
    expect(screen.getByText("9f86 d081 884c 7d65")).toBeTruthy();
    await user.click(screen.getByText("Earlier readings (1)"));
    const earlier = await screen.findByRole("table", { name: "Earlier readings" });
    expect(within(earlier).getByText("started by schedule")).toBeTruthy();
  });

  it("keeps the import's own check at hand", async () => {
    const { user } = renderResult({ verification: readings });
    expect(screen.queryByRole("table", { name: "Reconciliation for each board" })).toBeNull();
    await user.click(screen.getByText("What became of each record at the import"));
    expect(await screen.findByRole("table", { name: "Reconciliation for each board" })).toBeTruthy();
  });

  it("shows the import's own check and says so when the readings cannot be fetched", () => {
    renderResult({
      verification: null,
      verificationError: {
        error: { userMessage: "The store is busy.", remedy: "Try again." },
        onRetry: vi.fn(),
      },
    });
    expect(screen.getByText(/records found in monday, 0 differences/)).toBeTruthy();
    expect(screen.getByRole("alert").textContent).toContain("The store is busy.");
  });
});

function renderRecords(part: Partial<RecordsProps> = {}) {
  const onFilter = vi.fn();
  const rendered = renderClient(
    <Records
      filter={{ phase: null, outcome: "failed" }}
      onFilter={onFilter}
      phases={[{ key: "clients", title: "Clients" }]}
      entries={[buildLedgerEntry({ itemUrl: "https://example.monday.com/boards/1/pulses/2" })]}
      total={431}
      error={null}
      onRetry={vi.fn()}
      onMore={vi.fn()}
      isLoadingMore={false}
      onTakeBack={null}
      download={{ run: vi.fn(), isBusy: false, error: null }}
      {...part}
    />,
  );
  return { ...rendered, onFilter, user: userEvent.setup() };
}

describe("Records", () => {
  it("lists each record with its reason, its remedy and its item", async () => {
    const { container } = renderRecords();
    const row = screen.getByRole("row", { name: /Ana Lopez/ });
    expect(within(row).getByText("Correct the value, then retry the record.")).toBeTruthy();
    expect(within(row).getByRole("link", { name: "Open Ana Lopez in monday" }).getAttribute("href")).toBe(
      "https://example.monday.com/boards/1/pulses/2",
    );
    expect(screen.getByRole("button", { name: "Show more (1 of 431)" })).toBeTruthy();
    expect(await findAccessibilityProblems(container)).toEqual([]);
  });

  it("lets an admin take back a record that has an item, and no other", async () => {
    const onTakeBack = vi.fn();
    const arrived = buildLedgerEntry({ name: "Bo Chen", externalId: "bizstim:clients:22", itemId: "9002" });
    const { user } = renderRecords({ entries: [arrived, buildLedgerEntry()], onTakeBack });
    expect(screen.queryByRole("button", { name: "Take back Ana Lopez" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Take back Bo Chen" }));
    expect(onTakeBack).toHaveBeenCalledWith(arrived);
  });

  it("filters by outcome and board", async () => {
    const { user, onFilter } = renderRecords();
    await user.selectOptions(screen.getByLabelText("Outcome"), "skipped");
    expect(onFilter).toHaveBeenCalledWith({ phase: null, outcome: "skipped" });
    await user.selectOptions(screen.getByLabelText("Board"), "clients");
    expect(onFilter).toHaveBeenCalledWith({ phase: "clients", outcome: "failed" });
  });

  it("says what to do when nothing matches, and why when it could not be read", () => {
    renderRecords({ entries: [] });
    expect(screen.getByText("No such records")).toBeTruthy();
    cleanup();
    renderRecords({ error: { userMessage: "Portage does not answer.", remedy: "Try again." } });
    expect(screen.getByRole("alert").textContent).toContain("Portage does not answer.");
  });
});
