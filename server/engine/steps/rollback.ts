import { FailureError, toFailure } from "../../contract/errors.ts";
import type { RollbackOptions } from "../../contract/rollback.ts";
import { takesWholeBoards } from "../../core/rollback/scope.ts";
import type { PhaseSeed } from "../progress.ts";
import { leaveArchived } from "../rollback/archived-boards.ts";
import { closeWindow, forgetConsequences, keepResult, toResult } from "../rollback/finish.ts";
import { type BoardPlace, type Ground, layGround, readStates } from "../rollback/ground.ts";
import { type Journal, openJournal } from "../rollback/journal.ts";
import type { Bench } from "../rollback/judge-batch.ts";
import { proveRollback } from "../rollback/prove.ts";
import { takeBackChanges } from "../rollback/run-changes.ts";
import { toRunTools } from "../rollback/run-tools.ts";
import { countStructure, takeBackStructure } from "../rollback/structure.ts";
import { openBench, placesFor, surveyAll } from "../rollback/survey.ts";
import { readsWhole, surveyBoard } from "../rollback/survey-board.ts";
import { takeBackItems } from "../rollback/take-back.ts";
import { forgetItems, mayGoWhole, removeWhole, wasDeletedByUs } from "../rollback/whole-board.ts";
import type { RunContext } from "../run-context.ts";
import { runOptions } from "../run-options.ts";

const surveyKey = "survey";
const changesKey = "remove:changes";
const structureKey = "remove:structure";
const proveKey = "prove";

/**
 * Takes back what Portage has done, as far as the run says: survey → remove, board by board and newest first →
 * prove. Every decision is made on what monday shows right before it is carried out. Returns whether it is proven.
 */
export async function runRollback(context: RunContext): Promise<boolean> {
  const options = rollbackOptions(context);
  const { deps, scope, waiting } = context;
  const destination = await waiting.until(() => deps.destinations.forAccount(scope.accountId));
  context.calls.followDestination(destination.callsMade);
  const ground = await layGround(await toRunTools(context, destination), options);
  return options.previewOnly ? preview(context, withoutTouched(ground)) : takeBack(context, ground);
}

/** A preview lists what people have touched; whether it goes as well is decided after it was read. */
function withoutTouched(ground: Ground): Ground {
  return { ...ground, options: { ...ground.options, includeTouched: false } };
}

function rollbackOptions({ run }: RunContext): RollbackOptions {
  const options = runOptions(run).rollback;
  if (options) return options;
  throw new FailureError(toFailure("rollback.scope_missing", { message: "The run names no scope" }));
}

async function preview(context: RunContext, ground: Ground): Promise<boolean> {
  const { progress, deps, scope } = context;
  const total = ground.places.reduce((sum, { rows }) => sum + rows, 0);
  await progress.plan([{ key: surveyKey, kind: "check", title: "Reading monday", total }]);
  await progress.change(surveyKey, { state: "active", done: 0 });
  const body = await surveyAll(ground, (items) => progress.change(surveyKey, { add: { done: items } }));
  await deps.store.documents.save(scope, "rollback_preview", { body });
  await progress.change(surveyKey, { state: "done" });
  return true;
}

async function takeBack(context: RunContext, ground: Ground): Promise<boolean> {
  const { progress, deps, scope } = context;
  const places = placesFor(ground);
  await progress.plan(phasesOf(ground, places));
  const journal = await openJournal(context);
  const bench = await survey(context, ground);
  const { scope: taken } = ground.options;
  // Before anything goes: the window is not to bring it back either when this run is cancelled half way.
  if (taken.kind !== "test") await closeWindow(deps.store, scope);
  if (taken.kind === "run") {
    await progress.change(changesKey, { state: "active", done: 0 });
    const onDone = (items: number): Promise<void> => progress.change(changesKey, { add: { done: items } });
    const { states } = bench;
    await takeBackChanges(context, ground, { journal, runId: taken.runId, states, onDone });
    await progress.change(changesKey, { state: "done" });
  }
  for (const place of places) await takeBackPlace(context, { ground, journal, bench, place });
  await progress.change(structureKey, { state: "active", done: 0 });
  await takeBackStructure(bench, journal, () => progress.change(structureKey, { add: { done: 1 } }));
  await journal.settle();
  await progress.change(structureKey, { state: "done" });
  await progress.change(proveKey, { state: "active", done: 0 });
  const proof = await proveRollback(ground, journal, (entries) =>
    progress.change(proveKey, { add: { done: entries } }),
  );
  await forgetConsequences(deps.store, ground);
  await keepResult(deps.store, scope, await toResult(context, { ground, journal, proof }));
  await progress.change(proveKey, { state: "done" });
  return proof.proven;
}

function phasesOf(ground: Ground, places: readonly BoardPlace[]): readonly PhaseSeed[] {
  const isWide = takesWholeBoards(ground.options.scope);
  const changes: PhaseSeed = { key: changesKey, kind: "remove", title: "Changed values" };
  return [
    { key: surveyKey, kind: "check", title: "Looking at monday" },
    ...(ground.options.scope.kind === "run" ? [changes] : []),
    ...places.map((place): PhaseSeed => {
      const total = isWide ? place.rows : null;
      return { key: placeKey(place), kind: "remove", title: place.title, total };
    }),
    {
      key: structureKey,
      kind: "remove",
      title: "Columns, groups and boards",
      total: countStructure(ground),
    },
    { key: proveKey, kind: "compare", title: "Reading back" },
  ];
}

function placeKey(place: BoardPlace): string {
  return `remove:${place.key}`;
}

async function survey(context: RunContext, ground: Ground): Promise<Bench> {
  const { progress } = context;
  await progress.change(surveyKey, { state: "active", done: 0 });
  const bench = await openBench(ground);
  const boards = bench.states.size;
  await progress.change(surveyKey, { state: "done", done: boards, total: boards });
  return bench;
}

/** One board: with a single call when it is all ours and untouched, else item by item. */
async function takeBackPlace(
  context: RunContext,
  at: { ground: Ground; journal: Journal; bench: Bench; place: BoardPlace },
): Promise<void> {
  const { ground, journal, place } = at;
  const { progress, deps } = context;
  const key = placeKey(place);
  await progress.change(key, { state: "active", done: 0 });
  const add = (items: number, left = 0): Promise<void> =>
    progress.change(key, { add: { done: items, skipped: left } });
  const onDone = (done: { items: number; left: number }): Promise<void> => add(done.items, done.left);
  const states = await readStates(
    ground,
    ground.places.map(({ boardId }) => boardId),
  );
  const bench = { ...at.bench, states };
  const state = states.get(place.boardId);
  if (wasDeletedByUs(bench, journal, place)) {
    await forgetItems(bench, journal, place, onDone);
  } else if (bench.archived.has(place.boardId)) {
    await leaveArchived(bench, journal, place, onDone);
  } else if (place.rows > 0) {
    const since = deps.clock.now();
    const seen =
      readsWhole(ground, place) && state
        ? { state, since, survey: await surveyBoard(bench, place, (items) => add(items)) }
        : null;
    const { goneIds } = seen?.survey ?? { goneIds: [] };
    await progress.change(key, { done: 0 });
    const isWhole = seen !== null && (await mayGoWhole(ground, place, seen));
    const isRemoved = isWhole && (await removeWhole(bench, journal, place, { goneIds, onDone }));
    if (!isRemoved) await takeBackItems(bench, journal, place, onDone);
  }
  await progress.change(key, { state: "done" });
}
