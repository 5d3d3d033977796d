import { setTimeout as wait } from "node:timers/promises";
import type { Request, Response } from "express";
import { Router } from "express";
import type { ReadableSwitchBoard } from "../control/board.ts";
import type { Answer } from "./answers.ts";
import { brokenPage, documentationPage, failure, refusal, send, signInPage } from "./answers.ts";
import type { BizstimKeys } from "./keys.ts";
import type { CallWindows } from "./limits.ts";
import type { Method } from "./methods.ts";

/** What the router needs to answer; everything that can change is behind a switch or a function. */
export interface RouterDeps {
  keys: BizstimKeys;
  switches: ReadableSwitchBoard;
  windows: CallWindows;
  findMethod(name: string): Method | undefined;
  /** Called once for each request under `/api`, before it is answered. */
  onCall(verb: string, method: string): void;
}

/** Places under `/api` that hold documentation; a mistyped path ends here with HTML and status 200. */
const documentationPlaces = new Set(["", "method", "post-method", "put-method", "delete-method"]);

function checkKey(deps: RouterDeps, key: string | undefined): Answer | undefined {
  const { keys, switches } = deps;
  const isGood = key === keys.second || (key === keys.good && !switches.isOn("keys.revoked"));
  if (key === keys.noApi || (isGood && !switches.isOn("keys.planIncludesApi"))) {
    return refusal(401, "This API key does not have enough permissions");
  }
  // The library repeats the key it was given: readers must not log this text as it is.
  return isGood ? undefined : refusal(403, `Invalid API key ${key ?? ""}`.trim());
}

function checkLimit(deps: RouterDeps, key: string, verb: string, method: string): Answer | undefined {
  const { switches, windows } = deps;
  if (!switches.isOn("limits.on")) return undefined;
  const bucket = switches.chosen("limits.scope") === "key" ? key : `${key} ${verb} ${method}`;
  if (windows.take(bucket, switches.amount("limits.figure"))) return undefined;
  return refusal(
    Number(switches.chosen("limits.status")),
    "This API key has reached the hourly limit for this method.",
  );
}

function answer(deps: RouterDeps, req: Request, segments: readonly (string | undefined)[]): Answer {
  const name = segments[0] ?? "";
  if (documentationPlaces.has(name)) return documentationPage;
  const key = req.get("x-api-key");
  const refused = checkKey(deps, key);
  if (refused !== undefined || key === undefined) return refused ?? refusal(403, "Invalid API key");
  const method = deps.findMethod(name);
  if (method === undefined)
    return refusal(Number(deps.switches.chosen("answers.unknownMethod")), "Unknown method");
  if (req.method !== "GET") return failure("This sandbox account is read-only.", 405);
  return checkLimit(deps, key, req.method, name) ?? method(segments.slice(1));
}

/** Routes of the stand-in, to be mounted at `/bizstim`: the API under `/api`, documentation pages beside it. */
export function createBizstimRouter(deps: RouterDeps): Router {
  const router = Router();
  let calls = 0;
  const isTurnOf = (switchId: string): boolean => {
    const every = deps.switches.amount(switchId);
    return every > 0 && calls % every === 0;
  };

  const handleCall = async (req: Request, res: Response): Promise<void> => {
    const segments = req.path.split("/").filter((segment) => segment !== "");
    calls += 1;
    deps.onCall(req.method, segments[0] ?? "");
    const slowMs = deps.switches.amount("faults.slowMs");
    if (slowMs > 0) await wait(slowMs);
    if (isTurnOf("faults.dropEvery")) {
      req.socket.destroy();
      return;
    }
    if (isTurnOf("faults.errorEvery")) return send(req, res, brokenPage);
    if (isTurnOf("faults.htmlEvery")) return send(req, res, signInPage);
    send(req, res, answer(deps, req, segments));
  };

  router.use("/api", (req, res, next) => {
    handleCall(req, res).catch(next);
  });
  router.use((req, res) => send(req, res, signInPage));
  return router;
}
