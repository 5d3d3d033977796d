import type { RunKind, StartRun } from "../../server/contract/run.ts";
import { runMainJob } from "./main-job.ts";
import { peakMegabytes } from "./peak-memory.ts";
import type { Stack } from "./stack.ts";
import { withThrowawayStack } from "./throwaway-stack.ts";

export interface MeasuredRun {
  readonly name: string;
  readonly items: number;
  readonly calls: number;
  readonly seconds: number;
  /** Of the server since its start. */
  readonly peakMegabytes: number;
  readonly isClean: boolean;
}

/** Imports a source of this size, then measures a verification of everything and a rollback of everything. */
export async function measureWayBack(size: string): Promise<readonly MeasuredRun[]> {
  return withThrowawayStack(size, async (stack) => {
    const { reconciliation } = await runMainJob(stack.api, {
      source: "bizstim",
      credentials: { apiKey: stack.sandbox.keys.good },
      optionHours: 0,
      sample: null,
      say: () => undefined,
      onRun: () => undefined,
    });
    const { migrationId } = reconciliation;
    const items = reconciliation.phases.reduce((sum, phase) => sum + phase.expected, 0);
    const verify = await measureRun(stack, { migrationId, kind: "verify" });
    const { latest: seen } = await stack.api.verification(migrationId);
    const rollback = await measureRun(stack, {
      migrationId,
      kind: "rollback",
      options: { rollback: { scope: { kind: "all" } } },
    });
    const { latest: taken } = await stack.api.rollback(migrationId);
    return [
      { name: "verify", items, ...verify, isClean: seen?.differences === 0 },
      { name: "rollback", items, ...rollback, isClean: taken?.proof.proven === true },
    ];
  });
}

async function measureRun(
  stack: Stack,
  input: { migrationId: string; kind: RunKind; options?: StartRun["options"] },
): Promise<Pick<MeasuredRun, "calls" | "seconds" | "peakMegabytes">> {
  const startedAt = performance.now();
  const { id } = await stack.api.startRun(input.migrationId, input.kind, input.options);
  const run = await stack.api.follow(id, () => undefined, 100);
  if (run.state === "failed") throw new Error(`${input.kind}: ${run.failure?.userMessage}`);
  return {
    calls: run.calls.destination,
    seconds: (performance.now() - startedAt) / 1000,
    peakMegabytes: peakMegabytes(stack.server.pid),
  };
}
