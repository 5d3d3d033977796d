// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { createApi } from "../api.ts";
import { buildRun } from "../testing/builders.ts";
import { renderScreen } from "../testing/render-screen.tsx";
import { useRun } from "./runs.ts";

function ShownState() {
  const run = useRun("r1");
  return <p>{run.data?.state ?? "loading"}</p>;
}

describe("useRun", () => {
  it("shows what the run's events say, until it is over", async () => {
    const ended = buildRun({ state: "succeeded", can: [] });
    const asked: string[] = [];
    const api = createApi({
      sessionToken: async () => "t",
      fetch: async (input) => {
        asked.push(String(input));
        const isStream = String(input).endsWith("/events");
        return new Response(
          isStream ? `event: run\ndata: ${JSON.stringify(ended)}\n\n` : JSON.stringify(buildRun()),
        );
      },
    });
    renderScreen(<ShownState />, api);
    expect(await screen.findByText("running")).toBeTruthy();
    expect(await screen.findByText("succeeded")).toBeTruthy();
    expect(asked).toEqual(["/api/runs/r1", "/api/runs/r1/events"]);
  });
});
