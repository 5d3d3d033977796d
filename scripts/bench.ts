import { parseArgs } from "node:util";
import type { RunView } from "../server/contract/run.ts";
import { measureBundle } from "./local/bundle-size.ts";
import { ensureClientBuilt } from "./local/client-build.ts";
import { measureDiffScroll } from "./local/diff-scroll.ts";
import { measureItemView } from "./local/item-view-bench.ts";
import { runMainJob } from "./local/main-job.ts";
import { measureWayBack } from "./local/measure-way-back.ts";
import { peakMegabytes } from "./local/peak-memory.ts";
import { toTable } from "./local/table.ts";
import { withThrowawayStack } from "./local/throwaway-stack.ts";
import { measureInteractive } from "./local/time-to-interactive.ts";

/**
 * `npm run bench`: records a second through the whole way with the sandbox's limits off, where the time goes, peak
 * memory of the server, size of the client, time until the board view can be used. Machines are noisy: compare
 * figures of one run only.
 *
 *   --records 10000,200000   sizes of the source account; "" for none
 *   --back 68000             size of the account that is verified and rolled back (68,000 records are 100,000 items)
 *   --diff 8000              size of the account whose rehearsal is scrolled through (more than 100,000 fields)
 *   --item-view 1000000      ledger rows among which an item is looked up
 */
const { values: flags } = parseArgs({
  options: {
    records: { type: "string", default: "10000,200000" },
    back: { type: "string", default: "68000" },
    diff: { type: "string", default: "8000" },
    "item-view": { type: "string", default: "1000000" },
  },
});

interface Measured {
  readonly records: number;
  readonly seconds: Readonly<Record<"read" | "inventory" | "schema" | "load" | "check" | "total", number>>;
  readonly items: number;
  readonly peakMegabytes: number;
  readonly addsUp: boolean;
}

await ensureClientBuilt();
const runs: Measured[] = [];
for (const size of flags.records.split(",").filter(Boolean)) runs.push(await measure(size.trim()));

console.log(
  `\n${toTable(
    [
      "Records",
      "Items",
      "Read s",
      "Inventory+plan s",
      "Schema s",
      "Load s",
      "Check s",
      "Total s",
      "Records/s",
      "Peak MB",
      "",
    ],
    runs.map((run) => [
      run.records,
      run.items,
      ...(["read", "inventory", "schema", "load", "check", "total"] as const).map((key) =>
        Number(run.seconds[key].toFixed(1)),
      ),
      Math.round(run.records / run.seconds.total),
      Math.round(run.peakMegabytes),
      run.addsUp ? "adds up" : "DOES NOT ADD UP",
    ]),
  )}`,
);
const back = flags.back === "" ? [] : await measureWayBack(flags.back);
console.log(
  `\n${toTable(
    ["Run", "Items", "Calls", "Seconds", "Peak MB", ""],
    back.map((run) => [
      run.name,
      run.items,
      run.calls,
      Number(run.seconds.toFixed(1)),
      Math.round(run.peakMegabytes),
      run.isClean ? "proven" : "NOT PROVEN",
    ]),
  )}`,
);
if (flags.diff !== "") {
  const scroll = await measureDiffScroll(flags.diff);
  console.log(
    `\nDiff with ${scroll.rows.toLocaleString("en")} rows: ${scroll.framesPerSecond.toFixed(1)} frames a second while scrolling (median ${scroll.medianMs.toFixed(1)} ms, 99 of 100 under ${scroll.ninetyNinthMs.toFixed(1)} ms, ${scroll.frames} frames); ${Math.round(scroll.jumpMs)} ms until the last row is shown after a jump to the end`,
  );
}
if (flags["item-view"] !== "") {
  const view = await measureItemView(Number(flags["item-view"]));
  console.log(
    `\nItem view among ${view.rows.toLocaleString("en")} ledger rows: median ${view.medianMs.toFixed(1)} ms, 95 of 100 under ${view.ninetyFifthMs.toFixed(1)} ms, slowest ${view.slowestMs.toFixed(1)} ms of server time (${view.views} views)`,
  );
}
const bundle = measureBundle();
const interactive = await measureInteractive();
console.log(`
First load of the client: ${(bundle.firstLoadGzip / 1000).toFixed(0)} kB gzipped (${bundle.files} files); everything: ${(bundle.allGzip / 1000).toFixed(0)} kB
Time to interactive of the board view: ${interactive.map((ms) => `${Math.round(ms)} ms`).join(", ")}`);
process.exitCode = runs.every((run) => run.addsUp) && back.every((run) => run.isClean) ? 0 : 1;

async function measure(size: string): Promise<Measured> {
  return withThrowawayStack(size, async (stack) => {
    const clock = createPhaseClock();
    const startedAt = performance.now();
    const result = await runMainJob(stack.api, {
      source: "bizstim",
      credentials: { apiKey: stack.sandbox.keys.good },
      optionHours: 0,
      sample: null,
      say: () => undefined,
      onRun: clock.see,
    });
    const total = (performance.now() - startedAt) / 1000;
    return {
      records: (await stack.api.inventory(result.plan.migrationId)).streams
        .filter((stream) => !stream.derived)
        .reduce((sum, stream) => sum + stream.records, 0),
      items: result.reconciliation.phases.reduce((sum, phase) => sum + phase.expected, 0),
      seconds: { ...clock.seconds(), total },
      peakMegabytes: peakMegabytes(stack.server.pid),
      addsUp: result.reconciliation.addsUp,
    };
  });
}

/** Adds up, per kind of phase, the time from when a phase of that kind was seen as the first active one. */
function createPhaseClock() {
  const totals = { read: 0, inventory: 0, choose: 0, schema: 0, load: 0, check: 0, compare: 0, remove: 0 };
  let since = performance.now();
  let kind: keyof typeof totals | null = null;
  return {
    see(run: RunView): void {
      const now = performance.now();
      if (kind !== null) totals[kind] += (now - since) / 1000;
      since = now;
      kind = run.phases.find((phase) => phase.state === "active")?.kind ?? null;
    },
    seconds: () => totals,
  };
}
