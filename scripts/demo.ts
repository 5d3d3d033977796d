import { rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Reconciliation, reconciliationSchema } from "../server/contract/records.ts";
import type { RunView } from "../server/contract/run.ts";
import type { Api } from "./local/api.ts";
import { runMainJob } from "./local/main-job.ts";
import { root } from "./local/processes.ts";
import { toReconciliationText } from "./local/reconciliation-text.ts";
import { createSandboxControl } from "./local/sandbox-control.ts";
import { type Stack, startStack } from "./local/stack.ts";
import { createStages, type Stages } from "./local/stages.ts";
import { runWayBack, type WayBackOptions } from "./local/way-back.ts";

/**
 * `npm run demo`: the whole main job, headless, through the HTTP API, ending with the reconciliation.
 * Killed half way and started again, it goes on where it stood; once finished, the next start begins anew.
 *
 *   --full        goes on: verify, late changes, verify again, roll back, and show that monday is as it was before
 *   --json        the reconciliation as JSON on the last line
 *   --size NAME   small, medium (default), large or a number of records
 *   --limits      with the vendors' limits on: waits are real
 */
const { values: flags } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    size: { type: "string", default: "medium" },
    limits: { type: "boolean", default: false },
    "api-key": { type: "string" },
  },
});
const dataDir = path.join(root, "data/demo");

const code = await demo();
// A finished demo leaves nothing behind; an interrupted one keeps its data so that the next start goes on.
if (code === 0) rmSync(dataDir, { recursive: true, force: true });
process.exitCode = code;

async function demo(): Promise<number> {
  const stack = await startStack({
    dataDir,
    appPort: 0,
    sandboxPort: 0,
    size: flags.size,
    limits: flags.limits,
    sandboxDataDir: path.join(dataDir, "sandbox"),
    logLevel: "warn",
    onLine: (line) => {
      if (!line.startsWith("{")) console.error(line);
    },
  });
  try {
    const stages = createStages(path.join(dataDir, "stages.json"));
    const sandbox = createSandboxControl(stack.sandbox.url);
    const before = flags.full ? await stages.once("picture", () => sandbox.picture()) : "";
    const tell = createTell();
    const reconciliation = await importOnce(stack, stages, tell);
    const { migrationId } = reconciliation;
    const isProven =
      !flags.full || (await goBack(stack.api, { migrationId, sandbox, stages, ...tell }, before));
    if (flags.json) tell.say(JSON.stringify(reconciliation));
    return reconciliation.addsUp && isProven ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    await stack.stop();
  }
}

async function importOnce({ api, sandbox }: Stack, stages: Stages, tell: Tell): Promise<Reconciliation> {
  const imported = await stages.once("import", async () => {
    const startedAt = performance.now();
    const { reconciliation } = await runMainJob(api, {
      source: "bizstim",
      credentials: { apiKey: flags["api-key"] ?? sandbox.keys.good },
      optionHours: 0.5,
      sample: {},
      ...tell,
    });
    const seconds = (performance.now() - startedAt) / 1000;
    tell.say(`\nReconciliation (${seconds.toFixed(1)} s)\n\n${toReconciliationText(reconciliation)}`);
    return JSON.stringify(reconciliation);
  });
  return reconciliationSchema.parse(JSON.parse(imported));
}

/** The way back, and whether it left the monday account as it was before. */
async function goBack(api: Api, way: WayBackOptions, before: string): Promise<boolean> {
  const { verified, rolledBack } = await runWayBack(api, way);
  const isSame = (await way.sandbox.picture()) === before;
  way.say(
    isSame
      ? `The monday account is what it was before, byte by byte (${before.length} characters compared).`
      : "The monday account is NOT what it was before.",
  );
  return verified && rolledBack && isSame;
}

/** Who hears how it goes: each line, and a run when a phase begins or its state changes. */
interface Tell {
  readonly say: (line: string) => void;
  readonly onRun: (run: RunView) => void;
}

function createTell(): Tell {
  const say = (line: string): void => console.log(line);
  let last = "";
  return {
    say,
    onRun(run) {
      const active = run.phases.find((phase) => phase.state === "active");
      const now = `${run.kind} ${run.state}${active ? `: ${active.title}` : ""}${run.waiting ? ` (${run.waiting.reason})` : ""}`;
      if (now === last) return;
      last = now;
      say(now);
    },
  };
}
