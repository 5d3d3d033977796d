import { monitorEventLoopDelay } from "node:perf_hooks";
import type { RequestHandler } from "express";
import { type RunState, runStates } from "../contract/run.ts";

export interface Metrics {
  /** Counts answered requests. */
  count: RequestHandler;
  /** Prometheus text format. */
  text(): Promise<string>;
}

/** Runs of all accounts by state. */
export type CountRuns = () => Promise<ReadonlyMap<RunState, number>>;

const line = (name: string, help: string, type: "gauge" | "counter", values: readonly string[]) =>
  [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...values.map((value) => `${name}${value}`)].join(
    "\n",
  );

/** Measures this process (uptime, memory, event loop, requests by method and status class) and counts its runs. */
export function createMetrics(countRuns: CountRuns): Metrics {
  const loop = monitorEventLoopDelay({ resolution: 20 });
  loop.enable();
  const requests = new Map<string, number>();
  let open = 0;

  return {
    count(req, res, next) {
      open += 1;
      res.on("close", () => {
        open -= 1;
        const labels = `{method="${req.method}",status="${Math.floor(res.statusCode / 100)}xx"}`;
        requests.set(labels, (requests.get(labels) ?? 0) + 1);
      });
      next();
    },
    async text() {
      const runs = await countRuns();
      const memory = process.memoryUsage();
      const delay = (ns: number) => ` ${(ns / 1e9).toFixed(6)}`;
      const blocks = [
        line("portage_uptime_seconds", "Seconds since the start.", "gauge", [
          ` ${process.uptime().toFixed(1)}`,
        ]),
        line("portage_memory_bytes", "Memory of the process.", "gauge", [
          `{kind="rss"} ${memory.rss}`,
          `{kind="heap_used"} ${memory.heapUsed}`,
        ]),
        line("portage_event_loop_delay_seconds", "Delay of the event loop since the last look.", "gauge", [
          `{quantile="0.5"}${delay(loop.percentile(50))}`,
          `{quantile="0.99"}${delay(loop.percentile(99))}`,
          `{quantile="1"}${delay(loop.max)}`,
        ]),
        line("portage_http_requests_open", "Requests being answered, event streams included.", "gauge", [
          ` ${open}`,
        ]),
        line(
          "portage_http_requests_total",
          "Requests answered.",
          "counter",
          [...requests].map(([labels, count]) => `${labels} ${count}`),
        ),
        line(
          "portage_runs",
          "Runs by state.",
          "gauge",
          runStates.map((state) => `{state="${state}"} ${runs.get(state) ?? 0}`),
        ),
      ];
      loop.reset();
      return `${blocks.join("\n")}\n`;
    },
  };
}
