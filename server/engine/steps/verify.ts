import { FailureError, toFailure } from "../../contract/errors.ts";
import type { PlanBoard } from "../../contract/plan.ts";
import { readGround } from "../items/landed.ts";
import { updatesPhase } from "../loading/prepare-updates.ts";
import { atPlace } from "../named-place.ts";
import type { PhaseSeed } from "../progress.ts";
import type { RunContext } from "../run-context.ts";
import { boardsToCheck, type CheckedBoard, toCheckedBoard } from "../verifying/checked-board.ts";
import { repairDifferences, repairPhase, repairsOf } from "../verifying/repair.ts";
import { saveVerification } from "../verifying/save-verification.ts";
import {
  type BoardResult,
  boardResultSchema,
  verifyBoard,
  verifyPhaseKey,
} from "../verifying/verify-board.ts";

/** Everything a run of this kind works on. */
interface Ready {
  readonly boards: readonly CheckedBoard[];
  readonly counts: Awaited<ReturnType<RunContext["deps"]["store"]["ledger"]["counts"]>>;
}

/**
 * Reads everything back and compares it; a repair first writes what it was asked to, then reads the boards concerned
 * again. Returns whether no difference is open.
 */
export async function runVerify(context: RunContext): Promise<boolean> {
  const ready = await prepare(context);
  const repair = repairsOf(context.run);
  if (repair === null) {
    await context.progress.plan(phasesOf(ready, ready.boards));
    return verifyAll(context, ready, new Map());
  }
  const isPlanned = context.progress.phases().some(({ key }) => key === repairPhase.key);
  if (!isPlanned) await context.progress.plan([repairPhase]);
  const touched = await repairDifferences(context, { boards: ready.boards, repair });
  const latest = (await context.deps.store.documents.get(context.scope, "verifications"))?.body[0];
  if (!latest) return isClean(context);
  const again = ready.boards.filter(({ board }) => touched.has(board.key));
  await context.progress.plan([repairPhase, ...phasesOf(ready, again)]);
  const known = new Map(
    latest.boards
      .filter(({ board }) => !touched.has(board))
      .map((board): [string, BoardResult] => [
        board.board,
        { board, sums: latest.sums.filter((sum) => sum.board === board.board) },
      ]),
  );
  return verifyAll(context, ready, known);
}

async function prepare(context: RunContext): Promise<Ready> {
  const { deps, scope, waiting } = context;
  const { plan } = await deps.store.plans.get(scope);
  const ground = await readGround(deps, scope, []);
  const objects = await deps.store.objects.list(scope);
  const planned = plan === null ? [] : boardsToCheck(plan, objects);
  if (plan === null || ground === null || planned.length === 0) {
    throw new FailureError(toFailure("verify.nothing_imported", { message: "No board was made" }));
  }
  const destination = await waiting.until(() => deps.destinations.forAccount(scope.accountId));
  context.calls.followDestination(destination.callsMade);
  const base = { destination, ground, plan };
  return {
    boards: planned.map((board) => toCheckedBoard(base, board, objects)),
    counts: await deps.store.ledger.counts(scope),
  };
}

function phasesOf(ready: Ready, boards: readonly CheckedBoard[]): readonly PhaseSeed[] {
  return boards.flatMap(({ board }): PhaseSeed[] => [
    { key: verifyPhaseKey(board.key), kind: "check", title: board.title },
    ...(hasTexts(ready, board)
      ? [
          {
            key: verifyPhaseKey(updatesPhase(board.key)),
            kind: "check" as const,
            title: `${board.title}: updates`,
          },
        ]
      : []),
  ]);
}

function hasTexts({ counts }: Ready, board: PlanBoard): boolean {
  return counts.some(({ phase }) => phase === updatesPhase(board.key));
}

/** `known`: boards that need not be read. */
async function verifyAll(
  context: RunContext,
  ready: Ready,
  known: ReadonlyMap<string, BoardResult>,
): Promise<boolean> {
  const results: BoardResult[] = [];
  for (const checked of ready.boards) {
    const { board, plan } = checked;
    const there = known.get(board.key) ?? (await readMark(context, board.key));
    if (there) {
      results.push(there);
      continue;
    }
    const job = { checked, counts: ready.counts, hasTexts: hasTexts(ready, board) };
    const result = await atPlace({ plan, board }, () => verifyBoard(context, job));
    await saveMark(context, board.key, result);
    results.push(result);
  }
  const plan = ready.boards[0]?.plan;
  if (plan) await saveVerification(context, { plan, results });
  return isClean(context);
}

/** A board is read whole or again: what it came to is kept with the run. */
async function readMark(context: RunContext, board: string): Promise<BoardResult | null> {
  const { deps, run, scope } = context;
  const mark = (await deps.store.runs.marks(scope.accountId, run.id)).get(verifyPhaseKey(board));
  return mark === undefined ? null : boardResultSchema.parse(JSON.parse(mark));
}

async function saveMark(context: RunContext, board: string, result: BoardResult): Promise<void> {
  const { deps, run, scope } = context;
  await deps.store.runs.mark(scope.accountId, run.id, verifyPhaseKey(board), JSON.stringify(result));
}

async function isClean({ deps, scope }: RunContext): Promise<boolean> {
  return (await deps.store.verification.countDifferences(scope, { state: "open" })) === 0;
}
