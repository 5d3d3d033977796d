// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { brokenRules, renderScreen } from "../lib/testing/render-screen.tsx";
import { scriptApi } from "../lib/testing/script-api.ts";
import { StepsHeader } from "./StepsHeader.tsx";

describe("StepsHeader", () => {
  it("opens what has been reached, marks where one is, and leaves the rest closed", async () => {
    const { container } = renderScreen(
      <StepsHeader migrationId="m1" current="discover" stands="discover" reached="plan" />,
      scriptApi({}).api,
    );
    const links = screen.getAllByRole("link");
    expect(links.map((link) => link.getAttribute("href"))).toEqual([
      "#/m/m1/connect",
      "#/m/m1/discover",
      "#/m/m1/plan",
    ]);
    expect(links.map((link) => link.textContent?.includes("done"))).toEqual([true, false, false]);
    expect(screen.getByRole("link", { current: "step" }).textContent).toContain("Discover");
    expect(await brokenRules(container)).toEqual([]);
  });
});
