// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { brokenRules, renderScreen } from "../lib/testing/render-screen.tsx";
import { buildProblem, scriptApi } from "../lib/testing/script-api.ts";
import { Downloads } from "./Downloads.tsx";

describe("the downloads", () => {
  it("fetch a file with the session's token and save it", async () => {
    const createObjectURL = vi.fn(() => "blob:1");
    Object.assign(URL, { createObjectURL, revokeObjectURL: () => undefined });
    const { api, calls } = scriptApi({ "GET /migrations/m1/ids.csv": { body: "id" } });
    const { container } = renderScreen(<Downloads migrationId="m1" />, api);
    await userEvent.click(screen.getByRole("button", { name: "Download Old ids and new items, CSV" }));
    await vi.waitFor(() => expect(createObjectURL).toHaveBeenCalledOnce());
    expect(calls[0]?.authorization).toBe("Bearer token-1");
    expect(await brokenRules(container)).toEqual([]);
  });

  it("say in place why a file could not be had", async () => {
    const problem = buildProblem({ status: 409, detail: "Nothing has been imported yet." });
    const { api } = scriptApi({ "GET /migrations/m1/report.html": { status: 409, body: problem } });
    renderScreen(<Downloads migrationId="m1" />, api);
    await userEvent.click(screen.getByRole("button", { name: "Download Handoff report, Page" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Nothing has been imported yet.");
  });
});
