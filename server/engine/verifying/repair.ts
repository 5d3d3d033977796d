import { type Repair, repairSchema } from "../../contract/verification.ts";
import type { DifferenceRow, RunRow } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { atPlace } from "../named-place.ts";
import type { PhaseSeed } from "../progress.ts";
import type { RunContext } from "../run-context.ts";
import type { CheckedBoard } from "./checked-board.ts";
import { parseBody } from "./difference-body.ts";
import { repairChangedTexts } from "./repair-changed-texts.ts";
import { repairItems } from "./repair-items.ts";
import { repairTexts } from "./repair-texts.ts";

export const repairPhase: PhaseSeed = { key: "repair", kind: "load", title: "Repair" };
/** Differences looked at a time: their items are read in one call (monday API facts 7). */
const rowsPerRead = 100;
/** Mark of the run: keys of the boards that were repaired. */
const touchedMark = "repaired";

/** What the run was asked to repair; null for a run that only reads. */
export function repairsOf(run: Pick<RunRow, "options">): Repair | null {
  const { repair } = run.options;
  return repair === undefined ? null : repairSchema.parse(repair);
}

/**
 * Writes anew what differs, reads it back and says what came of it. Only what still is as it was when the difference
 * was found is written over. Returns the keys of the boards concerned.
 */
export async function repairDifferences(
  context: RunContext,
  input: { boards: readonly CheckedBoard[]; repair: Repair },
): Promise<ReadonlySet<string>> {
  const { deps, scope, progress, signal } = context;
  const filter = "all" in input.repair ? {} : { ids: input.repair.differences };
  const open = { ...filter, state: "open" as const };
  const total = await deps.store.verification.countDifferences(scope, open);
  await progress.change(repairPhase.key, { state: "active", done: 0, total });
  const touched = new Set(await readTouched(context));
  for (let afterSeq: number | null = 0; afterSeq !== null; ) {
    stopIfInterrupted(signal);
    const page = { afterSeq, limit: rowsPerRead };
    const rows: readonly (DifferenceRow & { seq: number })[] = await deps.store.verification.differences(
      scope,
      open,
      page,
    );
    const repairable = rows.filter((row) => parseBody(row).repairable || row.kind === "reported");
    for (const [key, ofBoard] of Map.groupBy(repairable, ({ board }) => board)) {
      const checked = input.boards.find(({ board }) => board.key === key);
      if (!checked) continue;
      touched.add(key);
      await saveTouched(context, touched);
      await atPlace(checked, () => repairBoard(context, checked, ofBoard));
    }
    await progress.change(repairPhase.key, { add: { done: rows.length } });
    afterSeq = rows.at(-1)?.seq ?? null;
  }
  await progress.change(repairPhase.key, { state: "done", done: total, total });
  return touched;
}

async function repairBoard(
  context: RunContext,
  checked: CheckedBoard,
  rows: readonly DifferenceRow[],
): Promise<void> {
  const {
    missing_update: missing = [],
    changed_update: changed = [],
    ...ofItems
  } = Object.groupBy(rows, ({ kind }) => kind);
  await repairItems(context, checked, Object.values(ofItems).flat());
  await repairTexts(context, checked, missing);
  await repairChangedTexts(context, checked, changed);
}

/** Kept with the run, so that a run that is taken up again reads them all anew. */
async function readTouched({ deps, run, scope }: RunContext): Promise<readonly string[]> {
  const mark = (await deps.store.runs.marks(scope.accountId, run.id)).get(touchedMark);
  return mark === undefined ? [] : mark.split("\n");
}

async function saveTouched({ deps, run, scope }: RunContext, touched: ReadonlySet<string>): Promise<void> {
  await deps.store.runs.mark(scope.accountId, run.id, touchedMark, [...touched].join("\n"));
}
