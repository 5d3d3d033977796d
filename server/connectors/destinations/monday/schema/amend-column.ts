import { z } from "zod";
import { toFailure } from "../../../../contract/errors.ts";
import type { PlanColumn } from "../../../../contract/plan.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import {
  updateColumnDocument,
  updateDropdownColumnDocument,
  updateStatusColumnDocument,
} from "../api/documents.ts";
import { STATUS_LABELS_MAX } from "../limits.ts";
import { type ColumnShape, columnShapeSchema } from "./board-shape.ts";
import { connectedBoards, parseSettings, statusColorName, statusLabels } from "./column-settings.ts";
import type { SchemaWork } from "./work.ts";

const changedSchema = z.record(z.string(), columnShapeSchema.nullable());
const statusSchema = z.looseObject({
  labels: z.array(
    z.looseObject({
      id: z.number(),
      label: z.string(),
      color: z.union([z.string(), z.number()]),
      index: z.number(),
      description: z.string().nullish(),
      is_done: z.boolean().nullish(),
      is_deactivated: z.boolean().nullish(),
    }),
  ),
});
const dropdownSchema = z.looseObject({
  labels: z.array(
    z.looseObject({ id: z.number(), label: z.string(), is_deactivated: z.boolean().nullish() }),
  ),
});

type Amended = Pick<PlanColumn, "key" | "type" | "labels">;

/**
 * Adds to a column of ours what a later plan needs: labels, or boards it connects to. Nothing it has is taken away;
 * the API replaces whole sets, so everything present is sent again as it was (facts 5.4).
 */
export async function amendColumn(
  work: SchemaWork,
  input: { boardId: string; column: Amended; present: ColumnShape; linked: readonly string[] },
): Promise<Result<ColumnShape>> {
  const { boardId, column, present } = input;
  const change = changeOf(input);
  if (!change) {
    const message = "A column of ours has settings that cannot be extended";
    return err(toFailure("monday.schema_conflict", { message, where: { column: column.key } }));
  }
  const variables = { board: boardId, id: present.id, revision: present.revision ?? "", ...change.variables };
  const changed = await work.client.change(
    { document: change.document, variables, boardId, idempotencyKey: work.freshKey(), signal: work.signal },
    changedSchema,
  );
  if (!changed.ok) return changed;
  const [after] = Object.values(changed.value);
  return after
    ? ok(after)
    : err(toFailure("monday.unexpected", { message: "monday changed a column without an answer" }));
}

function changeOf({
  column,
  present,
  linked,
}: {
  column: Amended;
  present: ColumnShape;
  linked: readonly string[];
}) {
  const settings = parseSettings(present.settings);
  switch (column.type) {
    case "status": {
      const labels = withStatusLabels(column, settings);
      return labels && { document: updateStatusColumnDocument, variables: { settings: { labels } } };
    }
    case "dropdown": {
      const labels = withDropdownLabels(column, settings);
      return labels && { document: updateDropdownColumnDocument, variables: { settings: { labels } } };
    }
    case "board_relation": {
      const boardIds = [...new Set([...connectedBoards(settings), ...linked])].map(Number);
      return { document: updateColumnDocument, variables: { type: column.type, settings: { boardIds } } };
    }
    default:
      return null;
  }
}

function withStatusLabels(column: Amended, settings: unknown): readonly object[] | null {
  const parsed = statusSchema.safeParse(settings);
  if (!parsed.success) return null;
  const kept = parsed.data.labels.map(
    ({ id, label, color, index, description, is_done, is_deactivated }) => ({
      id,
      label,
      color: statusColorName(color),
      index,
      description: description ?? null,
      is_done: is_done ?? false,
      is_deactivated: is_deactivated ?? false,
    }),
  );
  const colors = kept.flatMap(({ color }) => color ?? []);
  if (colors.length < kept.length) return null;
  const missing = missingLabels(column, kept);
  if (kept.length + missing.length > STATUS_LABELS_MAX) return null;
  return [...kept, ...statusLabels(missing, { colors, indexes: kept.map(({ index }) => index) })];
}

function withDropdownLabels(column: Amended, settings: unknown): readonly object[] | null {
  const parsed = dropdownSchema.safeParse(settings);
  if (!parsed.success) return null;
  const kept = parsed.data.labels.map(({ id, label, is_deactivated }) => ({
    id,
    label,
    is_deactivated: is_deactivated ?? false,
  }));
  return [...kept, ...missingLabels(column, kept).map(({ label }) => ({ label }))];
}

function missingLabels(column: Amended, kept: readonly { label: string; is_deactivated: boolean }[]) {
  const present = new Set(kept.flatMap(({ label, is_deactivated }) => (is_deactivated ? [] : [label])));
  return column.labels.filter(({ label }) => !present.has(label));
}
