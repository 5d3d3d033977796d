import { rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Reconciliation, reconciliationSchema } from "../server/contract/records.ts";
import type { RunView } from "../server/contract/run.ts";
import { runMainJob } from "./local/main-job.ts";
import { root } from "./local/processes.ts";
import { createSandboxControl } from "./local/sandbox-control.ts";
import { startStack } from "./local/stack.ts";
import { createStages } from "./local/stages.ts";
import { toTable } from "./local/table.ts";
import { runWayBack } from "./local/way-back.ts";

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
  const startedAt = performance.now();
  try {
    const stages = createStages(path.join(dataDir, "stages.json"));
    const sandbox = createSandboxControl(stack.sandbox.url);
    const before = flags.full ? await stages.once("picture", () => sandbox.picture()) : "";
    const say = (line: string): void => console.log(line);
    const onRun = createRunPrinter();
    const imported = await stages.once("import", async () => {
      const apiKey = flags["api-key"] ?? stack.sandbox.keys.good;
      const { reconciliation } = await runMainJob(stack.api, {
        source: "bizstim",
        credentials: { apiKey },
        optionHours: 0.5,
        sample: {},
        say,
        onRun,
      });
      print(reconciliation, (performance.now() - startedAt) / 1000);
      return JSON.stringify(reconciliation);
    });
    const reconciliation = reconciliationSchema.parse(JSON.parse(imported));
    let isProven = true;
    if (flags.full) {
      const { migrationId } = reconciliation;
      const { verified, rolledBack } = await runWayBack(stack.api, {
        migrationId,
        sandbox,
        stages,
        say,
        onRun,
      });
      const isSame = (await sandbox.picture()) === before;
      say(
        isSame
          ? `The monday account is what it was before, byte by byte (${before.length} characters compared).`
          : "The monday account is NOT what it was before.",
      );
      isProven = verified && rolledBack && isSame;
    }
    if (flags.json) console.log(JSON.stringify(reconciliation));
    return reconciliation.addsUp && isProven ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    await stack.stop();
  }
}

function print(reconciliation: Reconciliation, seconds: number): void {
  console.log(`\nReconciliation (${seconds.toFixed(1)} s)\n`);
  console.log(
    toTable(
      [
        "Phase",
        "In source",
        "Created",
        "Updated",
        "Unchanged",
        "Merged",
        "Skipped",
        "Failed",
        "Expected",
        "Found",
        "Links",
        "",
      ],
      reconciliation.phases.map((p) => [
        p.title,
        p.inSnapshot,
        p.created,
        p.updated,
        p.unchanged,
        p.merged,
        p.skipped,
        p.failed,
        p.expected,
        p.found ?? "-",
        `${p.links.found ?? "-"}/${p.links.expected}`,
        p.addsUp ? "adds up" : p.differences.join("; "),
      ]),
    ),
  );
  const sums = reconciliation.phases.flatMap((p) =>
    p.sums.map((s) => [p.title, s.title, s.kind ?? "", s.unit ?? "", s.source, s.destination ?? "-"]),
  );
  if (sums.length > 0)
    console.log(`\n${toTable(["Phase", "Sum of", "Kind", "Unit", "Source", "monday"], sums)}`);
  for (const reason of reconciliation.reasons) {
    console.log(`${reason.outcome} ${reason.count}: ${reason.text}`);
  }
  console.log(reconciliation.addsUp ? "\nEvery phase adds up." : "\nSome phases do not add up.");
}

/** One line when a phase begins and when the run's state changes. */
function createRunPrinter(): (run: RunView) => void {
  let last = "";
  return (run) => {
    const active = run.phases.find((phase) => phase.state === "active");
    const now = `${run.kind} ${run.state}${active ? `: ${active.title}` : ""}${run.waiting ? ` (${run.waiting.reason})` : ""}`;
    if (now === last) return;
    last = now;
    console.log(now);
  };
}
