import type { BoardState, SchemaObject } from "../../connectors/types.ts";
import { judgeShape, type MadeBoard } from "../../core/rollback/judge-objects.ts";
import { makerOf } from "../../core/rollback/landed-item.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { BoardPlace, Ground } from "./ground.ts";
import type { Entry, Journal } from "./journal.ts";
import { type Bench, chunks, itemsPerCall } from "./judge-batch.ts";
import { type ItemRows, readLanded } from "./landed-items.ts";
import { type BoardSurvey, readFingerprint, rowsInScope } from "./survey-board.ts";
import { type OnDone, takeBackBatch } from "./take-back.ts";

/** Entries of the activity looked through. */
const activitiesRead = 100;
/** Clocks of two machines differ; activity is looked for a little before our reading began. */
const clockSlackMs = 60_000;

/** The board as an entry of the journal. */
export function boardEntry(place: BoardPlace): Entry {
  return {
    kind: "board",
    key: place.key,
    phase: null,
    name: place.title,
    destinationId: place.boardId,
    board: place.key,
    action: "removed",
    code: null,
    reason: null,
    before: null,
  };
}

/** True when an earlier attempt of this run was about to delete the board and it is not there any more. */
export function wasDeletedByUs(bench: Bench, journal: Journal, place: BoardPlace): boolean {
  return !bench.states.has(place.boardId) && journal.pending(boardEntry(place))?.action === "removed";
}

/** Whether the board can go with one call: all on it is ours, untouched, and nobody has worked on it meanwhile. */
export async function mayGoWhole(
  ground: Ground,
  place: BoardPlace,
  seen: { survey: BoardSurvey; state: BoardState; since: number },
): Promise<boolean> {
  const { survey, state, since } = seen;
  if (survey.foreignItems > 0 || survey.leftItems > 0 || survey.counted.restored.length > 0) return false;
  const shape = shapeOf(place, state);
  if (!ground.options.includeTouched && judgeShape(shape) !== null) return false;
  const request = {
    boardId: place.boardId,
    since: new Date(since - clockSlackMs).toISOString(),
    itemIds: null,
    limit: activitiesRead,
  };
  const activity = await ground.ask(() => ground.destination.activity(request, ground.signal));
  if (activity === null) return false;
  const began = new Date(since).toISOString();
  // Before the reading began Portage itself may have been at work; afterwards it was not.
  if (activity.some(({ by, at }) => (by.kind === "portage" ? at > began : at >= began))) return false;
  // Comments are no activity of the board, but they show in when an item was last changed.
  return (await readFingerprint(ground, place.boardId)) === survey.fingerprint;
}

/** Groups and columns of a board of ours, and which of them we made. */
export function shapeOf(place: BoardPlace, state: BoardState): Omit<MadeBoard, "items"> {
  const ids = (kind: SchemaObject["kind"]): ReadonlySet<string> =>
    new Set(place.objects.filter((object) => object.kind === kind).map(({ id }) => id));
  return {
    groups: state.groups,
    columns: state.columns,
    ownGroups: ids("group"),
    ownColumns: ids("column"),
  };
}

/** Deletes the board with everything on it. False when monday refused. */
export async function removeWhole(
  bench: Bench,
  journal: Journal,
  place: BoardPlace,
  input: { goneIds: readonly string[]; onDone: OnDone },
): Promise<boolean> {
  const { ground } = bench;
  const object = place.objects.find(({ kind, key }) => kind === "board" && key === place.key);
  if (!object) return false;
  for (const some of chunks(input.goneIds, itemsPerCall)) await takeBackBatch(bench, journal, some);
  await journal.intend([boardEntry(place)]);
  const end = await ground.ask(() =>
    ground.destination.removeObject({ object, boardId: place.boardId }, ground.signal),
  );
  if (end.kind === "refused") return false;
  await forgetItems(bench, journal, place, input.onDone);
  return true;
}

/** The board is deleted: so are its items. Each gets its entry, and its rows go. */
export async function forgetItems(
  bench: Bench,
  journal: Journal,
  place: BoardPlace,
  onDone: OnDone,
): Promise<void> {
  for await (const rows of rowsInScope(bench.ground, place)) {
    stopIfInterrupted(bench.ground.signal);
    const ids = [...new Set(rows.flatMap((row) => bench.unfinished.itemOf(row) ?? []))];
    const landed = [...(await readLanded(bench.ground, bench.unfinished, ids)).values()];
    const here = landed.filter((item) => wasOn(place, item));
    const own = here.flatMap((item) => item.rows.filter(({ foreign }) => !foreign));
    const itemless = rows.filter((row) => bench.unfinished.itemOf(row) === null);
    const entries = here.map((item) => itemEntry(place, item));
    await journal.intend(entries);
    const keys = [...own, ...itemless].map(({ phase, externalId }) => ({ phase, externalId }));
    await journal.done(entries, keys);
    // Records that were merged into items of another board.
    const elsewhere = landed.filter((item) => !wasOn(place, item)).map(({ itemId }) => itemId);
    for (const some of chunks(elsewhere, itemsPerCall)) await takeBackBatch(bench, journal, some);
    await onDone({ items: landed.length, left: 0 });
  }
}

function wasOn(place: BoardPlace, item: ItemRows): boolean {
  return place.phases.includes(makerOf(item)?.phase ?? "");
}

function itemEntry(place: BoardPlace, item: ItemRows): Entry {
  const first = item.rows.find(({ inScope }) => inScope);
  return {
    ...boardEntry(place),
    kind: "item",
    key: first?.externalId ?? item.itemId,
    phase: first?.phase ?? null,
    name: first?.name ?? "",
    destinationId: item.itemId,
  };
}
