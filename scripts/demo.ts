import { rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Reconciliation } from "../server/contract/records.ts";
import type { RunView } from "../server/contract/run.ts";
import { runMainJob } from "./local/main-job.ts";
import { root } from "./local/processes.ts";
import { startStack } from "./local/stack.ts";
import { toTable } from "./local/table.ts";

/**
 * `npm run demo`: the whole main job, headless, through the HTTP API, ending with the reconciliation.
 * Killed half way and started again, it goes on where it stood; once finished, the next start begins anew.
 *
 *   --json        the reconciliation as JSON on the last line
 *   --size NAME   small, medium (default), large or a number of records
 *   --limits      with the vendors' limits on: waits are real
 */
const { values: flags } = parseArgs({
  options: {
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
    const apiKey = flags["api-key"] ?? stack.sandbox.keys.good;
    const { reconciliation } = await runMainJob(stack.api, {
      source: "bizstim",
      credentials: { apiKey },
      optionHours: 0.5,
      say: (line) => console.log(line),
      onRun: createRunPrinter(),
    });
    print(reconciliation, (performance.now() - startedAt) / 1000);
    return reconciliation.addsUp ? 0 : 1;
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
  if (flags.json) console.log(JSON.stringify(reconciliation));
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
