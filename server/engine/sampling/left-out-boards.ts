import type { Destination } from "../../connectors/types.ts";
import type { Plan } from "../../contract/plan.ts";
import { boardOfPhase, isSampleMark } from "../../core/rollback/scope.ts";
import { isTestKey } from "../../core/sampling/test-prefix.ts";
import type { PhaseSeed } from "../progress.ts";
import { leaveArchived } from "../rollback/archived-boards.ts";
import { type Ground, layGround } from "../rollback/ground.ts";
import { openJournal } from "../rollback/journal.ts";
import { toRunTools } from "../rollback/run-tools.ts";
import { takeBackStructure } from "../rollback/structure.ts";
import { openBench } from "../rollback/survey.ts";
import { takeBackItems } from "../rollback/take-back.ts";
import type { RunContext } from "../run-context.ts";
import { runOptions } from "../run-options.ts";
import { toSampleWish } from "./sample-options.ts";

/** Runs looked at. */
const runsRead = 500;
const entriesPerRead = 500;
/** Mark of an import that has taken the items of all samples before it over. */
export const takenOverMark = "unmarked";

const leftOutPhase: PhaseSeed = {
  key: "remove:left_out",
  kind: "remove",
  title: "Sample items of boards left out",
};

/** The phase of `removeLeftOut`, when there is something for it to do or it has begun already. */
export async function leftOutPhases(context: RunContext, plan: Plan): Promise<readonly PhaseSeed[]> {
  const isPlanned = context.progress.phases().some(({ key }) => key === leftOutPhase.key);
  return isPlanned || (await findLeftOut(context, plan)).boards.size > 0 ? [leftOutPhase] : [];
}

/**
 * Takes a sample off the boards that were left out of the plan after it: they are not moved. As in a rollback of the
 * sample, what people have touched stays and is counted as skipped; a board Portage made goes once it is empty. What
 * an earlier import has taken over is no sample any more. Safe to repeat.
 */
export async function removeLeftOut(
  context: RunContext,
  { destination, plan }: { destination: Destination; plan: Plan },
): Promise<void> {
  const { progress } = context;
  const found = await findLeftOut(context, plan);
  const { key } = leftOutPhase;
  if (!progress.phases().some((phase) => phase.key === key)) return;
  await progress.change(key, { state: "active", done: 0, skipped: 0 });
  const ground = narrowed(
    await layGround(await toRunTools(context, destination), { scope: { kind: "sample" } }),
    found,
  );
  const journal = await openJournal(context);
  const bench = await openBench(ground);
  let stays = 0;
  const onDone = async (done: { items: number; left: number }): Promise<void> => {
    stays += done.left;
    await progress.change(key, { add: { done: done.items, skipped: done.left } });
  };
  for (const place of ground.places.filter((each) => found.boards.has(each.key))) {
    if (bench.archived.has(place.boardId)) await leaveArchived(bench, journal, place, onDone);
    else await takeBackItems(bench, journal, place, onDone);
  }
  await takeBackStructure(bench, journal, async () => undefined);
  await journal.settle();
  if (stays > 0) noteStaying(context, stays);
  await progress.change(key, { state: "done" });
}

interface LeftOut {
  /** Keys of the boards. */
  readonly boards: ReadonlySet<string>;
  readonly sampleRuns: ReadonlySet<string>;
}

/** Boards a sample has been on that the plan does not include. */
async function findLeftOut({ deps, scope }: RunContext, plan: Plan): Promise<LeftOut> {
  const { sampleRuns, imports } = await runsSinceTakenOver(deps, scope);
  const boards = new Set<string>();
  if (sampleRuns.size === 0) return { boards, sampleRuns };
  const included = new Set(plan.boards.filter(({ include }) => include).map(({ key }) => key));
  const rows = await deps.store.ledger.countsByFirstRun(scope, [...sampleRuns]);
  const marks = (await deps.store.objects.list(scope)).filter(({ key }) => isSampleMark(key));
  const keys = [
    ...rows.map(({ phase }) => boardOfPhase(phase)),
    ...marks.map(({ key }) => key.split("/")[0] ?? ""),
    ...(await begun(deps, scope, imports)),
  ];
  for (const key of keys) if (!included.has(key) && !isTestKey(key)) boards.add(key);
  return { boards, sampleRuns };
}

/** Boards an import that stopped half way had begun with: little of the sample may be left to know them by. */
async function begun(
  { store }: RunContext["deps"],
  scope: RunContext["scope"],
  imports: readonly string[],
): Promise<ReadonlySet<string>> {
  const boards = new Set<string>();
  for (const runId of imports) {
    for (let afterSeq: number | null = 0; afterSeq !== null; ) {
      const page: readonly { seq: number; board: string | null }[] = await store.rollback.list(scope, {
        ...{ runId, afterSeq, limit: entriesPerRead },
      });
      for (const { board } of page) if (board !== null) boards.add(board);
      afterSeq = page.at(-1)?.seq ?? null;
    }
  }
  return boards;
}

/** Samples on the real boards no import has taken over, and imports that have not come so far. */
async function runsSinceTakenOver({ store }: RunContext["deps"], scope: RunContext["scope"]) {
  const sampleRuns = new Set<string>();
  const imports: string[] = [];
  for (const run of await store.runs.list(scope, runsRead)) {
    if (run.kind === "import") {
      if ((await store.runs.marks(scope.accountId, run.id)).has(takenOverMark)) break;
      imports.push(run.id);
    }
    if (run.kind === "sample" && toSampleWish(runOptions(run)).landing === "boards") sampleRuns.add(run.id);
  }
  return { sampleRuns, imports };
}

function narrowed(ground: Ground, { boards, sampleRuns }: LeftOut): Ground {
  return {
    ...ground,
    isRowIn: ({ phase, firstRunId }) => boards.has(boardOfPhase(phase)) && sampleRuns.has(firstRunId),
    isObjectIn: ({ kind, key }) => kind !== "workspace" && boards.has(key.split("/")[0] ?? ""),
  };
}

/** What stays is told where everything is told that Portage did or did not do. */
function noteStaying({ audit }: RunContext, items: number): void {
  audit.note({
    ...{ system: "portage", operation: "sample.left_on_boards", writes: false, boardId: null, records: [] },
    ...{ requestId: null, outcome: "ok", detail: { items } },
  });
}
