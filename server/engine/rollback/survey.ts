import type { BoardState, SchemaObject } from "../../connectors/types.ts";
import type { RollbackPreview, RollbackScope } from "../../contract/rollback.ts";
import { estimateRollback, toLoads } from "../../core/rollback/estimate.ts";
import { type BoardUse, judgeShape, judgeWorkspace } from "../../core/rollback/judge-objects.ts";
import { createTally, kindTitles, type Tally } from "../../core/rollback/tally.ts";
import { archivedIn, holdsInScope, readArchived, whyArchived } from "./archived-boards.ts";
import { readBoardUse } from "./board-use.ts";
import { cannotOf } from "./cannot-facts.ts";
import { type BoardPlace, type Ground, type Layout, readStates } from "./ground.ts";
import type { Bench } from "./judge-batch.ts";
import { findUnfinished } from "./landed-items.ts";
import { readLeftBefore } from "./left-before.ts";
import { changesOfRun } from "./read-changes.ts";
import { judgePart, titleOf } from "./structure.ts";
import { type BoardSurvey, type OnSurveyed, surveyBoard } from "./survey-board.ts";
import { shapeOf } from "./whole-board.ts";

/** Boards a rollback of this scope has to look at. */
export function placesFor(layout: Layout): readonly BoardPlace[] {
  const { scope } = layout.options;
  return layout.places.filter((place) => concerns(layout, scope, place));
}

function concerns(layout: Layout, scope: RollbackScope, place: BoardPlace): boolean {
  switch (scope.kind) {
    case "record":
      return place.key === scope.board;
    case "board":
    case "test":
      return layout.isRowIn({ phase: place.key, externalId: "", firstRunId: "" });
    default:
      return true;
  }
}

/** Everything a batch of items is judged with, read once. */
export async function openBench(ground: Ground): Promise<Bench> {
  const unfinished = await findUnfinished(ground);
  const states = await readStates(
    ground,
    ground.places.map(({ boardId }) => boardId),
  );
  const archived = await readArchived(ground, states);
  return { ground, unfinished, states, archived, leftBefore: await readLeftBefore(ground) };
}

/** Reads everything in scope and says what a rollback would do. Changes nothing. */
export async function surveyAll(ground: Ground, onSurveyed: OnSurveyed): Promise<RollbackPreview> {
  const bench = await openBench(ground);
  const tally = createTally();
  const going = new Set<string>();
  const goingItems = new Set<string>();
  for (const place of placesFor(ground)) {
    if (bench.archived.has(place.boardId)) {
      await foreseeArchived(ground, place, tally);
      continue;
    }
    const survey = await surveyBoard(bench, place, onSurveyed);
    tally.absorb(survey.counted);
    for (const id of survey.goingIds) goingItems.add(id);
    const isGoing = await foresee(bench, { place, survey, tally, goingItems });
    if (isGoing) going.add(place.boardId);
  }
  await foreseeChanges(bench, tally);
  await foreseeWorkspaces(bench, tally, going);
  return toPreview(ground, tally);
}

async function foreseeArchived(ground: Ground, place: BoardPlace, tally: Tally): Promise<void> {
  if (!(await holdsInScope(ground, place))) return;
  const url = ground.destination.boardUrl(ground.slug, place.boardId);
  tally.leave({
    ...{ kind: "board", code: "board_gone", board: place.key },
    ...{ name: place.title, url, text: whyArchived },
  });
}

interface Foreseen {
  readonly place: BoardPlace;
  readonly survey: BoardSurvey;
  readonly tally: Tally;
  /** Items that go, on this board and on those that link to it. */
  readonly goingItems: ReadonlySet<string>;
}

/** What becomes of a board and of what was added to it. Returns whether the board goes. */
async function foresee(bench: Bench, foreseen: Foreseen): Promise<boolean> {
  const { place, survey, tally } = foreseen;
  const { ground } = bench;
  const state = bench.states.get(place.boardId);
  const own = place.objects.find(({ kind, key }) => kind === "board" && key === place.key);
  const isRunOfAll = ground.options.scope.kind !== "run" || survey.rows === place.rows;
  if (!own || !state || !isRunOfAll) return false;
  if (!place.made || !ground.isObjectIn(own)) {
    await foreseeParts(ground, { ...foreseen, state });
    return false;
  }
  const staying = survey.foreignItems + survey.leftItems;
  const shape = ground.options.includeTouched ? null : judgeShape(shapeOf(place, state));
  const inUse = staying > 0 ? `${staying} items are on it that stay.` : shape?.reason;
  if (inUse === undefined) {
    tally.remove("board", place.key);
    return true;
  }
  const url = ground.destination.boardUrl(ground.slug, place.boardId);
  tally.leave({
    ...{ kind: "board", code: "board_in_use", board: place.key },
    ...{ name: place.title, url, text: inUse },
  });
  return false;
}

async function foreseeParts(ground: Ground, at: Foreseen & { readonly state: BoardState }): Promise<void> {
  const { place, survey, tally, state } = at;
  const inScope = place.objects.filter((object) => ground.isObjectIn(object));
  const made = inScope.filter(({ kind, created }) => created && kind !== "board");
  const url = ground.destination.boardUrl(ground.slug, place.boardId);
  if (inScope.some(({ kind }) => kind === "board")) {
    const text = "Only what Portage added to it is taken back.";
    tally.leave({ kind: "board", code: "was_there_before", board: place.key, name: place.title, url, text });
  }
  if (made.length === 0) return;
  const counted = made.filter(({ kind }) => kind === "column").map(({ id }) => id);
  const now = await readBoardUse(ground, place.boardId, { counted, people: [], going: at.goingItems });
  const use = afterwards(now, survey);
  for (const object of made) {
    const leaving = judgePart(object, use, ground.options.includeTouched ?? false);
    const name = titleOf(state, object);
    if (leaving === null) tally.remove(object.kind, place.key);
    else
      tally.leave({
        ...{ kind: object.kind, code: leaving.code, board: place.key },
        ...{ name, url, text: leaving.reason },
      });
  }
}

/** The board's use once everything to be taken back is taken back. */
function afterwards(now: BoardUse, { clears, leaving }: BoardSurvey): BoardUse {
  const less = (counts: ReadonlyMap<string, number>, gone: ReadonlyMap<string, number>) =>
    new Map([...counts].map(([id, count]) => [id, count - (gone.get(id) ?? 0)]));
  return { ...now, filled: less(now.filled, clears), groups: less(now.groups, leaving) };
}

async function foreseeChanges({ ground, states }: Bench, tally: Tally): Promise<void> {
  const { scope } = ground.options;
  if (scope.kind !== "run") return;
  for await (const judged of changesOfRun(ground, { runId: scope.runId, states })) {
    for (const { change, back, already, kept, boardId } of judged) {
      const cells = Object.keys({ ...back, ...already }).length;
      if (cells > 0) tally.restore(change.place.key, cells);
      if (kept.length === 0) continue;
      tally.leave({
        ...{
          kind: "item",
          code: "touched_cell",
          board: change.place.key,
          name: change.records[0]?.row.name ?? "",
        },
        url: ground.destination.itemUrl(ground.slug, boardId, change.itemId),
        text: "Changed since, in monday or by a later run.",
      });
    }
  }
}

async function foreseeWorkspaces(bench: Bench, tally: Tally, going: ReadonlySet<string>): Promise<void> {
  const { ground } = bench;
  const { scope } = ground.options;
  const made = ground.objects.filter(
    (object) => object.kind === "workspace" && object.created && ground.isObjectIn(object),
  );
  for (const workspace of made) {
    const boards = [...(await boardsIn(ground, workspace)), ...archivedIn(bench, workspace)];
    const leaving = judgeWorkspace(boards.filter(({ id }) => !going.has(id)));
    if (leaving === null) tally.remove("workspace", null);
    else if (scope.kind !== "run")
      tally.leave({
        ...{ kind: "workspace", code: leaving.code, board: null },
        ...{ name: "Workspace", url: null, text: leaving.reason },
      });
  }
}

async function boardsIn(
  ground: Ground,
  workspace: SchemaObject,
): Promise<readonly { id: string; name: string }[]> {
  const all = await ground.ask(() => ground.destination.workspaces(ground.signal));
  if (!all.some(({ id }) => id === workspace.id)) return [];
  return ground.ask(() => ground.destination.boards(workspace.id, ground.signal));
}

function toPreview(ground: Ground, tally: Tally): RollbackPreview {
  const { removed, restored, left, gone } = tally.read();
  const titles = new Map(ground.places.map(({ key, title }) => [key, title]));
  const titleOfBoard = (board: string): string => titles.get(board) ?? board;
  const items = removed.reduce((sum, { kind, count }) => sum + (kind === "item" ? count : 0), 0);
  const restoredItems = restored.reduce((sum, each) => sum + each.items, 0);
  const workspaces = removed.reduce((sum, { kind, count }) => sum + (kind === "workspace" ? count : 0), 0);
  const boards = placesFor(ground).map(({ key }) => key);
  const isNothing = removed.length + restored.length === 0 && gone === 0;
  return {
    scope: ground.options.scope,
    state: isNothing && left.length === 0 ? "nothing" : "ready",
    at: new Date(ground.deps.clock.now()).toISOString(),
    remove: removed.map(({ kind, board, count }) => ({
      ...{ kind, board, count },
      title: board === null ? kindTitles[kind] : `${kindTitles[kind]}: ${titleOfBoard(board)}`,
    })),
    restore: restored.map((each) => ({ ...each, title: titleOfBoard(each.board) })),
    leave: [...left],
    cannot: cannotOf(ground, { items, restored: restoredItems, gone }),
    estimate: estimateRollback({ boards: toLoads(boards, { removed, restored }), workspaces }),
  };
}
