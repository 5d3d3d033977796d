import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import express, { Router } from "express";
import type { BizstimKeys } from "../bizstim/keys.ts";
import type { SwitchBoard } from "../control/types.ts";
import type { FramePeople } from "./people.ts";
import { frameRoles, toFrameRole } from "./people.ts";
import type { FrameApp } from "./session-token.ts";
import { mintSessionToken } from "./session-token.ts";
import { createFrameSwitches } from "./switches.ts";

export interface FrameOptions {
  app: Pick<FrameApp, "clientId" | "clientSecret">;
  /** Where the app is served; the frame embeds it and asks its `/healthz` whether it is there. */
  appUrl: string;
  account: { id: string; slug: string };
  people: FramePeople;
  /** Path or address of the stand-in's GraphQL API, as the browser reaches it. */
  mondayApiUrl: string;
  /** Keys shown beside the frame for the connect step. */
  bizstimKeys: BizstimKeys;
  clock?: { now(): number };
}

export interface Frame {
  /** Mount at `/frame`. */
  router: Router;
  switches: SwitchBoard;
}

const pageFolder = join(import.meta.dirname, "page");

function fontFolder(): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve("@fontsource/figtree/package.json")), "files");
}

/** Whether something answers there. Asked by the server: the browser may not look into another origin. */
async function answers(address: string): Promise<boolean> {
  try {
    await fetch(address, { signal: AbortSignal.timeout(3_000) });
    return true;
  } catch {
    // Nothing listens yet; the page says so and offers to try again.
    return false;
  }
}

/** The page that looks like a monday board and plays monday's side of monday-sdk-js for the app inside it. */
export function createFrame(options: FrameOptions): Frame {
  const clock = options.clock ?? Date;
  const switches = createFrameSwitches();
  const app: FrameApp = { ...options.app, appId: 10_412_233, appVersionId: 13_377_101 };
  const router = Router();

  router.get("/setup", (_req, res) => {
    res.json({
      appUrl: options.appUrl,
      mondayApiUrl: options.mondayApiUrl,
      account: options.account,
      app: { id: app.appId, clientId: app.clientId, versionId: app.appVersionId },
      people: Object.fromEntries(frameRoles.map((role) => [role, options.people[role]])),
      bizstimKeys: options.bizstimKeys,
    });
  });

  router.get("/app-status", async (_req, res) => {
    res.set("cache-control", "no-store").json({ answers: await answers(`${options.appUrl}/healthz`) });
  });

  router.get("/session-token", async (req, res) => {
    const role = toFrameRole(req.query.role);
    const fault = switches.chosen("frame.sessionToken");
    const token = await mintSessionToken({
      app,
      account: options.account,
      role,
      person: options.people[role],
      now: clock.now(),
      fault: fault === "expired" || fault === "wrong signature" ? fault : "none",
    });
    res.set("cache-control", "no-store").json({ token });
  });

  router.get("/faults", (_req, res) => {
    res.set("cache-control", "no-store").json({
      silent: switches.isOn("frame.silent"),
      lateMs: switches.amount("frame.lateMs"),
      twice: switches.isOn("frame.twice"),
      emptyStorage: switches.isOn("frame.emptyStorage"),
      softApiErrors: switches.isOn("frame.softApiErrors"),
    });
  });

  router.use("/fonts", express.static(fontFolder(), { immutable: true, maxAge: "1d" }));
  router.use(express.static(pageFolder));
  return { router, switches };
}
