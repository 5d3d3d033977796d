// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { buildMigration, buildRun } from "../../../lib/testing/builders.ts";
import { brokenRules, renderScreen } from "../../../lib/testing/render-screen.tsx";
import { buildProblem, type ScriptedAnswer, scriptApi } from "../../../lib/testing/script-api.ts";
import { buildPreview, buildRollbackResult } from "../testing/build-rollback.ts";
import { Rollback, type RollbackProps } from "./Rollback.tsx";

const preview = "GET /migrations/m1/rollback/preview?kind=all";
const runs = "POST /migrations/m1/runs";

async function openRollback(
  answers: Readonly<Record<string, ScriptedAnswer | readonly ScriptedAnswer[]>> = {},
  part: Partial<RollbackProps> = {},
) {
  const { api, calls } = scriptApi({
    "GET /migrations/m1/rollback": { body: { latest: null } },
    [preview]: { body: buildPreview() },
    [runs]: { body: { id: "b2" } },
    ...answers,
  });
  const migration = buildMigration({
    runs: [
      {
        id: "r2",
        kind: "import",
        state: "succeeded",
        createdAt: "2026-11-21T09:00:00Z",
        endedAt: "2026-11-21T10:00:00Z",
      },
    ],
  });
  const rendered = renderScreen(
    <Rollback migration={migration} isAdmin boards={[{ value: "clients", text: "Clients" }]} {...part} />,
    api,
  );
  const user = userEvent.setup();
  await user.click(screen.getByText("Take the import back…"));
  return { ...rendered, calls, user };
}

describe("the rollback", () => {
  it("asks monday for nothing before it is opened", async () => {
    const { api, calls } = scriptApi({ "GET /migrations/m1/rollback": { body: { latest: null } } });
    renderScreen(<Rollback migration={buildMigration()} isAdmin boards={[]} />, api);
    await vi.waitFor(() => expect(calls.map(({ line }) => line)).toEqual(["GET /migrations/m1/rollback"]));
  });

  it("lists first what it removes, restores and leaves alone, and what monday cannot undo", async () => {
    const { container, user } = await openRollback();
    expect(
      await screen.findByText("Removes 1,427 items, 1 board and restores 31 fields of 12 items."),
    ).toBeTruthy();
    const removed = screen.getByRole("list", { name: "Will be removed" });
    expect(within(removed).getByText("1,427 items: Payments 1,310, Clients 117")).toBeTruthy();
    expect(within(removed).getByText("1 board: Payments")).toBeTruthy();
    expect(screen.getByText("Notifications.")).toBeTruthy();
    await user.click(screen.getByText(/People have changed them since the import/));
    expect((await screen.findByRole("link", { name: "Olivia Roy" })).getAttribute("href")).toContain("9001");
    expect(await brokenRules(container)).toEqual([]);
  });

  it("promises no column that somebody may begin to use until then", async () => {
    const column = { kind: "column" as const, board: "contacts", title: "Columns: Contacts", count: 6 };
    const { remove } = buildPreview();
    await openRollback({ [preview]: { body: buildPreview({ remove: [...remove, column] }) } });
    const removed = await screen.findByRole("list", { name: "Will be removed" });
    expect(within(removed).getByText("Up to 6 columns: Contacts")).toBeTruthy();
    expect(screen.getByText(/^Removes 1,427 items, 1 board, up to 6 columns and restores/)).toBeTruthy();
  });

  it("starts only when the list was read, and leaves what people touched", async () => {
    const { user, calls } = await openRollback();
    const button = await screen.findByRole("button", { name: "Take it back now" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    await user.click(screen.getByRole("checkbox", { name: /I have read what will be removed/ }));
    await user.click(button);
    expect(calls.find(({ line }) => line === runs)?.body).toEqual({
      kind: "rollback",
      options: { rollback: { scope: { kind: "all" } } },
    });
  });

  it("takes back people's work only when told, and says that it is lost", async () => {
    const { user, calls } = await openRollback();
    await user.click(await screen.findByRole("checkbox", { name: /what people have touched as well \(3\)/ }));
    expect(screen.getByText(/is lost with it/)).toBeTruthy();
    expect(screen.getByText(/Also takes back what people have touched: 3 items\.$/)).toBeTruthy();
    expect(screen.getByText("Will be taken back although people have touched it")).toBeTruthy();
    await user.click(screen.getByRole("checkbox", { name: /I have read what will be removed/ }));
    await user.click(screen.getByRole("button", { name: "Take it back now" }));
    expect(calls.find(({ line }) => line === runs)?.body).toEqual({
      kind: "rollback",
      options: { rollback: { scope: { kind: "all" }, includeTouched: true } },
    });
  });

  it("reads monday first when there is too much to read at once", async () => {
    const { user, calls } = await openRollback({
      [preview]: { body: buildPreview({ state: "needs_reading" }) },
    });
    await user.click(await screen.findByRole("button", { name: "Read monday first" }));
    expect(calls.find(({ line }) => line === runs)?.body).toEqual({
      kind: "rollback",
      options: { rollback: { scope: { kind: "all" }, previewOnly: true } },
    });
  });

  it("takes one board or what one run wrote", async () => {
    const { user } = await openRollback({
      "GET /migrations/m1/rollback/preview?kind=board&board=clients": {
        body: buildPreview({ state: "nothing" }),
      },
      "GET /migrations/m1/rollback/preview?kind=run&runId=r2": { body: buildPreview({ remove: [] }) },
    });
    await user.selectOptions(screen.getByLabelText("How much"), "board");
    expect(await screen.findByText(/nothing in monday that could be taken back/)).toBeTruthy();
    await user.selectOptions(screen.getByLabelText("How much"), "run");
    expect(await screen.findByText("Restores 31 fields of 12 items.")).toBeTruthy();
  });

  it("waits while something else is under way", async () => {
    await openRollback({}, { migration: buildMigration({ activeRun: buildRun({ kind: "delta" }) }) });
    expect(await screen.findByText(/The preview can be made when that has ended/)).toBeTruthy();
  });

  it("puts a failure of the preview in its place", async () => {
    const problem = buildProblem({ status: 502, detail: "monday does not answer.", kind: "permanent" });
    await openRollback({ [preview]: { status: 502, body: problem } });
    expect((await screen.findByRole("alert")).textContent).toContain("monday does not answer.");
  });

  it("shows a viewer the preview without the way to start", async () => {
    await openRollback({}, { isAdmin: false });
    expect(await screen.findByRole("list", { name: "Will be removed" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Take it back now" })).toBeNull();
  });
});

describe("a viewer", () => {
  it("is told that an admin has to have monday read", async () => {
    await openRollback({ [preview]: { body: buildPreview({ state: "needs_reading" }) } }, { isAdmin: false });
    expect(await screen.findByText("Only an admin can have that done.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Read monday first" })).toBeNull();
  });
});

describe("the result of a rollback", () => {
  it("proves that nothing is left and lists what stayed and why", async () => {
    const result = buildRollbackResult({
      scope: { kind: "board", board: "clients" },
      left: buildPreview().leave,
    });
    const entry = {
      kind: "item",
      key: "bizstim:clients:21",
      name: "Olivia Roy",
      destinationId: "9001",
      board: "clients",
      action: "left",
      code: "touched_item",
      reason: "Changed by Ana Bell.",
      proven: null,
      at: "2026-11-21T15:00:00Z",
    };
    const { user, container } = await openRollback({
      "GET /migrations/m1/rollback": { body: { latest: result } },
      "GET /migrations/m1/rollback/entries?action=left": { body: { items: [entry], cursor: null, total: 1 } },
    });
    await user.click(await screen.findByText(/^One board was taken back on/));
    expect(
      await screen.findByText(
        "2,341 items checked, none is left; 310 restored fields equal their values before.",
      ),
    ).toBeTruthy();
    await user.click(screen.getByText("Thing by thing"));
    const table = await screen.findByRole("table", { name: "Rollback, thing by thing" });
    expect(
      within(table).getByRole("row", { name: /Olivia Roy Item Left alone Changed by Ana Bell/ }),
    ).toBeTruthy();
    expect(await brokenRules(container)).toEqual([]);
  });
});
