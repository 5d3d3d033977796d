import { createServer } from "node:net";
import { z } from "zod";
import { type Api, createApi } from "./api.ts";
import { type Service, startService } from "./processes.ts";

/** Client id and secret of the local installation; the sandbox's page signs session tokens with the same secret. */
const localClient = { id: "sandbox-client", secret: "sandbox-client-secret" };

/** The same bounds as `npm run serve`: memory stays flat because the runtime collects early, not because it is lucky. */
const serverHeap = ["--max-semi-space-size=4", "--max-old-space-size=128"];

const sandboxReadySchema = z.object({
  url: z.string(),
  mondayApiUrl: z.string(),
  bizstimApiUrl: z.string(),
  frameUrl: z.string(),
  keys: z.object({ good: z.string(), second: z.string() }),
  tokens: z.object({ admin: z.string() }),
});
export type SandboxReady = z.infer<typeof sandboxReadySchema>;

export interface StackOptions {
  readonly dataDir: string;
  readonly appPort: number;
  readonly sandboxPort: number;
  readonly size: string;
  readonly limits: boolean;
  /** Extra flags of the sandbox (`--no-crm`). */
  readonly sandboxArgs?: readonly string[];
  /** Null keeps the sandbox's world in memory. */
  readonly sandboxDataDir: string | null;
  readonly logLevel?: string;
  readonly onLine?: (line: string) => void;
}

export interface Stack {
  readonly appUrl: string;
  /** The page that embeds the app. */
  readonly frameUrl: string;
  readonly sandbox: SandboxReady;
  readonly server: Service;
  readonly sandboxProcess: Service;
  readonly api: Api;
  stop(): Promise<void>;
}

/**
 * Starts the sandbox and the app, each in its own process, as `npm start` and every test that needs the whole do.
 * `MONDAY_API_URL`, `MONDAY_API_TOKEN` and `BIZSTIM_API_URL` of the environment win over the sandbox's.
 */
export async function startStack(wanted: StackOptions): Promise<Stack> {
  const options = { ...wanted, appPort: wanted.appPort === 0 ? await findFreePort() : wanted.appPort };
  const sandboxProcess = await startSandboxProcess(options);
  const sandbox = sandboxReadySchema.parse(sandboxProcess.ready);
  try {
    const server = await startServer(options, sandbox);
    const appUrl = z.object({ url: z.string() }).parse(server.ready).url;
    return {
      appUrl,
      frameUrl: sandbox.frameUrl,
      sandbox,
      server,
      sandboxProcess,
      api: await createAdminApi(appUrl, sandbox),
      async stop() {
        await server.stop();
        await sandboxProcess.stop();
      },
    };
  } catch (error) {
    await sandboxProcess.stop();
    throw error;
  }
}

/** The sandbox's page must know the app's address before the app runs, so a free port is found first. */
function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

function startSandboxProcess(options: StackOptions): Promise<Service> {
  return startService({
    name: "The sandbox",
    script: "sandbox/main.ts",
    args: [
      ...["--port", String(options.sandboxPort), "--size", options.size],
      ...["--app-url", `http://localhost:${options.appPort}`],
      ...["--client-id", localClient.id, "--client-secret", localClient.secret],
      ...(options.sandboxDataDir === null ? [] : ["--data-dir", options.sandboxDataDir]),
      ...(options.limits ? [] : ["--no-limits"]),
      ...(options.sandboxArgs ?? []),
    ],
    isReady: (line) => "mondayApiUrl" in line,
    outlivesSignals: true,
    ...(options.onLine ? { onLine: options.onLine } : {}),
  });
}

/** Starts the app alone against a running sandbox, as after a crash. */
export function startServer(options: StackOptions, sandbox: SandboxReady): Promise<Service> {
  return startService({
    name: "Portage",
    script: "server/main.ts",
    nodeArgs: serverHeap,
    env: {
      PORT: String(options.appPort),
      APP_URL: `http://localhost:${options.appPort}`,
      DATA_DIR: options.dataDir,
      MONDAY_CLIENT_ID: localClient.id,
      MONDAY_CLIENT_SECRET: localClient.secret,
      MONDAY_API_URL: process.env.MONDAY_API_URL ?? sandbox.mondayApiUrl,
      MONDAY_API_TOKEN: process.env.MONDAY_API_TOKEN ?? sandbox.tokens.admin,
      BIZSTIM_API_URL: process.env.BIZSTIM_API_URL ?? sandbox.bizstimApiUrl,
      LOG_LEVEL: process.env.LOG_LEVEL ?? options.logLevel ?? "info",
    },
    isReady: (line) => line.event === "server_listening",
    ...(options.onLine ? { onLine: options.onLine } : {}),
  });
}

const whoSchema = z.object({
  data: z.object({
    me: z.object({ id: z.coerce.string(), account: z.object({ id: z.coerce.string(), slug: z.string() }) }),
  }),
});

/** An API client signed in as the user the monday token belongs to. */
async function createAdminApi(url: string, sandbox: SandboxReady): Promise<Api> {
  const response = await fetch(process.env.MONDAY_API_URL ?? sandbox.mondayApiUrl, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: process.env.MONDAY_API_TOKEN ?? sandbox.tokens.admin,
      "api-version": "2026-10",
    },
    body: JSON.stringify({ query: "query WhoAmI { me { id account { id slug } } }" }),
  });
  const { me } = whoSchema.parse(await response.json()).data;
  return createApi({
    url,
    clientId: localClient.id,
    clientSecret: localClient.secret,
    identity: { accountId: me.account.id, userId: me.id, slug: me.account.slug },
  });
}
