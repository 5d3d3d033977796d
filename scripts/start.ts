import path from "node:path";
import { ensureClientBuilt } from "./local/client-build.ts";
import { root } from "./local/processes.ts";
import { startStack } from "./local/stack.ts";

/**
 * `npm start`: builds the client, starts the app and the sandbox, prints one link.
 * `PORT` (8400) is the app's; the sandbox listens one above it.
 */
const appPort = Number(process.env.PORT ?? 8400);
const dataDir = path.resolve(root, process.env.DATA_DIR ?? "data");

console.log("Building the client if it changed ...");
await ensureClientBuilt();
console.log("Starting Portage and the sandbox ...");
const stack = await startStack({
  dataDir,
  appPort,
  sandboxPort: appPort + 1,
  size: "small",
  limits: true,
  sandboxDataDir: path.join(dataDir, "sandbox"),
  logLevel: "warn",
  onLine: (line) => {
    if (!/"(mondayApiUrl|event":"server_listening)"/.test(line)) console.log(line);
  },
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

console.log(`
Portage runs. Open this page: a stand-in for a monday board with Portage in its tab.

    ${stack.sandbox.frameUrl}

The page shows a Bizstim API key to paste. Limits, faults and plans: ${stack.sandbox.url}/control
Stop with Ctrl+C; what you did is kept in ${path.relative(root, dataDir) || dataDir}.
`);

let stopping = false;
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  await stack.stop();
  process.exit(code);
}
process.once("SIGINT", () => void stop(0));
process.once("SIGTERM", () => void stop(0));
const crashed = await Promise.race([stack.server.exited, stack.sandboxProcess.exited]);
if (!stopping) {
  console.error(`A process ended by itself (exit code ${crashed}). Stopping.`);
  await stop(1);
}
