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

const noChanges: ChangeTally = {
  ...{ records: 0, cellsWritten: 0, cellsSame: 0, conflicts: 0, unplanned: 0 },
  sending: {},
};

const prefix = "changes:";

function changeMark(
  { run }: Pick<RunContext, "run">,
  phase: string,
  tally: ChangeTally,
): { runId: string; key: string; value: string } {
  return { runId: run.id, key: `${prefix}${phase}`, value: JSON.stringify(tally) };
}

async function readChangeTally(context: RunContext, phase: string): Promise<ChangeTally> {
  const { deps, run, scope } = context;
  const mark = (await deps.store.runs.marks(scope.accountId, run.id)).get(`${prefix}${phase}`);
  return mark === undefined ? noChanges : tallySchema.parse(JSON.parse(mark));
}

/** The counts of one board while it is worked on. */
export interface TallyBook {
  readonly tally: ChangeTally;
  /** The mark that goes into the commit of what it counts; `keep` it once that commit has happened. */
  markOf(next: ChangeTally): ReturnType<typeof changeMark>;
  keep(next: ChangeTally): void;
  save(next: ChangeTally): Promise<void>;
}

/** Goes on from what the run has counted on this board before. */
export async function openTally(context: RunContext, phase: string): Promise<TallyBook> {
  let tally = await readChangeTally(context, phase);
  const markOf = (next: ChangeTally) => changeMark(context, phase, next);
  const keep = (next: ChangeTally): void => {
    tally = next;
  };
  return {
    get tally() {
      return tally;
    },
    markOf,
    keep,
    async save(next) {
      await context.commit({ mark: markOf(next) });
      keep(next);
    },
  };
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
