import { z } from "zod";
import { type Failure, toFailure } from "../../../../contract/errors.ts";
import type { PlanBoard } from "../../../../contract/plan.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import {
  createColumnDocument,
  createDropdownColumnDocument,
  createStatusColumnDocument,
} from "../api/documents.ts";
import { COLUMN_ID_LENGTH_MAX } from "../limits.ts";
import { type BoardShape, type ColumnShape, columnShapeSchema } from "./board-shape.ts";
import { misfit, suits, type WantedColumn } from "./column-fit.ts";
import { columnDefaults } from "./column-settings.ts";
import { isSame } from "./titles.ts";
import type { SchemaWork } from "./work.ts";

export interface BoardPlace {
  readonly boardId: string;
  readonly shape: BoardShape;
  /** Ours, and nothing was made on it yet. */
  readonly untouched: boolean;
  /** Ids of the boards a plan board stands for: several when it is split. */
  linked(boardKey: string): readonly string[];
}

export interface ColumnTask {
  readonly board: PlanBoard;
  readonly column: WantedColumn;
  readonly place: BoardPlace;
  readonly claimed: ReadonlySet<string>;
}

/** A column found or made; `title` as in the plan when Portage gave it, else null. */
interface PlacedColumn {
  readonly shape: ColumnShape;
  readonly created: boolean;
  readonly title: string | null;
}

/** Ids tried when ours is taken: ids of deleted columns stay reserved (facts 3.5). */
const ID_TRIES = 30;

/** Takes over the column that stands under an id of ours when it suits, or makes it under the first free id. */
export async function placeColumn(
  work: SchemaWork,
  task: ColumnTask,
  linked: readonly string[],
): Promise<Result<PlacedColumn>> {
  const { board, column, place, claimed } = task;
  const where = { board: board.key, column: column.key };
  const marker = work.marker(`${board.key}/${column.key}`);
  if (column.type === "board_relation" && linked.length === 0) {
    const message = "The board a connect column points to is not part of the plan";
    return err(toFailure("monday.schema_conflict", { message, where }));
  }
  let refused: Failure | null = null;
  for (const id of candidates(column.columnId)) {
    if (claimed.has(id)) continue;
    const present = place.shape.columns.find((shape) => shape.id === id);
    if (present) {
      const ours = present.description?.includes(marker) === true || board.target.mode === "create";
      if (!suits(column, present, linked, ours)) continue;
      const title = isSame(present.title, column.title) ? column.title : null;
      return ok({ shape: present, created: ours, title });
    }
    const made = await createColumn(work, task, id, linked);
    if (made.ok) return ok({ shape: made.value, created: true, title: column.title });
    refused = made.error;
    // Only a refusal of the id itself is worth another id.
    if (refused.code !== "monday.column_missing" && refused.code !== "monday.unexpected") break;
  }
  const message = "No free id for a column of the plan";
  return err(refused ?? toFailure("monday.schema_conflict", { message, where }));
}

/** `email`, `email_2`, `email_3` … within monday's length. */
function candidates(columnId: string): readonly string[] {
  return Array.from({ length: ID_TRIES }, (_, n) => {
    if (n === 0) return columnId;
    const suffix = `_${n + 1}`;
    return `${columnId.slice(0, COLUMN_ID_LENGTH_MAX - suffix.length)}${suffix}`;
  });
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
