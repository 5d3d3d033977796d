import { invalidInput } from "../errors.ts";
import type { DropdownLabel, JsonObject } from "../model.ts";

export interface DropdownLabelInput {
  label: string;
  id?: number | null;
  is_deactivated?: boolean | null;
}

/** Builds a dropdown's labels; ids count up from 1 in the order given. */
export function buildDropdownLabels(inputs: readonly DropdownLabelInput[]): DropdownLabel[] {
  const taken = new Set(inputs.flatMap((input) => input.id ?? []));
  let nextId = 1;
  const labels = inputs.map((input) => {
    while (taken.has(nextId)) nextId++;
    if (input.label.trim() === "") throw invalidInput("label text must not be empty");
    return { id: input.id ?? nextId++, label: input.label, is_deactivated: input.is_deactivated ?? false };
  });
  const active = labels.filter((label) => !label.is_deactivated);
  if (new Set(active.map((label) => label.label)).size !== active.length) {
    throw invalidInput("label texts must be unique");
  }
  return labels;
}

/** Replaces a dropdown's labels; those left out are deleted, which is refused while items use them. */
export function replaceDropdownLabels(
  current: readonly DropdownLabel[],
  inputs: readonly DropdownLabelInput[],
  isUsed: (labelId: number) => boolean,
): DropdownLabel[] {
  const reserved = new Set(current.map((label) => label.id));
  const fresh = inputs.filter((input) => (input.id ?? null) === null);
  let nextId = Math.max(0, ...reserved) + 1;
  const ids = new Map(fresh.map((input) => [input, nextId++]));
  const next = buildDropdownLabels(
    inputs.map((input) => ({ ...input, id: input.id ?? ids.get(input) ?? null })),
  );
  for (const gone of current.filter((known) => !next.some((label) => label.id === known.id))) {
    if (isUsed(gone.id)) throw invalidInput(`label "${gone.label}" is in use and cannot be deleted`);
  }
  return next;
}

/** Adds a label, as `create_labels_if_missing` does. */
export function addDropdownLabel(labels: DropdownLabel[], text: string): DropdownLabel {
  const label = {
    id: Math.max(0, ...labels.map((known) => known.id)) + 1,
    label: text,
    is_deactivated: false,
  };
  labels.push(label);
  return label;
}

/** Reads the labels of the untyped `create_column` defaults: texts or objects, bare or under `settings`. */
export function dropdownInputsFromDefaults(defaults: JsonObject): DropdownLabelInput[] {
  const labels = defaults.labels;
  if (!Array.isArray(labels)) return [];
  return labels.map((label) => {
    if (typeof label === "string") return { label };
    if (label === null || typeof label !== "object" || Array.isArray(label)) {
      throw invalidInput("each label must be an object");
    }
    const text = label.label ?? label.name;
    return {
      label: typeof text === "string" ? text : "",
      id: typeof label.id === "number" ? label.id : null,
    };
  });
}
