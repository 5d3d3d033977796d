import type { RunContext } from "../run-context.ts";
import type { SourceOption } from "../run-options.ts";
import { chooseOptions, discoverOptions } from "../run-options.ts";
import { deriveStreams } from "./derive.ts";
import { inventoryPhaseKey, takeInventory } from "./inventory.ts";
import { openSource } from "./open-source.ts";
import { planPhaseKey, refreshPlan } from "./plan.ts";
import { readPhaseKey, readSource } from "./read.ts";

/** read → derive → inventory → plan. Each part is skipped when an earlier try of this run has finished it. */
export async function discover(context: RunContext): Promise<void> {
  const { deps, scope, progress, waiting } = context;
  const { connector, source } = await openSource(deps, scope);
  const offered: readonly SourceOption[] = connector.view.options;
  const options = chooseOptions(offered, discoverOptions(context.run));
  const steps = source.steps.filter((step) => step.option === null || options[step.option] === true);
  await progress.plan([
    ...steps.map((step) => ({ key: readPhaseKey(step), kind: "read" as const, title: step.title })),
    { key: inventoryPhaseKey, kind: "inventory", title: "Inventory" },
    { key: planPhaseKey, kind: "inventory", title: "Plan" },
  ]);
  if (!progress.isDone(inventoryPhaseKey)) {
    const account = await waiting.until(() => source.check(context.signal));
    await readSource(context, source, { steps, options });
    await deriveStreams(context, source);
    await takeInventory(context, {
      source,
      sourceKind: connector.kind,
      blueprint: deps.blueprints(connector.kind, "monday"),
      declared: account.counts,
      timezone: account.timezone,
    });
  }
  await progress.change(planPhaseKey, { state: "active" });
  await refreshPlan(context);
  await progress.change(planPhaseKey, { state: "done" });
}
