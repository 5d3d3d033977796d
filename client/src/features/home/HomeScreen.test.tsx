// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { buildMe, buildMigration, buildSource } from "../../lib/testing/builders.ts";
import { brokenRules, renderScreen } from "../../lib/testing/render-screen.tsx";
import { scriptApi } from "../../lib/testing/script-api.ts";
import { HomeScreen } from "./HomeScreen.tsx";

const sources = { body: { items: [buildSource()], cursor: null } };
const empty = { body: { items: [], cursor: null } };

describe("HomeScreen", () => {
  it("says what moves, what cannot, and how to start when there is no import yet", async () => {
    const { api } = scriptApi({ "GET /sources": sources, "GET /migrations": empty });
    const { container } = renderScreen(<HomeScreen me={buildMe()} />, api);
    expect(await screen.findByRole("button", { name: "Start with Bizstim" })).toBeTruthy();
    expect(screen.getByText("On-demand links")).toBeTruthy();
    expect(await brokenRules(container)).toEqual([]);
  });

  it("offers to continue an import where it stands", async () => {
    const items = [buildMigration({ step: "plan", records: 12481 })];
    const { api } = scriptApi({
      "GET /sources": sources,
      "GET /migrations": { body: { items, cursor: null } },
    });
    renderScreen(<HomeScreen me={buildMe()} />, api);
    (await screen.findByRole("button", { name: "Continue with Plan" })).click();
    expect(window.location.hash).toBe("#/m/m1/plan");
    expect(screen.getByText("12,481 records")).toBeTruthy();
  });

  it("shows a viewer everything without actions, and why", async () => {
    const { api } = scriptApi({ "GET /sources": sources, "GET /migrations": empty });
    renderScreen(<HomeScreen me={buildMe({ mayChange: false })} />, api);
    expect(await screen.findByText("Clients")).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
    expect(screen.getByText(/is for admins of this monday account/)).toBeTruthy();
  });

  it("shows what is missing when Portage cannot work in this monday account", async () => {
    const { api } = scriptApi({ "GET /sources": sources, "GET /migrations": empty });
    const monday = {
      connected: false,
      code: "monday.token_of_other_account",
      userMessage: "The monday token belongs to another account.",
      remedy: "Set a token of this account.",
    } as const;
    renderScreen(<HomeScreen me={buildMe({ monday })} />, api);
    expect(screen.getByRole("alert").textContent).toContain("Set a token of this account.");
  });
});
