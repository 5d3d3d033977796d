// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { AuditEntry } from "../lib/contract.ts";
import { buildMe, buildMigration } from "../lib/testing/builders.ts";
import { brokenRules, renderScreen } from "../lib/testing/render-screen.tsx";
import { buildProblem, type ScriptedAnswer, scriptApi } from "../lib/testing/script-api.ts";
import { MigrationMenu } from "./MigrationMenu.tsx";

function buildLine(part: Partial<AuditEntry> = {}): AuditEntry {
  return {
    seq: 12,
    at: "2026-11-21T14:20:00Z",
    actor: "7",
    runId: "r2",
    system: "destination",
    operation: "PortageCreateBoard",
    writes: true,
    boardId: null,
    records: ["bizstim:clients:21"],
    requestId: "req-12",
    outcome: "ok",
    detail: {},
    previousHash: "0".repeat(64),
    hash: "a".repeat(64),
    ...part,
  };
}

async function openMenu(answers: Readonly<Record<string, ScriptedAnswer>> = {}, mayChange = true) {
  const { api } = scriptApi({ "GET /me": { body: buildMe() }, ...answers });
  renderScreen(<MigrationMenu migration={buildMigration()} mayChange={mayChange} />, api);
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Menu of this import" }));
  return user;
}

describe("the menu of an import", () => {
  it("shows who did what, where, when and with which outcome", async () => {
    const lines = [
      buildLine(),
      buildLine({ seq: 11, actor: "schedule", operation: "getClients", system: "source" }),
    ];
    const body = { items: lines, cursor: null, total: 2, head: "a".repeat(64) };
    const user = await openMenu({ "GET /migrations/m1/audit": { body } });
    await user.click(screen.getByRole("button", { name: "Audit trail" }));
    const dialog = await screen.findByRole("dialog", { name: "Audit trail" });
    const table = await within(dialog).findByRole("table", { name: "Lines of the audit trail" });
    expect(within(table).getByRole("row", { name: /Create board monday .* You Done 1 req-12/ })).toBeTruthy();
    expect(within(table).getByRole("row", { name: /Get clients Bizstim .* Schedule Done/ })).toBeTruthy();
    expect(within(dialog).getByRole("button", { name: "Copy: Number of the newest line" })).toBeTruthy();
    expect(await brokenRules(dialog)).toEqual([]);
  });

  it("puts a failure in the trail's place", async () => {
    const problem = buildProblem({ status: 503, detail: "The store is busy.", kind: "permanent" });
    const user = await openMenu({ "GET /migrations/m1/audit": { status: 503, body: problem } });
    await user.click(screen.getByRole("button", { name: "Audit trail" }));
    expect((await screen.findByRole("alert")).textContent).toContain("The store is busy.");
  });

  it("offers everybody the report, and only admins to delete", async () => {
    const user = await openMenu({}, false);
    expect(screen.queryByRole("button", { name: "Delete this import" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Report and lists" }));
    const dialog = await screen.findByRole("dialog", { name: "Report and lists" });
    expect(within(dialog).getByRole("button", { name: "Download Handoff report, Page" })).toBeTruthy();
  });
});
