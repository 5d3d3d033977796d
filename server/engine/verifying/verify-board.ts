import { z } from "zod";
import { FailureError } from "../../contract/errors.ts";
import { type VerifiedBoard, verifiedBoardSchema, verifiedSumSchema } from "../../contract/verification.ts";
import type { LedgerCount } from "../../core/reconcile/reconcile.ts";
import { missingBoardWords } from "../../core/verify/difference-words.ts";
import { createBoardHash } from "../../core/verify/hash-tree.ts";
import { verifiedSums } from "../../core/verify/verified-sums.ts";
import { expectBoard } from "../loading/expected-board.ts";
import { findLeft } from "../loading/left-records.ts";
import { updatesPhase } from "../loading/prepare-updates.ts";
import type { RunContext } from "../run-context.ts";
import { readWhole } from "../whole-read.ts";
import { createBoardTally } from "./board-tally.ts";
import { checkTexts } from "./check-texts.ts";
import type { CheckedBoard } from "./checked-board.ts";
import type { NewDifference } from "./difference-body.ts";
import { findCauses } from "./find-causes.ts";
import { type BoardPass, putDifferences, readBoard } from "./read-board.ts";
import { itemWords } from "./tell-differences.ts";
import { takeUnseen } from "./unseen-records.ts";

/** Marks read at a time for the hash of a board. */
const marksPerRead = 5_000;

/** What verifying one board came to. */
export const boardResultSchema = z.strictObject({
  board: verifiedBoardSchema,
  sums: z.array(verifiedSumSchema),
});
export type BoardResult = z.output<typeof boardResultSchema>;

/** Key of the run's phase that verifies a board. */
export function verifyPhaseKey(board: string): string {
  return `verify:${board}`;
}

export interface BoardJob {
  readonly checked: CheckedBoard;
  readonly counts: readonly LedgerCount[];
  /** Whether the run has a phase of its own for the board's updates. */
  readonly hasTexts: boolean;
}

/** Reads a board back whole, texts included. A board that is gone is told once, with everything on it missing. */
export async function verifyBoard(context: RunContext, job: BoardJob): Promise<BoardResult> {
  const { progress } = context;
  const { board, plan } = job.checked;
  const phase = verifyPhaseKey(board.key);
  const expected = countOf(job.counts, board.key, ["created", "updated", "unchanged"]);
  const left = await findLeft(context, { plan, board });
  const result = await readWhole(context, async () => {
    const tally = createBoardTally(board, job.checked.cells);
    const pass: BoardPass = { checked: job.checked, tally, id: context.deps.ids.next(), left, phase };
    await progress.change(phase, { state: "active", done: 0, total: expected });
    const isThere = await unlessGone(() => readBoard(context, pass));
    const found = isThere
      ? await finish(context, job, pass, expected)
      : await tellGone(context, job, pass, expected);
    await closeOthers(context, pass);
    if (isThere) await findCausesOf(context, pass);
    return found;
  });
  await progress.change(phase, { state: "done", done: result.board.found, total: expected });
  return result;
}

function countOf(counts: readonly LedgerCount[], phase: string, outcomes: readonly string[]): number {
  return counts
    .filter((row) => row.phase === phase && row.state === "done" && outcomes.includes(row.outcome ?? ""))
    .reduce((sum, { count }) => sum + count, 0);
}

async function unlessGone(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (cause) {
    if (cause instanceof FailureError && cause.failure.code === "monday.board_missing") return false;
    throw cause;
  }
}

async function finish(
  context: RunContext,
  job: BoardJob,
  pass: BoardPass,
  expected: number,
): Promise<BoardResult> {
  const { checked, tally } = pass;
  const { board } = checked;
  await takeUnseen(context, pass);
  const updates = await texts(context, job, pass);
  const wanted = await expectBoard(context, checked);
  const counted = tally.result();
  const found = Math.min(counted.found, expected);
  return {
    board: {
      ...{ board: board.key, title: board.title, streams: [...board.streams], expected },
      ...{ ...counted, found, missing: expected - found, updates },
      hash: await hashOf(context, pass),
    },
    sums: verifiedSums(board, wanted.sums, tally.sums()),
  };
}

async function texts(context: RunContext, job: BoardJob, pass: BoardPass): Promise<VerifiedBoard["updates"]> {
  if (!job.hasTexts) return { expected: 0, found: 0, different: 0 };
  const phase = updatesPhase(pass.checked.board.key);
  const key = verifyPhaseKey(phase);
  const total = countOf(job.counts, phase, ["created"]);
  await context.progress.change(key, { state: "active", done: 0, total });
  const updates = await checkTexts(context, pass, key);
  await context.progress.change(key, { state: "done", done: total, total });
  return updates;
}

async function hashOf({ deps, scope }: RunContext, pass: BoardPass): Promise<string> {
  const hash = createBoardHash();
  const { key } = pass.checked.board;
  for (const phase of [key, updatesPhase(key)]) {
    for (let after: string | null = ""; after !== null; ) {
      const query = { runId: pass.id, phase, after, limit: marksPerRead };
      const marks: readonly { externalId: string; hash: string }[] = await deps.store.verification.seen(
        scope,
        query,
      );
      for (const mark of marks) hash.add(mark.externalId, mark.hash);
      after = marks.at(-1)?.externalId ?? null;
    }
  }
  return hash.digest();
}

async function tellGone(
  context: RunContext,
  job: BoardJob,
  pass: BoardPass,
  expected: number,
): Promise<BoardResult> {
  const { board } = pass.checked;
  const wanted = await expectBoard(context, pass.checked);
  const updates = job.hasTexts ? countOf(job.counts, updatesPhase(board.key), ["created"]) : 0;
  if (job.hasTexts) {
    await context.progress.change(verifyPhaseKey(updatesPhase(board.key)), {
      state: "done",
      done: 0,
      total: updates,
    });
  }
  // With no record on it nothing is missing: a rollback may have taken the board back.
  if (expected > 0) await putDifferences(context, pass, [boardGone(pass, expected)]);
  const none = { found: 0, doubled: 0, fieldsChecked: 0, fieldsDifferent: 0, fields: [] };
  return {
    board: {
      ...{ board: board.key, title: board.title, streams: [...board.streams], expected, missing: expected },
      ...{
        ...none,
        links: { expected: wanted.links, found: 0 },
        updates: { expected: updates, found: 0, different: 0 },
      },
      hash: createBoardHash().digest(),
    },
    sums: verifiedSums(board, wanted.sums, new Map()),
  };
}

function boardGone({ checked }: BoardPass, expected: number): NewDifference {
  const { board } = checked;
  return {
    ...{ kind: "missing_item", board: board.key, externalId: "", column: null, itemId: null },
    words: missingBoardWords(board.title, expected),
    body: {
      ...itemWords(checked, { name: board.title, doneAt: null }, null),
      ...{ columnTitle: null, columnId: null, source: null, written: board.title, today: "" },
    },
  };
}

async function closeOthers({ deps, scope }: RunContext, pass: BoardPass): Promise<void> {
  await deps.store.verification.closeUnseen(scope, { runId: pass.id, phases: [pass.checked.board.key] });
}

async function findCausesOf(context: RunContext, { checked, id }: BoardPass): Promise<void> {
  const { destination, board, boardId } = checked;
  await findCauses(context, { destination, board: board.key, boardId, pass: id });
}
