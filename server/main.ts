import { createServer } from "node:http";
import path from "node:path";
import { blueprintFor } from "./blueprints/index.ts";
import { ConfigError, readConfig } from "./config.ts";
import { parseCredentials } from "./connectors/credentials.ts";
import { createMondayDestinations } from "./connectors/destinations/monday/index.ts";
import { createSourceRegistry } from "./connectors/registry.ts";
import { createCallLog } from "./engine/call-log.ts";
import type { EngineDeps } from "./engine/deps.ts";
import { createRunEvents } from "./engine/events.ts";
import { createScheduler } from "./engine/schedule/scheduler.ts";
import { createServices } from "./engine/services/index.ts";
import { createWorker } from "./engine/worker.ts";
import { createHttpServer } from "./http/server.ts";
import { createSessionVerifier } from "./http/session-token.ts";
import { systemClock } from "./platform/clock.ts";
import { createIds } from "./platform/ids.ts";
import { createLogger } from "./platform/logger.ts";
import { createSecrets } from "./platform/secrets.ts";
import { openSqliteStore } from "./store/sqlite/index.ts";

/** Composition root: environment → store → connectors → engine → http, and an orderly way back down. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger({ level: config.logLevel });
  const clock = systemClock;
  const ids = createIds(clock.now);
  const secrets = createSecrets(config.encryptionKeys);
  const store = await openSqliteStore({ file: path.join(config.dataDir, "portage.db") });
  await store.runs.releaseLeases();

  const callLog = createCallLog();
  const sources = createSourceRegistry({ bizstimApiUrl: config.bizstimApiUrl });
  const destinations = createMondayDestinations({
    apiUrl: config.mondayApiUrl,
    apiVersion: config.mondayApiVersion,
    token: config.mondayApiToken,
    now: clock.now,
    sleep: clock.sleep,
    random: Math.random,
    logger,
    reportCall: callLog.report,
  });
  const deps: EngineDeps = {
    store,
    sources: (kind) => sources.get(kind) ?? null,
    destinations,
    blueprints: blueprintFor,
    clock,
    ids,
    logger,
    events: createRunEvents(),
    callLog,
    sealCredentials: (credentials, context) => secrets.seal(JSON.stringify(credentials), context),
    openCredentials: (sealed, context) => parseCredentials(secrets.open(sealed, context)),
    random: Math.random,
  };

  const worker = createWorker(deps);
  const scheduler = createScheduler(deps);
  let stopping = false;
  const app = createHttpServer(
    {
      services: createServices(deps),
      sources: [...sources.values()].map((source) => source.view),
      events: deps.events,
      verifySession: createSessionVerifier(
        { now: clock.now },
        { clientSecret: config.mondayClientSecret, clientId: config.mondayClientId },
      ),
      ids,
      logger,
      ready: async () => {
        if (stopping) return false;
        await store.ping();
        return true;
      },
      countRuns: () => store.runs.countByState(),
    },
    { appUrl: config.appUrl, clientDir: path.resolve(import.meta.dirname, "../client/dist") },
  );

  const server = createServer(app);
  // Longer than a load balancer keeps idle connections, so that none is closed under a request on its way.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(config.port, resolve);
  });
  worker.start();
  scheduler.start();
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : config.port;
  // Always said, whatever the level: it is how a supervisor knows that the server is up.
  process.stdout.write(
    `${JSON.stringify({ event: "server_listening", port, url: `http://localhost:${port}` })}\n`,
  );

  async function stop(signal: string): Promise<void> {
    if (stopping) return;
    stopping = true;
    logger.info({ event: "server_stopping", signal });
    server.close();
    await scheduler.stop();
    await worker.stop();
    server.closeAllConnections();
    await store.close();
    logger.info({ event: "server_stopped" });
    process.exit(0);
  }
  process.once("SIGTERM", () => void stop("SIGTERM"));
  process.once("SIGINT", () => void stop("SIGINT"));
}

try {
  await main();
} catch (error) {
  // Nothing is set up yet that could log: the operator reads the terminal.
  const text = error instanceof ConfigError ? error.message : `Portage could not start: ${String(error)}`;
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
