import { createServer } from "node:http";
import { join } from "node:path";
import express from "express";
import type { BizstimSandbox, BizstimSandboxOptions } from "./bizstim/index.ts";
import { createBizstimSandbox } from "./bizstim/index.ts";
import { parseSandboxArguments } from "./cli.ts";
import { createControl } from "./control/index.ts";
import { sourceActions } from "./control/source-actions.ts";
import { createFrame } from "./frame/index.ts";
import type { FramePeople, FramePerson, FrameRole } from "./frame/people.ts";
import type { MondaySandbox, MondaySandboxOptions } from "./monday/index.ts";
import { createMondaySandbox } from "./monday/index.ts";

export interface SandboxOptions {
  /** 0 takes any free port. */
  port: number;
  /** Address to listen on; default 127.0.0.1. */
  host?: string;
  /** Where the app is served, such as `http://localhost:8400`. */
  appUrl: string;
  clientId: string;
  clientSecret: string;
  /** Folder for the stand-ins' memory; null keeps everything in the process. */
  dataDir: string | null;
  bizstim: Omit<BizstimSandboxOptions, "file" | "clock">;
  monday: Omit<MondaySandboxOptions, "file" | "clock">;
  /** "Now" in milliseconds for every stand-in; default the real clock. */
  clock?: () => number;
}

export interface Sandbox {
  url: string;
  /** For `MONDAY_API_URL`. */
  mondayApiUrl: string;
  /** For `BIZSTIM_API_URL`. */
  bizstimApiUrl: string;
  /** The page a newcomer opens. */
  frameUrl: string;
  bizstim: BizstimSandbox;
  monday: MondaySandbox;
  /** Saves, stops listening and drops open connections. */
  close(): Promise<void>;
}

/** The people behind the frame's role switch. */
function framePeople(monday: MondaySandbox): FramePeople {
  const personOf = (role: FrameRole): FramePerson => {
    const { id, name, token } = monday.userByRole(role);
    return { id: String(id), name, token };
  };
  return {
    admin: personOf("admin"),
    member: personOf("member"),
    viewer: personOf("viewer"),
    guest: personOf("guest"),
  };
}

/** Starts the stand-ins for monday and Bizstim, the page that embeds the app and the control page, on one port. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { dataDir, clock = Date.now } = options;
  const fileOf = (name: string): string | null => (dataDir === null ? null : join(dataDir, name));
  const bizstim = createBizstimSandbox({
    ...options.bizstim,
    clock: { now: clock },
    file: fileOf("bizstim.json"),
  });
  const monday = await createMondaySandbox({ ...options.monday, clock, file: fileOf("monday.json") });
  const frame = createFrame({
    app: { clientId: options.clientId, clientSecret: options.clientSecret },
    appUrl: options.appUrl,
    account: monday.account,
    people: framePeople(monday),
    mondayApiUrl: "/monday/v2",
    bizstimKeys: bizstim.keys,
    clock: { now: clock },
  });

  const app = express();
  app.disable("x-powered-by");
  // Hashing every answer for an ETag costs more than making it, and no API client here asks again with one.
  app.set("etag", false);
  app.use("/monday", monday.router);
  app.use("/bizstim", bizstim.router);
  app.use("/frame", frame.router);
  app.use(
    "/control",
    createControl([monday.switches, bizstim.switches, frame.switches], sourceActions(bizstim), {
      callable: { monday: monday.act, bizstim: bizstim.edit },
      picture: () => monday.world.picture(),
    }),
  );
  app.get("/", (_req, res) => res.redirect("/frame/"));

  const server = createServer(app);
  const host = options.host ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, host, resolve);
  });
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : options.port;
  // One name for pages and APIs alike: what may embed the app is judged by origin, and a name is an origin of its own.
  const url = `http://${host === "127.0.0.1" || host === "0.0.0.0" ? "localhost" : host}:${port}`;

  return {
    url,
    mondayApiUrl: `${url}/monday/v2`,
    bizstimApiUrl: `${url}/bizstim/api`,
    frameUrl: `${url}/frame/`,
    bizstim,
    monday,
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      bizstim.close();
      await monday.close();
    },
  };
}

if (import.meta.main) {
  const sandbox = await startSandbox(parseSandboxArguments(process.argv.slice(2)));
  const { url, mondayApiUrl, bizstimApiUrl, frameUrl, bizstim, monday } = sandbox;
  console.log(
    JSON.stringify({ url, mondayApiUrl, bizstimApiUrl, frameUrl, keys: bizstim.keys, tokens: monday.tokens }),
  );
  const stop = (): void => void sandbox.close().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}
