// @vitest-environment jsdom
import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { RunActions } from "../../../components/RunPanel.tsx";
import type { RunView } from "../../../lib/contract.ts";
import { findAccessibilityProblems, renderClient } from "../../../testing/render-client.tsx";
import { buildRun } from "../testing/build-run.ts";
import { ImportView, type ImportViewProps } from "./ImportView.tsx";

afterEach(cleanup);

function renderImport(run: RunView, part: Partial<ImportViewProps> = {}) {
  const start = vi.fn();
  const onSeeResult = vi.fn();
  const rendered = renderClient(
    <ImportView
      run={run}
      isAdmin
      actions={<RunActions run={run} cancelText={<p>46 records stay in monday.</p>} />}
      onSeeResult={onSeeResult}
      startKind="go_on"
      isRunning={false}
      start={{ run: start, isBusy: false, error: null }}
      {...part}
    />,
  );
  return { ...rendered, start, onSeeResult, user: userEvent.setup() };
}

describe("ImportView", () => {
  it("shows the phases in order, the time left and that the page may be closed", () => {
    renderImport(buildRun());
    const bars = screen.getAllByRole("progressbar").map((bar) => bar.getAttribute("aria-label"));
    expect(bars).toEqual(["Writing Clients.", "Boards and columns", "Practitioners", "Clients", "Check"]);
    expect(screen.getByText("40 of 120")).toBeTruthy();
    expect(screen.getByText("240 a minute")).toBeTruthy();
    const schema = screen.getByRole("progressbar", { name: "Boards and columns" });
    expect(schema.getAttribute("aria-valuetext")).toBe("2 boards, groups and columns, done");
    expect(screen.getByText(/You can close this page/)).toBeTruthy();
    expect(screen.getByText("Complete and ready to use in monday: Practitioners.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "See the result" }).getAttribute("aria-disabled")).toBe("true");
  });

  it("says in plain words why it waits", () => {
    const waiting = { reason: "monday's limit of calls a minute is reached.", code: "x", until: null };
    renderImport(buildRun({ state: "waiting", waiting }));
    expect(screen.getByText(/limit of calls a minute is reached. It goes on by itself/)).toBeTruthy();
  });

  it("tells before cancelling what would remain", async () => {
    const { user } = renderImport(buildRun());
    await user.click(screen.getByRole("button", { name: "Cancel this run" }));
    expect(await screen.findByText("46 records stay in monday.")).toBeTruthy();
  });

  it("names cause and remedy of a failure and goes on from there", async () => {
    const failure = {
      code: "monday.board_missing",
      kind: "needs_user" as const,
      userMessage: "A board of this import was deleted in monday.",
      remedy: "Restore it from monday's recycle bin and resume.",
    };
    const { user, start } = renderImport(buildRun({ state: "failed", can: [], failure }));
    expect(screen.getByRole("alert").textContent).toContain("recycle bin");
    await user.click(screen.getByRole("button", { name: "Go on with the import" }));
    expect(start).toHaveBeenCalledOnce();
  });

  it("leads to the result when it is done", async () => {
    const { user, start, onSeeResult } = renderImport(buildRun({ state: "succeeded", can: [] }), {
      startKind: "again",
    });
    await user.click(screen.getByRole("button", { name: "See the result" }));
    expect(onSeeResult).toHaveBeenCalledOnce();
    await user.click(screen.getByRole("button", { name: "Import again" }));
    expect(start).toHaveBeenCalledOnce();
  });

  it("starts a plan that was approved after the last import", async () => {
    const { user, start } = renderImport(buildRun({ state: "succeeded", can: [] }), {
      startKind: "new_plan",
    });
    await user.click(screen.getByRole("button", { name: "Start the import" }));
    expect(start).toHaveBeenCalledOnce();
  });

  it("leads to the sign-off when the plan was changed since", () => {
    renderImport(buildRun({ state: "succeeded", can: [] }), { startKind: "not_approved" });
    expect(screen.getByRole("link", { name: "Go to the sample and sign-off" }).getAttribute("href")).toBe(
      "#/m/m1/sample",
    );
    expect(screen.queryByRole("button", { name: "Import again" })).toBeNull();
  });

  it("gives a viewer no buttons that change something", () => {
    renderImport(buildRun(), { isAdmin: false });
    expect(screen.queryByRole("button", { name: "Pause" })).toBeNull();
  });

  it("breaks no accessibility rule", async () => {
    const { container } = renderImport(buildRun());
    expect(await findAccessibilityProblems(container)).toEqual([]);
  });
});
