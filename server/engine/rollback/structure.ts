import type { BoardState, SchemaObject } from "../../connectors/types.ts";
import type { Leaving } from "../../core/rollback/judge-item.ts";
import {
  type BoardUse,
  judgeColumn,
  judgeGroup,
  judgeMadeBoard,
  judgeSubscriber,
  judgeWorkspace,
} from "../../core/rollback/judge-objects.ts";
import { isSampleMark } from "../../core/rollback/scope.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { archivedIn } from "./archived-boards.ts";
import { readBoardUse } from "./board-use.ts";
import { type BoardPlace, type Ground, readStates } from "./ground.ts";
import type { Entry, Journal } from "./journal.ts";
import type { Bench } from "./judge-batch.ts";
import { boardEntry, shapeOf } from "./whole-board.ts";

/**
 * Takes back what the items were put into, newest first: columns and groups on boards that stay, boards, workspace,
 * people. Each goes only when nothing needs it any more.
 */
export async function takeBackStructure(
  bench: Pick<Bench, "ground" | "archived">,
  journal: Journal,
  onDone: () => Promise<void>,
): Promise<void> {
  const { ground, archived } = bench;
  const objects = await ground.deps.store.objects.list(ground.scope);
  const present = new Set(objects.map(objectKey));
  const places = ground.places.map((place) => ({
    ...place,
    objects: place.objects.filter((object) => present.has(objectKey(object))),
  }));
  const states = await readStates(
    ground,
    places.map(({ boardId }) => boardId),
  );
  for (const place of places) {
    stopIfInterrupted(ground.signal);
    const state = states.get(place.boardId);
    if (place.made && !archived.has(place.boardId)) await takeBackBoard(ground, journal, { place, state });
    else if (state) await takeBackParts(ground, journal, { place, state });
    else await forgetAbsent(ground, place);
    await onDone();
  }
  for (const workspace of objects.filter(({ kind }) => kind === "workspace")) {
    if (ground.isObjectIn(workspace)) await takeBackWorkspace(bench, journal, workspace);
    await onDone();
  }
}

/** How many boards and workspaces `takeBackStructure` looks at. */
export function countStructure(ground: Ground): number {
  return ground.places.length + ground.objects.filter(({ kind }) => kind === "workspace").length;
}

function objectKey({ kind, key }: Pick<SchemaObject, "kind" | "key">): string {
  return `${kind} ${key}`;
}

/** A thing as an entry of the journal. */
function objectEntry(object: SchemaObject, place: BoardPlace | null, title: string): Entry {
  return {
    kind: object.kind,
    key: object.key,
    phase: null,
    name: title,
    destinationId: object.id,
    board: place?.key ?? null,
    action: "removed",
    code: null,
    reason: null,
    before: place === null ? null : JSON.stringify({ boardId: place.boardId }),
  };
}

async function takeBackBoard(
  ground: Ground,
  journal: Journal,
  at: { place: BoardPlace; state: BoardState | undefined },
): Promise<void> {
  const { place, state } = at;
  const object = place.objects.find(({ kind, key }) => kind === "board" && key === place.key);
  if (!object) return;
  if (!ground.isObjectIn(object)) {
    if (state) await takeBackParts(ground, journal, { place, state });
    return;
  }
  if (ground.options.scope.kind === "run" && (await hasRows(ground, place))) return;
  const leaving = state ? await judgeBoard(ground, place, state) : null;
  await takeBackObject(ground, journal, {
    object,
    boardId: place.boardId,
    entry: boardEntry(place),
    leaving,
    onGone: () => forgetObjects(ground, place, () => true),
  });
}

async function judgeBoard(ground: Ground, place: BoardPlace, state: BoardState): Promise<Leaving | null> {
  const use = await readBoardUse(ground, place.boardId, { counted: [], people: [] });
  const board = { ...shapeOf(place, state), items: use.items };
  return judgeMadeBoard(board, ground.options.includeTouched ?? false);
}

/** Records of other runs are on the board still: it is theirs as well. */
async function hasRows(ground: Ground, place: BoardPlace): Promise<boolean> {
  for (const phase of place.phases) {
    if ((await ground.deps.store.ledger.total(ground.scope, { phase })) > 0) return true;
  }
  return false;
}

/** What lies on a board that is not there cannot be reached: it is not counted on any more. */
async function forgetAbsent(ground: Ground, place: BoardPlace): Promise<void> {
  if (ground.options.scope.kind === "run" && (await hasRows(ground, place))) return;
  await forgetObjects(ground, place, ground.isObjectIn);
}

/** The board itself last: as long as it is known, a run that died in between comes back to it. */
async function forgetObjects(
  ground: Ground,
  place: BoardPlace,
  isMeant: (object: SchemaObject) => boolean,
): Promise<void> {
  const inOrder = place.objects.toSorted((a, b) => Number(a.kind === "board") - Number(b.kind === "board"));
  for (const object of inOrder) if (isMeant(object)) await forget(ground, object);
}

async function forget(ground: Ground, { kind, key }: SchemaObject): Promise<void> {
  await ground.deps.store.objects.remove(ground.scope, kind, key);
}

async function takeBackParts(
  ground: Ground,
  journal: Journal,
  at: { place: BoardPlace; state: BoardState },
): Promise<void> {
  const { place, state } = at;
  const inScope = place.objects.filter((object) => ground.isObjectIn(object));
  const made = inScope.filter(({ created, kind }) => created && kind !== "board");
  if (ground.options.scope.kind === "run" && (await hasRows(ground, place))) return;
  if (made.length > 0) {
    const use = await readBoardUse(ground, place.boardId, {
      counted: made.filter(({ kind }) => kind === "column").map(({ id }) => id),
      people: made.some(({ kind }) => kind === "subscriber")
        ? state.columns.filter(({ type }) => type === "people").map(({ id }) => id)
        : [],
    });
    for (const object of made.sort(newestFirst)) {
      stopIfInterrupted(ground.signal);
      const entry = objectEntry(object, place, titleOf(state, object));
      const leaving = judgePart(object, use, ground.options.includeTouched ?? false);
      await takeBackObject(ground, journal, {
        ...{ object, entry, leaving },
        boardId: place.boardId,
        onGone: () => forget(ground, object),
      });
    }
  }
  await forgetAdopted(ground, place);
}

/** What was there before is left alone; once nothing of ours is on the board, nothing has to be known of it. */
async function forgetAdopted(ground: Ground, place: BoardPlace): Promise<void> {
  const left = (await ground.deps.store.objects.list(ground.scope)).filter(
    (object) => object.created && place.objects.some((own) => objectKey(own) === objectKey(object)),
  );
  if (left.length > 0 || (await hasRows(ground, place))) return;
  await forgetObjects(ground, place, ground.isObjectIn);
}

const removalOrder = ["column", "group", "board", "workspace", "subscriber"];

function newestFirst(one: SchemaObject, other: SchemaObject): number {
  return removalOrder.indexOf(one.kind) - removalOrder.indexOf(other.kind);
}

/** Why a part Portage added to a board of the customer stays. */
export function judgePart(object: SchemaObject, use: BoardUse, includeTouched: boolean): Leaving | null {
  switch (object.kind) {
    case "column":
      return judgeColumn(object.id, use, { includeTouched, isMark: isSampleMark(object.key) });
    case "group":
      return judgeGroup(object.id, use);
    case "subscriber":
      return judgeSubscriber(object.id, use);
    default:
      return null;
  }
}

/** Name of a column or group as monday shows it now. */
export function titleOf(state: BoardState, object: SchemaObject): string {
  const parts = object.kind === "group" ? state.groups : state.columns;
  return parts.find(({ id }) => id === object.id)?.title ?? object.key;
}

async function takeBackWorkspace(
  bench: Pick<Bench, "ground" | "archived">,
  journal: Journal,
  object: SchemaObject,
): Promise<void> {
  const { ground } = bench;
  if (!object.created) {
    const isDone = (await ground.deps.store.objects.list(ground.scope)).every(({ created }) => !created);
    if (isDone) await forget(ground, object);
    return;
  }
  const all = await ground.ask(() => ground.destination.workspaces(ground.signal));
  const own = all.find(({ id }) => id === object.id);
  const boards = own ? await ground.ask(() => ground.destination.boards(object.id, ground.signal)) : [];
  const entry = objectEntry(object, null, own?.name ?? "Workspace");
  const leaving = judgeWorkspace([...boards, ...archivedIn(bench, object)]);
  if (ground.options.scope.kind === "run" && leaving) return;
  const onGone = (): Promise<void> => forget(ground, object);
  await takeBackObject(ground, journal, { object, entry, boardId: null, leaving, onGone });
}

/** Removes one object unless it stays. */
async function takeBackObject(
  ground: Ground,
  journal: Journal,
  input: {
    object: SchemaObject;
    entry: Entry;
    boardId: string | null;
    leaving: Leaving | null;
    onGone: () => Promise<void>;
  },
): Promise<void> {
  const { object, boardId, entry, leaving } = input;
  if (leaving) return journal.done([{ ...entry, action: "left", ...leaving }], []);
  const wasIntended = journal.pending(entry)?.action === "removed";
  await journal.intend([entry]);
  const end = await ground.ask(() => ground.destination.removeObject({ object, boardId }, ground.signal));
  if (end.kind === "refused") {
    const refused = { code: "refused", reason: end.error.userMessage } as const;
    return journal.done([{ ...entry, action: "left", ...refused }], []);
  }
  await input.onGone();
  await journal.done([{ ...entry, action: end.kind === "gone" && !wasIntended ? "gone" : "removed" }], []);
}
