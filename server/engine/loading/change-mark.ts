import { z } from "zod";
import type { RunContext } from "../run-context.ts";

const tallySchema = z.object({
  /** Records of which something was written. */
  records: z.number(),
  /** Cells written, and cells that were the same on both sides already. */
  cellsWritten: z.number(),
  cellsSame: z.number(),
  /** Conflicts this run has found. */
  conflicts: z.number(),
  /** Records with a value the plan does not know. */
  unplanned: z.number(),
  /** Columns on their way into items, by external id: after a crash they may be there or not. */
  sending: z.record(z.string(), z.array(z.string())),
});

/** What a run has changed on one board. */
export type ChangeTally = z.infer<typeof tallySchema>;

export const noChanges: ChangeTally = {
  ...{ records: 0, cellsWritten: 0, cellsSame: 0, conflicts: 0, unplanned: 0 },
  sending: {},
};

const prefix = "changes:";

export function changeMark(
  { run }: Pick<RunContext, "run">,
  phase: string,
  tally: ChangeTally,
): { runId: string; key: string; value: string } {
  return { runId: run.id, key: `${prefix}${phase}`, value: JSON.stringify(tally) };
}

export async function readChangeTally(context: RunContext, phase: string): Promise<ChangeTally> {
  const { deps, run, scope } = context;
  const mark = (await deps.store.runs.marks(scope.accountId, run.id)).get(`${prefix}${phase}`);
  return mark === undefined ? noChanges : tallySchema.parse(JSON.parse(mark));
}

/** Over all boards. */
export async function sumChanges(context: RunContext): Promise<Omit<ChangeTally, "sending">> {
  const { deps, run, scope } = context;
  const sum = { ...noChanges };
  for (const [key, value] of await deps.store.runs.marks(scope.accountId, run.id)) {
    if (!key.startsWith(prefix)) continue;
    const tally = tallySchema.parse(JSON.parse(value));
    sum.records += tally.records;
    sum.cellsWritten += tally.cellsWritten;
    sum.cellsSame += tally.cellsSame;
    sum.conflicts += tally.conflicts;
    sum.unplanned += tally.unplanned;
  }
  const { sending: _, ...counts } = sum;
  return counts;
}
