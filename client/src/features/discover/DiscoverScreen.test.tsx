// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import {
  buildConnection,
  buildInventory,
  buildMe,
  buildMigration,
  buildRun,
  buildSource,
} from "../../lib/testing/builders.ts";
import { brokenRules, renderScreen } from "../../lib/testing/render-screen.tsx";
import { buildProblem, scriptApi } from "../../lib/testing/script-api.ts";
import { DiscoverScreen } from "./DiscoverScreen.tsx";

const migration = buildMigration({
  runs: [{ id: "r1", kind: "discover", state: "running", createdAt: "2026-11-21T09:00:00Z", endedAt: null }],
});
const done = buildRun({ state: "succeeded", endedAt: "2026-11-21T09:12:00Z", can: [] });

describe("DiscoverScreen", () => {
  it("counts while it reads and says that the page may be closed", async () => {
    const { api } = scriptApi({ "GET /runs/r1": { body: buildRun() } });
    const { container } = renderScreen(<DiscoverScreen migration={migration} me={buildMe()} />, api);
    const bar = await screen.findByRole("progressbar", { name: "Clients" });
    expect(bar.getAttribute("aria-valuetext")).toBe("812 of 1,204, in progress");
    expect(screen.getByText("210 a minute")).toBeTruthy();
    expect(screen.getByText(/You can close this page/)).toBeTruthy();
    expect(await brokenRules(container)).toEqual([]);
  });

  it("says why it waits and when it goes on", async () => {
    const waiting = {
      reason: "The hourly limit is used up.",
      code: "source.throttled",
      until: "2999-01-01T10:00:00Z",
    };
    const { api } = scriptApi({ "GET /runs/r1": { body: buildRun({ state: "waiting", waiting }) } });
    renderScreen(<DiscoverScreen migration={migration} me={buildMe()} />, api);
    expect(
      await screen.findByText(/The hourly limit is used up. It goes on by itself at 10:00/),
    ).toBeTruthy();
  });

  it("shows why reading stopped and offers to go on or to start over", async () => {
    const failure = {
      code: "source.key_dead",
      kind: "needs_user",
      userMessage: "The key died.",
      remedy: "Connect again.",
    } as const;
    const { api } = scriptApi({
      "GET /runs/r1": { body: buildRun({ state: "failed", failure, can: ["resume"] }) },
    });
    renderScreen(<DiscoverScreen migration={migration} me={buildMe()} />, api);
    expect((await screen.findByRole("alert")).textContent).toContain("Connect again.");
    expect(screen.getByRole("button", { name: "Go on reading" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Start over" })).toBeTruthy();
  });

  describe("with a key that died", () => {
    const failure = {
      code: "source.key_dead",
      kind: "needs_user",
      userMessage: "The API key stopped working.",
      remedy: "Enter a new key.",
    } as const;
    const stopped = buildRun({ state: "failed", failure, can: ["resume"] });
    const answers = {
      "GET /runs/r1": { body: stopped },
      "GET /sources": { body: { items: [buildSource()], cursor: null } },
      "PUT /connections/c1/credentials": { body: buildConnection() },
      "POST /runs/r1/resume": { body: buildRun() },
    };

    it("takes a new one in place and goes on reading", async () => {
      const { api, calls } = scriptApi(answers);
      const { container } = renderScreen(<DiscoverScreen migration={migration} me={buildMe()} />, api);
      const user = userEvent.setup();
      await user.type(await screen.findByLabelText(/API key/), " new-key ");
      expect(await brokenRules(container)).toEqual([]);
      await user.click(screen.getByRole("button", { name: "Use this key and go on" }));
      expect(await screen.findByText("210 a minute")).toBeTruthy();
      const changes = calls.filter((call) => !call.line.startsWith("GET"));
      expect(changes.map(({ line, body }) => [line, body])).toEqual([
        ["PUT /connections/c1/credentials", { credentials: { key: "new-key" } }],
        ["POST /runs/r1/resume", undefined],
      ]);
    });

    it("shows why a new one is refused and does not go on", async () => {
      const refused = buildProblem({ code: "connection.key_refused", detail: "Key not accepted." });
      const { api, calls } = scriptApi({
        ...answers,
        "PUT /connections/c1/credentials": { status: 422, body: refused },
      });
      renderScreen(<DiscoverScreen migration={migration} me={buildMe()} />, api);
      const user = userEvent.setup();
      await user.type(await screen.findByLabelText(/API key/), "wrong");
      await user.click(screen.getByRole("button", { name: "Use this key and go on" }));
      expect(await screen.findByText("Key not accepted.")).toBeTruthy();
      expect(calls.some((call) => call.line === "POST /runs/r1/resume")).toBe(false);
    });

    it("asks a viewer for nothing", async () => {
      const { api } = scriptApi(answers);
      renderScreen(<DiscoverScreen migration={migration} me={buildMe({ mayChange: false })} />, api);
      expect((await screen.findByRole("alert")).textContent).toContain("Enter a new key.");
      expect(screen.queryByLabelText(/API key/)).toBeNull();
    });
  });

  it("gives a viewer no way to pause or cancel", async () => {
    const { api } = scriptApi({ "GET /runs/r1": { body: buildRun() } });
    renderScreen(<DiscoverScreen migration={migration} me={buildMe({ mayChange: false })} />, api);
    expect(await screen.findByRole("progressbar", { name: "Clients" })).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("lays out what was found and opens a row into its fields", async () => {
    const { api } = scriptApi({
      "GET /runs/r1": { body: done },
      "GET /migrations/m1/inventory": { body: buildInventory() },
      "GET /migrations/m1/plan": { status: 409, body: buildProblem({ status: 409, code: "plan.not_ready" }) },
    });
    const { container } = renderScreen(<DiscoverScreen migration={migration} me={buildMe()} />, api);
    expect(await screen.findByRole("heading", { name: "10 records found in Bizstim" })).toBeTruthy();
    await userEvent.setup().click(screen.getByText("1 field, filled"));
    expect(await screen.findByRole("rowheader", { name: /E-mail/ })).toBeTruthy();
    expect(await brokenRules(container)).toEqual([]);
  });
});
