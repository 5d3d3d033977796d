import type { z } from "zod";
import { startRunSchema } from "../contract/run.ts";
import type { SourceView } from "../contract/setup.ts";
import type { RunRow } from "../store/store.ts";

export type SourceOption = SourceView["options"][number];

export type RunOptions = NonNullable<z.infer<typeof startRunSchema>["options"]>;

/** What the run was started with. */
export function runOptions(run: Pick<RunRow, "options">): RunOptions {
  return startRunSchema.shape.options.parse(run.options) ?? {};
}

export function discoverOptions(run: Pick<RunRow, "options">): Readonly<Record<string, boolean>> {
  return runOptions(run).source ?? {};
}

/** Whether an import tries records again that failed in an earlier run. */
export function retriesFailed(run: Pick<RunRow, "options">): boolean {
  return runOptions(run).retryFailed ?? true;
}

/** Every option the source offers: as chosen, else its default. Options it does not know are ignored. */
export function chooseOptions(
  offered: readonly SourceOption[],
  chosen: Readonly<Record<string, boolean>>,
): Record<string, boolean> {
  return Object.fromEntries(offered.map((option) => [option.id, chosen[option.id] ?? option.default]));
}
