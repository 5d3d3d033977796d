import { z } from "zod";
import { toFailure } from "../../../../contract/errors.ts";
import type { PlanBoard, PlanColumn } from "../../../../contract/plan.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import type { SchemaObject } from "../../../types.ts";
import { deleteColumnDocument } from "../api/documents.ts";
import { amendColumn } from "./amend-column.ts";
import type { BoardShape, ColumnShape } from "./board-shape.ts";
import { misfit, type WantedColumn } from "./column-fit.ts";
import { parseSettings } from "./column-settings.ts";
import { createFarSide } from "./far-side.ts";
import { type BoardPlace, type ColumnTask, placeColumn } from "./place-column.ts";
import { renameColumn } from "./rename-column.ts";
import { followTitle, titleIn } from "./titles.ts";
import { type SchemaWork, withBoard } from "./work.ts";

/** Finds or makes the columns of a board, the external id first. Columns the plan found there are only checked. */
export async function ensureColumns(
  work: SchemaWork,
  board: PlanBoard,
  place: BoardPlace,
): Promise<Result<void>> {
  const claimed = new Set<string>();
  const mark: WantedColumn = {
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

async function ensureColumn(work: SchemaWork, task: ColumnTask): Promise<Result<string>> {
  const { board, column, place } = task;
  const key = `${board.key}/${column.key}`;
  const linked = column.link ? place.linked(column.link.board) : [];
  const known = work.get(key);
  const old = place.shape.columns.find(({ id }) => id === known?.id);
  const still = place.shape.columns.find(({ id, type }) => id === known?.id && type === column.type);
  if (known && still) return keepKnown(work, task, { known, present: still, linked });
  // Another column takes its place; ours stays known, so that it can be taken back too.
  if (known && old) await work.supersede({ ...known, detail: withBoard(known.detail, place.boardId) });
  const placed = await placeColumn(work, task, linked);
  if (!placed.ok) return placed;
  await work.keep(toObject(board, column.key, placed.value));
  return ok(placed.value.shape.id);
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
