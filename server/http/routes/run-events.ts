import { once } from "node:events";
import type { Response } from "express";
import { FailureError } from "../../contract/errors.ts";
import { ok } from "../../contract/result.ts";
import type { RunState, RunView } from "../../contract/run.ts";
import type { Actor } from "../../engine/services/actor.ts";
import type { Route } from "../route.ts";
import { idParams, nothing, streamRoute } from "../route.ts";
import type { RouteDeps } from "../route-deps.ts";

/** Proxies cut streams that stay silent for a minute. */
const heartbeatMs = 15_000;
/** A run writes many times a second; people read a few times. */
const leastMsBetweenEvents = 250;
/** The session token is verified once; a stream ends now and then so that a new one is asked for. */
const longestStreamMs = 30 * 60_000;

const endStates: ReadonlySet<RunState> = new Set(["succeeded", "needs_attention", "failed", "cancelled"]);

function startStream(res: Response): void {
  res.status(200);
  res.setHeader("content-type", "text/event-stream; charset=utf-8");
  res.setHeader("cache-control", "no-store");
  // nginx and its kin would hold events back.
  res.setHeader("x-accel-buffering", "no");
  res.flushHeaders();
}

/**
 * Sends the run after each change until it is over or the reader leaves. Changes that come while one is being
 * sent become one event.
 */
async function follow(deps: RouteDeps, actor: Actor, first: RunView, res: Response): Promise<void> {
  const ended = new AbortController();
  let wake = () => {};
  let isChanged = false;
  const unsubscribe = deps.events.subscribe(actor.accountId, first.id, () => {
    isChanged = true;
    wake();
  });
  const heartbeat = setInterval(() => {
    if (!res.writableNeedDrain) res.write(": still here\n\n");
  }, heartbeatMs);
  const lifetime = setTimeout(() => ended.abort(), longestStreamMs);
  res.on("close", () => ended.abort());
  ended.signal.addEventListener("abort", () => wake());
  const changed = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      if (isChanged || ended.signal.aborted) resolve();
    });
  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, leastMsBetweenEvents));

  try {
    for (;;) {
      isChanged = false;
      const run = await deps.services.getRun(actor, { runId: first.id });
      if (!run.ok || ended.signal.aborted) return;
      const isTaken = res.write(`event: run\ndata: ${JSON.stringify(run.value)}\n\n`);
      if (endStates.has(run.value.state)) return;
      // Whoever does not read gets no more: what waits for them would pile up here.
      if (!isTaken) await drained(res, ended.signal);
      await pause();
      await changed();
    }
  } finally {
    clearInterval(heartbeat);
    clearTimeout(lifetime);
    unsubscribe();
    res.end();
  }
}

async function drained(res: Response, signal: AbortSignal): Promise<void> {
  try {
    await once(res, "drain", { signal });
  } catch (cause) {
    if (!signal.aborted) throw cause;
  }
}

export function runEventRoutes(deps: RouteDeps): readonly Route[] {
  return [
    streamRoute({
      method: "get",
      path: "/runs/{id}/events",
      summary: "The run after each change, as server-sent events named `run`",
      access: "look",
      params: idParams,
      query: nothing,
      body: nothing,
      mediaType: "text/event-stream",
      async stream({ actor, params }, res) {
        const run = await deps.services.getRun(actor, { runId: params.id });
        if (!run.ok) throw new FailureError(run.error);
        startStream(res);
        await follow(deps, actor, run.value, res);
        return ok(undefined);
      },
    }),
  ];
}
