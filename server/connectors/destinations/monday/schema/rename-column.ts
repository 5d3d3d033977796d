import { z } from "zod";
import { toFailure } from "../../../../contract/errors.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import { renameColumnDocument } from "../api/documents.ts";
import { type ColumnShape, columnShapeSchema } from "./board-shape.ts";
import type { SchemaWork } from "./work.ts";

const renamedSchema = z.looseObject({ change_column_title: columnShapeSchema.nullable() });

/** Gives a column another title; answers it as it is afterwards, with the revision the next change must name. */
export async function renameColumn(
  work: SchemaWork,
  boardId: string,
  { present, title }: { present: ColumnShape; title: string },
): Promise<Result<ColumnShape>> {
  const variables = { board: boardId, column: present.id, title };
  const call = { document: renameColumnDocument, variables, boardId, idempotencyKey: work.freshKey() };
  const renamed = await work.client.change({ ...call, signal: work.signal }, renamedSchema);
  if (!renamed.ok) return renamed;
  const after = renamed.value.change_column_title;
  return after
    ? ok(after)
    : err(toFailure("monday.unexpected", { message: "monday renamed a column without an answer" }));
}
