import { invalidInput } from "../errors.ts";
import type { JsonObject, JsonValue, StatusLabel } from "../model.ts";
import { EMPTY_LABEL_ID, STATUS_COLORS, statusColor, statusColorById } from "../palette.ts";

/** Limits of a status column's label set (from `get_column_type_schema`). */
export const STATUS_LABELS_MAX = 40;
export const STATUS_LABEL_CHARS_MAX = 30;

/** What `create_status_column` and `update_status_column` send for one label. */
export interface StatusLabelInput {
  label: string;
  color: string;
  index: number;
  description?: string | null;
  is_done?: boolean | null;
  id?: number | null;
  is_deactivated?: boolean | null;
}

/** The labels monday gives a status column nobody configured. */
export function defaultStatusLabels(): StatusLabel[] {
  return [
    toLabel({ label: "Working on it", color: "working_orange", index: 0 }),
    toLabel({ label: "Done", color: "done_green", index: 1, is_done: true }),
    toLabel({ label: "Stuck", color: "stuck_red", index: 2 }),
  ];
}

/** Builds and checks a label set; a label's id is the numeric id of its colour unless it already has one. */
export function buildStatusLabels(inputs: readonly StatusLabelInput[]): StatusLabel[] {
  if (inputs.length > STATUS_LABELS_MAX) {
    throw invalidInput(`labels must NOT have more than ${STATUS_LABELS_MAX} items`);
  }
  const labels = inputs.map(toLabel);
  assertUnique(labels, (label) => label.id, "request to change default status label color");
  assertUnique(labels, (label) => label.index, "label indexes must be unique");
  assertUnique(labels, (label) => label.color, "label colors must be unique");
  assertUnique(labels.filter(isActive), (label) => label.label, "label texts must be unique");
  return labels;
}

/**
 * Replaces a column's label set. Labels left out are deleted, which is refused while items use them; a known label
 * keeps its id, a new one takes the id of its colour.
 */
export function replaceStatusLabels(
  current: readonly StatusLabel[],
  inputs: readonly StatusLabelInput[],
  isUsed: (labelId: number) => boolean,
): StatusLabel[] {
  const next = buildStatusLabels(inputs);
  for (const label of next) {
    const taken = current.find((known) => known.id === label.id);
    const claimed = inputs.some((input) => input.id === label.id);
    if (taken && !claimed) throw invalidInput("request to change default status label color");
  }
  for (const gone of current.filter((known) => !next.some((label) => label.id === known.id))) {
    if (isUsed(gone.id)) throw invalidInput(`label "${gone.label}" is in use and cannot be deleted`);
  }
  return next;
}

/** Adds a label with the next free colour, as `create_labels_if_missing` does. */
export function addStatusLabel(labels: StatusLabel[], text: string): StatusLabel {
  if (labels.length >= STATUS_LABELS_MAX)
    throw invalidInput("This status column has no room for more labels");
  const usedIds = new Set(labels.map((label) => label.id));
  const usedIndexes = new Set(labels.map((label) => label.index));
  const color = STATUS_COLORS.find(
    (candidate) => candidate.id !== EMPTY_LABEL_ID && !usedIds.has(candidate.id),
  );
  if (!color) throw invalidInput("This status column has no color left for a new label");
  let index = 0;
  while (usedIndexes.has(index)) index++;
  const label = toLabel({ label: text, color: color.name, index });
  labels.push(label);
  return label;
}

/**
 * Reads the `defaults` of the untyped `create_column`: the labels list, or the old map of index to text. The old
 * form keeps text and order only; its colours are ignored.
 */
export function labelInputsFromDefaults(defaults: JsonObject): StatusLabelInput[] | null {
  const labels = defaults.labels;
  if (labels === undefined || labels === null || typeof labels !== "object") return null;
  if (Array.isArray(labels)) return labels.map(labelInputFromJson);
  const colors = STATUS_COLORS.filter((color) => color.id !== EMPTY_LABEL_ID);
  return Object.values(labels).map((text, index) => ({
    label: String(text),
    color: colors[index]?.name ?? "",
    index,
  }));
}

/** The old `settings_str` form of a label set. */
export function statusSettingsText(labels: readonly StatusLabel[]): JsonObject {
  const active = labels.filter(isActive);
  return {
    labels: Object.fromEntries(active.map((label) => [label.id, label.label])),
    labels_positions_v2: Object.fromEntries(active.map((label) => [label.id, label.index])),
    labels_colors: Object.fromEntries(
      active.map((label) => [
        label.id,
        { color: statusColorById(label.id)?.hex ?? "", var_name: label.color },
      ]),
    ),
    done_colors: active.filter((label) => label.is_done).map((label) => label.id),
  };
}

function labelInputFromJson(value: JsonValue): StatusLabelInput {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw invalidInput("each label must be an object");
  }
  const color = value.color;
  return {
    label: typeof value.label === "string" ? value.label : "",
    color: typeof color === "number" ? (statusColorById(color)?.name ?? "") : String(color ?? ""),
    index: Number(value.index ?? Number.NaN),
    description: typeof value.description === "string" ? value.description : null,
    is_done: value.is_done === true,
    id: typeof value.id === "number" ? value.id : null,
  };
}

function toLabel(input: StatusLabelInput): StatusLabel {
  const color = statusColor(input.color);
  if (!color) throw invalidInput(`color "${input.color}" is not one of the status colors`);
  if (color.id === EMPTY_LABEL_ID && input.label !== "") {
    throw invalidInput("the color explosive belongs to the empty label");
  }
  if (input.label.trim() === "" && color.id !== EMPTY_LABEL_ID)
    throw invalidInput("label text must not be empty");
  if (input.label.length > STATUS_LABEL_CHARS_MAX) {
    throw invalidInput(`label must NOT have more than ${STATUS_LABEL_CHARS_MAX} characters`);
  }
  if (!Number.isInteger(input.index) || input.index < 0 || input.index >= STATUS_LABELS_MAX) {
    throw invalidInput(`label index must be a whole number from 0 to ${STATUS_LABELS_MAX - 1}`);
  }
  return {
    id: input.id ?? color.id,
    label: input.label,
    color: color.name,
    index: input.index,
    description: input.description ?? null,
    is_done: input.is_done ?? false,
    is_deactivated: input.is_deactivated ?? false,
  };
}

function isActive(label: StatusLabel): boolean {
  return !label.is_deactivated;
}

function assertUnique<T>(labels: readonly T[], keyOf: (label: T) => unknown, message: string): void {
  if (new Set(labels.map(keyOf)).size !== labels.length) throw invalidInput(message);
}
