// @vitest-environment jsdom
import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { findAccessibilityProblems, renderClient } from "../../../testing/render-client.tsx";
import {
  buildLedgerEntry,
  buildReconciliation,
  buildReconciliationPhase,
} from "../testing/build-reconciliation.ts";
import { Records, type RecordsProps } from "./Records.tsx";
import { VerifyView, type VerifyViewProps } from "./VerifyView.tsx";

afterEach(cleanup);

function renderResult(part: Partial<VerifyViewProps> = {}) {
  const retry = vi.fn();
  const onShowRecords = vi.fn();
  const rendered = renderClient(
    <VerifyView
      result={buildReconciliation()}
      isAdmin
      isRunning={false}
      records={null}
      onShowRecords={onShowRecords}
      retry={{ run: retry, isBusy: false, error: null }}
      download={{ label: "Download all records", onClick: vi.fn() }}
      {...part}
    />,
  );
  return { ...rendered, retry, onShowRecords, user: userEvent.setup() };
}

const withFailures = buildReconciliation({
  addsUp: false,
  phases: [buildReconciliationPhase({ failed: 3, addsUp: false, differences: ["3 records failed."] })],
});

describe("VerifyView", () => {
  it("says in one sentence that everything was found", () => {
    renderResult();
    expect(screen.getByText("1,427 of 1,427 records found in monday, 0 differences")).toBeTruthy();
    expect(screen.getByText(/Everything adds up/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Try failed records again" })).toBeNull();
  });

  it("shows the table for each board and the sums, equal though written differently", () => {
    renderResult();
    const table = screen.getByRole("table", { name: "Reconciliation for each board" });
    const row = within(table).getByRole("row", { name: /Payments/ });
    expect(within(row).getAllByText("1,310 of 1,310")).toHaveLength(2);
    const sums = screen.getByRole("table", { name: "Sums in the source and in monday" });
    expect(within(sums).getByText("Equal")).toBeTruthy();
    expect(within(sums).getAllByText("98,000.50 USD")).toHaveLength(2);
  });

  it("names the differences and tries failed records again", async () => {
    const { user, retry } = renderResult({ result: withFailures });
    expect(screen.getByText("Clients: 3 records failed.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Try failed records again" }));
    expect(retry).toHaveBeenCalledOnce();
  });

  it("leads from a reason to its records", async () => {
    const { user, onShowRecords } = renderResult();
    await user.click(screen.getByRole("button", { name: /Show the records/ }));
    expect(onShowRecords).toHaveBeenCalledWith("merged");
  });

  it("does not offer a viewer to write", () => {
    renderResult({ result: withFailures, isAdmin: false });
    expect(screen.queryByRole("button", { name: "Try failed records again" })).toBeNull();
    expect(screen.getByRole("button", { name: "Download all records" })).toBeTruthy();
  });

  it("breaks no accessibility rule", async () => {
    const { container } = renderResult({ result: withFailures });
    expect(await findAccessibilityProblems(container)).toEqual([]);
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
