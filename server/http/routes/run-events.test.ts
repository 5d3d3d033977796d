import { afterEach, describe, expect, it } from "vitest";
import type { RunningServer } from "../../../test/fakes/http-server.ts";
import { buildServices, startHttpServer } from "../../../test/fakes/http-server.ts";
import { toFailure } from "../../contract/errors.ts";
import { err, ok } from "../../contract/result.ts";
import type { RunState, RunView } from "../../contract/run.ts";
import { createRunEvents } from "../../engine/events.ts";

const servers: RunningServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

function buildRun(state: RunState): RunView {
  return {
    id: "r1",
    migrationId: "m1",
    kind: "import",
    state,
    waiting: null,
    requestedBy: "7",
    createdAt: "2026-11-21T12:00:00.000Z",
    startedAt: null,
    endedAt: null,
    phases: [],
    etaSeconds: null,
    failure: null,
    calls: { source: 0, destination: 0 },
    can: [],
  };
}

async function startWith(states: readonly RunState[]) {
  const events = createRunEvents();
  let reads = 0;
  const getRun = () => {
    const state = states[Math.min(reads, states.length - 1)] ?? "failed";
    reads += 1;
    return Promise.resolve(ok(buildRun(state)));
  };
  const server = await startHttpServer({ events, services: buildServices({ getRun }) });
  servers.push(server);
  return { server, events };
}

describe("events of a run", () => {
  it("sends the run at once, again after a change, and ends with the run", async () => {
    // The first read decides whether there is such a run; the others are sent.
    const { server, events } = await startWith(["queued", "queued", "succeeded"]);
    const response = await server.call("/api/runs/r1/events");
    events.publish("100", "r1");
    const text = await response.text();
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const sent = text.split("\n\n").filter((block) => block.startsWith("event: run\n"));
    expect(sent.map((block) => block.includes('"state":"succeeded"'))).toEqual([false, true]);
  });

  it("listens to the run of the asking account and stops listening at the end", async () => {
    const listening: string[] = [];
    const events = {
      subscribe(accountId: string, runId: string) {
        listening.push(`${accountId}/${runId}`);
        return () => void listening.push("stopped");
      },
    };
    const getRun = () => Promise.resolve(ok(buildRun("succeeded")));
    const server = await startHttpServer({ events, services: buildServices({ getRun }) });
    servers.push(server);
    await (await server.call("/api/runs/r1/events")).text();
    expect(listening).toEqual(["100/r1", "stopped"]);
  });

  it("answers a problem, not a stream, for a run that is not there", async () => {
    const getRun = () => Promise.resolve(err(toFailure("request.not_found", { message: "no run" })));
    const server = await startHttpServer({ services: buildServices({ getRun }) });
    servers.push(server);
    const response = await server.call("/api/runs/r9/events");
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
  });
});
