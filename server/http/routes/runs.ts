import { z } from "zod";
import { ok } from "../../contract/result.ts";
import { runViewSchema, startRunSchema } from "../../contract/run.ts";
import type { Route } from "../route.ts";
import { idParams, jsonRoute, nothing } from "../route.ts";
import type { RouteDeps } from "../route-deps.ts";
import type { Services } from "../services.ts";

const startedRunSchema = z.strictObject({ id: z.string() });

function commandRoute(
  command: "pause" | "resume" | "cancel",
  summary: string,
  handle: Services["pauseRun"],
): Route {
  return jsonRoute({
    method: "post",
    path: `/runs/{id}/${command}`,
    summary,
    access: "change",
    params: idParams,
    query: nothing,
    body: nothing,
    response: runViewSchema,
    handle: ({ actor, params }) => handle(actor, { runId: params.id }),
  });
}

export function runRoutes({ services }: RouteDeps): readonly Route[] {
  return [
    jsonRoute({
      method: "post",
      path: "/migrations/{id}/runs",
      summary: "Starts a run; 409 while another one is under way or an approval is missing",
      access: "change",
      params: idParams,
      query: nothing,
      body: startRunSchema,
      status: 202,
      response: startedRunSchema,
      handle: async ({ actor, params, body }) => {
        const started = await services.startRun(actor, { migrationId: params.id, ...body });
        return started.ok ? ok({ id: started.value.id }) : started;
      },
    }),
    jsonRoute({
      method: "get",
      path: "/runs/{id}",
      summary: "State, progress for each phase, rate, time left, why it waits",
      access: "look",
      params: idParams,
      query: nothing,
      body: nothing,
      response: runViewSchema,
      handle: ({ actor, params }) => services.getRun(actor, { runId: params.id }),
    }),
    commandRoute("pause", "Asks a run to pause after the work in hand", services.pauseRun),
    commandRoute("resume", "Lets a paused or stopped run go on", services.resumeRun),
    commandRoute("cancel", "Ends a run after the work in hand; what was written stays", services.cancelRun),
  ];
}
