import type { Cell, DropdownLabel, JsonValue, StatusLabel } from "../model.ts";
import { statusColorById } from "../palette.ts";
import {
  CLEAR,
  type ColumnCodec,
  expectObject,
  idsOf,
  invalidValue,
  type ReadContext,
  type WriteContext,
} from "./codec.ts";
import { addDropdownLabel } from "./dropdown-labels.ts";
import { addStatusLabel } from "./status-labels.ts";

/** A status cell is the id of its label. */
export const statusCodec: ColumnCodec = {
  type: "status",
  typename: "StatusValue",
  parse(value, context) {
    const { label, index } = expectObject(value, context);
    if (typeof label === "string") return label === "" ? CLEAR : statusByText(label, context);
    const id = typeof index === "string" ? Number(index) : index;
    if (typeof id !== "number") throw invalidValue(context, value, 'expected {"label": "…"} or {"index": n}');
    const known = usable(context).find((candidate) => candidate.id === id);
    if (!known) throw unknownStatus(context, value);
    return known.id;
  },
  parseSimple: (value, context) => statusByText(value, context),
  emptyText: null,
  text: (cell, context) => statusLabel(cell, context)?.label ?? null,
  raw: (cell, changedAt) => ({ index: Number(cell), post_id: null, changed_at: changedAt }),
  fields(cell, context) {
    const label = cell === undefined ? undefined : statusLabel(cell, context);
    const hex = label ? (statusColorById(label.id)?.hex ?? "#c4c4c4") : "#c4c4c4";
    return {
      index: cell ?? null,
      label: label?.label ?? null,
      is_done: label ? label.is_done : null,
      label_style: label ? { color: hex, border: hex } : null,
      update_id: null,
    };
  },
};

function statusByText(text: string, context: WriteContext): number {
  const known = usable(context).find((label) => label.label === text);
  if (known) return known.id;
  if (!context.createLabels || !context.column.statusLabels) throw unknownStatus(context, text);
  context.column.revision++;
  return addStatusLabel(context.column.statusLabels, text).id;
}

function usable(context: WriteContext): StatusLabel[] {
  return (context.column.statusLabels ?? []).filter((label) => !label.is_deactivated);
}

function statusLabel(cell: Cell, context: ReadContext): StatusLabel | undefined {
  return context.column.statusLabels?.find((label) => label.id === cell);
}

function unknownStatus(context: WriteContext, value: JsonValue): Error {
  const known = usable(context).map((label) => `${label.id}: ${label.label}`);
  return invalidValue(
    context,
    value,
    `This status label doesn't exist, possible statuses are: {${known.join(", ")}}`,
  );
}

/** A dropdown cell is the list of its label ids, in the order written. */
export const dropdownCodec: ColumnCodec = {
  type: "dropdown",
  typename: "DropdownValue",
  parse(value, context) {
    const { labels, ids } = expectObject(value, context);
    if (labels !== undefined && ids !== undefined)
      throw invalidValue(context, value, "send labels or ids, not both");
    if (Array.isArray(labels)) return dropdownByTexts(labels.map(String), context);
    if (!Array.isArray(ids)) throw invalidValue(context, value, 'expected {"labels": […]} or {"ids": […]}');
    const active = activeOptions(context);
    const picked = ids.map((id) => active.find((label) => label.id === Number(id))?.id);
    const known = picked.filter((id) => id !== undefined);
    if (known.length !== picked.length) throw unknownDropdown(context, value);
    return checkedSelection(known, context, value);
  },
  parseSimple: (value, context) =>
    dropdownByTexts(
      value.split(",").map((part) => part.trim()),
      context,
    ),
  emptyText: null,
  text: (cell, context) =>
    optionsOf(cell, context)
      .map((label) => label.label)
      .join(", "),
  raw: (cell, changedAt) => ({ ids: idsOf(cell), changed_at: changedAt }),
  fields: (cell, context) => ({
    values: optionsOf(cell, context).map((label) => ({ id: label.id, label: label.label })),
  }),
};

function dropdownByTexts(texts: readonly string[], context: WriteContext) {
  const active = activeOptions(context);
  const missing = texts.filter((text) => !active.some((label) => label.label === text));
  if (missing.length > 0 && !context.createLabels) throw unknownDropdown(context, [...texts]);
  for (const text of new Set(missing))
    active.push(addDropdownLabel(context.column.dropdownLabels ?? [], text));
  if (missing.length > 0) context.column.revision++;
  const ids = texts.flatMap((text) => active.find((label) => label.label === text)?.id ?? []);
  return checkedSelection([...new Set(ids)], context, [...texts]);
}

function checkedSelection(ids: number[], context: WriteContext, value: JsonValue) {
  const { limit_select: limited, label_limit_count: limit } = context.column.settings;
  if (limited === true && typeof limit === "number" && ids.length > limit) {
    throw invalidValue(context, value, `at most ${limit} labels can be selected`);
  }
  return ids.length === 0 ? CLEAR : ids;
}

function activeOptions(context: WriteContext): DropdownLabel[] {
  return (context.column.dropdownLabels ?? []).filter((label) => !label.is_deactivated);
}

function optionsOf(cell: Cell | undefined, context: ReadContext): DropdownLabel[] {
  return idsOf(cell).flatMap((id) => context.column.dropdownLabels?.find((label) => label.id === id) ?? []);
}

function unknownDropdown(context: WriteContext, value: JsonValue): Error {
  const known = activeOptions(context).map((label) => `${label.id}: ${label.label}`);
  return invalidValue(
    context,
    value,
    `The dropdown label doesn't exist, possible labels are: {${known.join(", ")}}`,
  );
}
