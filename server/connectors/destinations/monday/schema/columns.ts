import { z } from "zod";
import { type Failure, toFailure } from "../../../../contract/errors.ts";
import type { PlanBoard, PlanColumn } from "../../../../contract/plan.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import type { SchemaObject } from "../../../types.ts";
import {
  createColumnDocument,
  createDropdownColumnDocument,
  createStatusColumnDocument,
  deleteColumnDocument,
} from "../api/documents.ts";
import { COLUMN_ID_LENGTH_MAX } from "../limits.ts";
import { amendColumn } from "./amend-column.ts";
import { type BoardShape, type ColumnShape, columnShapeSchema } from "./board-shape.ts";
import { columnDefaults, connectedBoards, labelsOf, parseSettings } from "./column-settings.ts";
import { createFarSide } from "./far-side.ts";
import { renameColumn } from "./rename-column.ts";
import { followTitle, isSame, titleIn } from "./titles.ts";
import { type SchemaWork, withBoard } from "./work.ts";

/** A column Portage wants on a board: one of the plan, or the one that holds the external id. */
type Wanted = Pick<PlanColumn, "key" | "columnId" | "title" | "type" | "labels" | "unit" | "link">;

export interface BoardPlace {
  readonly boardId: string;
  readonly shape: BoardShape;
  /** Ours, and nothing was made on it yet. */
  readonly untouched: boolean;
  /** Ids of the boards a plan board stands for: several when it is split. */
  linked(boardKey: string): readonly string[];
}

/** Ids tried when ours is taken: ids of deleted columns stay reserved (facts 3.5). */
const ID_TRIES = 30;

/** Finds or makes the columns of a board, the external id first. Columns the plan found there are only checked. */
export async function ensureColumns(
  work: SchemaWork,
  board: PlanBoard,
  place: BoardPlace,
): Promise<Result<void>> {
  const claimed = new Set<string>();
  const mark: Wanted = {
    key: "portage_id",
    columnId: board.externalIdColumnId,
    title: "Source ID",
    type: "text",
    labels: [],
    unit: null,
    link: null,
  };
  const included = board.columns.filter(({ include }) => include);
  for (const column of included.filter(({ existing }) => existing)) {
    const checked = checkExisting(board, column, place.shape);
    if (!checked.ok) return checked;
    claimed.add(column.columnId);
    await work.keep(toObject(board, column.key, { shape: checked.value, created: false }));
  }
  const wanted = [mark, ...included.filter(({ existing }) => !existing)];
  if (place.untouched) await removeDefaults(work, place, new Set(wanted.map(({ columnId }) => columnId)));
  for (const column of wanted) {
    const farSide = createFarSide(work, { board, column, place });
    const seen = await farSide.look();
    if (!seen.ok) return seen;
    const made = await ensureColumn(work, { board, column, place, claimed });
    if (!made.ok) return made;
    claimed.add(made.value);
    const far = await farSide.record();
    if (!far.ok) return far;
    work.columnIds.learn(place.boardId, column.columnId, made.value);
  }
  return ok(undefined);
}

function checkExisting(board: PlanBoard, column: PlanColumn, shape: BoardShape): Result<ColumnShape> {
  const found = shape.columns.find(({ id }) => id === column.columnId);
  const where = { board: board.key, column: column.columnId };
  if (!found) {
    const userMessage = `The column "${column.title}" of the board "${board.title}" was removed in monday.`;
    return err(
      toFailure("monday.column_missing", {
        message: "A column the plan counts on is gone",
        userMessage,
        remedy: "Restore it, or leave the column out of the plan.",
        where,
      }),
    );
  }
  if (found.type === column.type) return ok(found);
  const message = `The column is of type ${found.type}, the plan expects ${column.type}`;
  return err(toFailure("monday.schema_conflict", { message, where }));
}

interface ColumnTask {
  readonly board: PlanBoard;
  readonly column: Wanted;
  readonly place: BoardPlace;
  readonly claimed: ReadonlySet<string>;
}

async function ensureColumn(work: SchemaWork, task: ColumnTask): Promise<Result<string>> {
  const { board, column, place, claimed } = task;
  const key = `${board.key}/${column.key}`;
  const linked = column.link ? place.linked(column.link.board) : [];
  const known = work.get(key);
  const old = place.shape.columns.find(({ id }) => id === known?.id);
  const still = place.shape.columns.find(({ id, type }) => id === known?.id && type === column.type);
  if (known && still) return keepKnown(work, task, { known, present: still, linked });
  // Another column takes its place; ours stays known, so that it can be taken back too.
  if (known && old) await work.supersede({ ...known, detail: withBoard(known.detail, place.boardId) });
  if (column.type === "board_relation" && linked.length === 0) {
    const message = "The board a connect column points to is not part of the plan";
    return err(
      toFailure("monday.schema_conflict", { message, where: { board: board.key, column: column.key } }),
    );
  }
  let refused: Failure | null = null;
  for (const id of candidates(column.columnId)) {
    if (claimed.has(id)) continue;
    const present = place.shape.columns.find((shape) => shape.id === id);
    if (present) {
      const ours = present.description?.includes(work.marker(key)) === true || board.target.mode === "create";
      if (!suits(column, present, linked, ours)) continue;
      const title = isSame(present.title, column.title) ? column.title : null;
      await work.keep(toObject(board, column.key, { shape: present, created: ours, title }));
      return ok(id);
    }
    const made = await createColumn(work, task, id, linked);
    if (made.ok) {
      const { title } = column;
      await work.keep(toObject(board, column.key, { shape: made.value, created: true, title }));
      return ok(made.value.id);
    }
    refused = made.error;
    // Only a refusal of the id itself is worth another id.
    if (refused.code !== "monday.column_missing" && refused.code !== "monday.unexpected") break;
  }
  const message = "No free id for a column of the plan";
  return err(
    refused ??
      toFailure("monday.schema_conflict", { message, where: { board: board.key, column: column.key } }),
  );
}

/** A column of an earlier pass; one of ours gets what a later plan added, and its title. */
async function keepKnown(
  work: SchemaWork,
  { board, column, place }: ColumnTask,
  kept: { known: SchemaObject; present: ColumnShape; linked: readonly string[] },
): Promise<Result<string>> {
  const { linked } = kept;
  const followed = await followTitle(work, kept.known, {
    planned: column.title,
    present: kept.present,
    rename: () => renameColumn(work, place.boardId, { present: kept.present, title: column.title }),
  });
  if (!followed.ok) return followed;
  const { known, present } = followed.value;
  if (!known.created || misfit(column, present, linked) === null) {
    await work.keep(known);
    return ok(known.id);
  }
  const amended = await amendColumn(work, { boardId: place.boardId, column, present, linked });
  if (!amended.ok) return amended;
  const title = titleIn(known.detail);
  await work.keep(toObject(board, column.key, { shape: amended.value, created: true, title }));
  return ok(known.id);
}

/** `email`, `email_2`, `email_3` … within monday's length. */
function candidates(columnId: string): readonly string[] {
  return Array.from({ length: ID_TRIES }, (_, n) => {
    if (n === 0) return columnId;
    const suffix = `_${n + 1}`;
    return `${columnId.slice(0, COLUMN_ID_LENGTH_MAX - suffix.length)}${suffix}`;
  });
}

/** A column that is there already may be used when it is ours, or when it is the same thing under the same name. */
function suits(column: Wanted, present: ColumnShape, linked: readonly string[], ours: boolean): boolean {
  const sameName = present.title.trim().toLowerCase() === column.title.trim().toLowerCase();
  return present.type === column.type && (ours || sameName) && misfit(column, present, linked) === null;
}

/** What a column lacks of what the plan asks for; null when nothing. */
function misfit(column: Wanted, present: ColumnShape, linked: readonly string[]): string | null {
  if (column.type === "status" || column.type === "dropdown") {
    const labels = new Set(labelsOf(present.settings));
    return column.labels.every(({ label }) => labels.has(label)) ? null : "labels";
  }
  if (column.type !== "board_relation") return null;
  const boards = new Set(connectedBoards(present.settings));
  return linked.every((id) => boards.has(id)) ? null : "connected boards";
}

const createdSchema = z.record(z.string(), columnShapeSchema.nullable());

async function createColumn(
  work: SchemaWork,
  { board, column, place }: ColumnTask,
  id: string,
  linked: readonly string[],
): Promise<Result<ColumnShape>> {
  const common = {
    board: place.boardId,
    id,
    title: column.title,
    description: `Filled by Portage ${work.marker(`${board.key}/${column.key}`)}`,
    defaults: columnDefaults(column, linked),
  };
  const typed =
    column.type === "status"
      ? { document: createStatusColumnDocument, variables: common }
      : column.type === "dropdown"
        ? { document: createDropdownColumnDocument, variables: common }
        : { document: createColumnDocument, variables: { ...common, type: column.type } };
  const call = { ...typed, boardId: place.boardId, idempotencyKey: work.freshKey(), signal: work.signal };
  const made = await work.client.change(call, createdSchema);
  if (!made.ok) return made;
  const [created] = Object.values(made.value);
  const where = { board: board.key, column: column.key };
  if (!created)
    return err(toFailure("monday.unexpected", { message: "monday made a column without an id", where }));
  const lacks = misfit(column, created, linked);
  if (lacks === null) return ok(created);
  const message = `monday made the column but kept not all ${lacks}`;
  return err(toFailure("monday.schema_conflict", { message, where }));
}

/** A new board may come with columns nobody asked for (what comes is not documented); they are still empty. */
async function removeDefaults(
  work: SchemaWork,
  place: BoardPlace,
  wanted: ReadonlySet<string>,
): Promise<void> {
  for (const column of place.shape.columns) {
    if (column.id === "name" || wanted.has(column.id)) continue;
    if (!DEFAULT_TYPES.has(column.type)) continue;
    const variables = { board: place.boardId, column: column.id };
    // An unwanted empty column is no reason to stop.
    await work.client.change(
      { document: deleteColumnDocument, variables, boardId: place.boardId, signal: work.signal },
      z.looseObject({}),
    );
  }
}

const DEFAULT_TYPES = new Set(["people", "person", "status", "date"]);

/** `title` is the one Portage gave a column of its own; null when it gave none or does not know. */
function toObject(
  board: PlanBoard,
  columnKey: string,
  column: { shape: ColumnShape; created: boolean; title?: string | null },
): SchemaObject {
  const { shape, created, title = null } = column;
  const named = created && title !== null ? { title } : {};
  const detail = JSON.stringify({ type: shape.type, settings: parseSettings(shape.settings), ...named });
  return { kind: "column", key: `${board.key}/${columnKey}`, id: shape.id, created, detail };
}
