import { spawnSync } from "node:child_process";
import { root } from "./local/processes.ts";

/** `npm run check`: what CI runs besides the tests. Stops at nothing, so that one run shows everything. */
const steps: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ["format, lint and import direction", "biome", "check", "--error-on-warnings", "."],
  ["types: server, sandbox, scripts, tests", "tsc", "-p", "tsconfig.json"],
  ["types: client", "tsc", "-p", "client/tsconfig.json"],
  ["types: the sandbox's pages", "tsc", "-p", "sandbox/frame/page/tsconfig.json"],
  ["dead code", "knip"],
  ["GraphQL documents against monday's schema", "node", "scripts/check-queries.ts"],
];

let failed = 0;
for (const [name, command, ...args] of steps) {
  const startedAt = performance.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${status === 0 ? "ok  " : "FAIL"}  ${name} (${seconds} s)`);
  if (status !== 0) failed += 1;
}
console.log(`${steps.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
