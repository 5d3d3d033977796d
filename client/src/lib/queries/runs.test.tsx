// @vitest-environment jsdom
import { useQuery } from "@tanstack/react-query";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Api, createApi } from "../api.ts";
import { useApi } from "../client-context.tsx";
import { buildMigration, buildRun } from "../testing/builders.ts";
import { renderScreen } from "../testing/render-screen.tsx";
import { buildProblem } from "../testing/script-api.ts";
import { keys } from "./keys.ts";
import { useMigration } from "./migrations.ts";
import { useRun, useStartRun } from "./runs.ts";

const running = buildRun();
const ended = buildRun({ state: "succeeded", can: [] });

/** An API that answers each path from a table, and the calls it took. */
function answer(answers: Readonly<Record<string, () => unknown>>): { api: Api; asked: string[] } {
  const asked: string[] = [];
  const api = createApi({
    sessionToken: async () => "t",
    fetch: async (input) => {
      const path = String(input).replace("/api", "");
      asked.push(path);
      const body = await answers[path]?.();
      if (body instanceof Response) return body;
      return new Response(typeof body === "string" ? body : JSON.stringify(body));
    },
  });
  return { api, asked };
}

const toEvents = (...runs: unknown[]) =>
  runs.map((run) => `event: run\ndata: ${JSON.stringify(run)}\n\n`).join("");

function ShownState() {
  const run = useRun("r1");
  return <p>{run.data?.state ?? "loading"}</p>;
}

/** A screen that follows the active run of a migration and shows something the run leads to. */
function ShownResult({ seen }: { readonly seen: string[] }) {
  const migration = useMigration("m1").data;
  const activeId = migration?.activeRun?.id ?? null;
  const run = useRun(activeId).data;
  const api = useApi();
  const result = useQuery({
    queryKey: keys.verification("m1"),
    queryFn: () => api.request("/migrations/m1/verification", z.string().nullable()),
  }).data;
  const state = activeId === null ? "nothing under way" : (run?.state ?? "running");
  const words = migration === undefined ? "loading" : `${state}, ${result ?? "no result"}`;
  if (seen.at(-1) !== words) seen.push(words);
  return <p>{words}</p>;
}

function ShownStart() {
  const approved = useMigration("m1").data?.stepText;
  const start = useStartRun("m1");
  return (
    <>
      <p>{approved}</p>
      <button type="button" onClick={() => start.mutate({ kind: "import" })}>
        Start
      </button>
    </>
  );
}

describe("useStartRun", () => {
  it("reads the migration anew when it is refused because something changed elsewhere", async () => {
    let isRefused = false;
    const { api } = answer({
      "/migrations/m1": () => buildMigration({ stepText: isRefused ? "Not approved." : "Approved." }),
      "/migrations/m1/runs": () => {
        isRefused = true;
        return new Response(JSON.stringify(buildProblem({ status: 409 })), { status: 409 });
      },
    });
    renderScreen(<ShownStart />, api);
    await screen.findByText("Approved.");
    await userEvent.click(screen.getByRole("button", { name: "Start" }));
    expect(await screen.findByText("Not approved.")).toBeTruthy();
  });
});

describe("useRun", () => {
  it("shows what the run's events say, until it is over", async () => {
    const { api, asked } = answer({ "/runs/r1": () => running, "/runs/r1/events": () => toEvents(ended) });
    renderScreen(<ShownState />, api);
    expect(await screen.findByText("running")).toBeTruthy();
    expect(await screen.findByText("succeeded")).toBeTruthy();
    expect(asked).toEqual(["/runs/r1", "/runs/r1/events"]);
  });

  it.each([
    ["its events", () => toEvents(ended)],
    ["being asked, where events do not come through", () => Promise.reject(new TypeError("held back"))],
  ])("tells the end after what it led to has been read, told by %s", async (_how, events) => {
    let isOver = false;
    const { api } = answer({
      "/migrations/m1": () =>
        buildMigration(isOver ? { lastRun: ended } : { activeRun: running, lastRun: running }),
      "/migrations/m1/verification": async () => {
        if (isOver) await new Promise((resolve) => setTimeout(resolve, 50));
        return JSON.stringify(isOver ? "result" : null);
      },
      "/runs/r1": () => {
        const run = isOver ? ended : running;
        isOver = true;
        return run;
      },
      "/runs/r1/events": events,
    });
    const seen: string[] = [];
    renderScreen(<ShownResult seen={seen} />, api);
    await screen.findByText("nothing under way, result", {}, { timeout: 5000 });
    expect(seen).not.toContain("nothing under way, no result");
    expect(seen).not.toContain("succeeded, no result");
  });
});
