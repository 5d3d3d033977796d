import type { PlanLabel } from "../../contract/plan.ts";
import { compareTexts } from "../canonical.ts";
import { labelValuesMax, statusLabelMax, statusLabelsUsable } from "../mapping/limits.ts";
import type { ColumnBlueprint } from "./blueprint.ts";
import type { FieldStats } from "./field-stats.ts";
import { assignStatusColors } from "./palette.ts";

type LabelRules = Pick<ColumnBlueprint, "labels" | "unknownLabel">;

function defaultLabel(rules: LabelRules, value: string): string {
  return rules.labels?.[value]?.label ?? rules.unknownLabel?.(value) ?? value;
}

/** Values in the order their labels are shown: declared ones first, then the rest by the alphabet. */
function orderValues(rules: LabelRules, values: readonly string[]): string[] {
  const declared = Object.keys(rules.labels ?? {});
  const rest = values.filter((value) => !declared.includes(value)).sort(compareTexts);
  return [...declared, ...rest];
}

/**
 * Labels of a column from its complete value set and the admin's map (null leaves a value empty). The result does
 * not depend on counts or on the order of records, so that a colour stays with its label. Null: the set is not
 * known completely, or too large to offer.
 */
export function buildLabels(
  rules: LabelRules,
  stats: FieldStats,
  map: ReadonlyMap<string, string | null> | undefined,
): PlanLabel[] | null {
  if (stats.values === null || stats.values.length > labelValuesMax) return null;
  const counts = new Map(stats.values.map(({ value, count }) => [value, count]));
  const labels = new Map<string, { values: string[]; count: number; wish: string | undefined }>();
  for (const value of orderValues(rules, [...counts.keys()])) {
    const mapped = map?.get(value);
    if (mapped === null) continue;
    const label = mapped ?? defaultLabel(rules, value);
    const entry = labels.get(label) ?? { values: [], count: 0, wish: rules.labels?.[value]?.color };
    entry.values.push(value);
    entry.count += counts.get(value) ?? 0;
    labels.set(label, entry);
  }
  const colors = assignStatusColors([...labels].map(([label, { wish }]) => ({ label, wish })));
  return [...labels].map(([label, entry], index) => ({
    label,
    color: colors[index] ?? "american_gray",
    values: entry.values,
    count: entry.count,
  }));
}

/** Most labels a status column takes, given what the account says: each label needs a colour of its own. */
export function statusCapacity(limits: { readonly statusLabels: number }): number {
  return Math.min(limits.statusLabels, statusLabelsUsable);
}

/** Why a label set cannot be a status column; null when it can. */
export function statusObstacle(
  labels: readonly PlanLabel[],
  limits: { readonly statusLabels: number; readonly labelLength: number },
): string | null {
  const most = statusCapacity(limits);
  if (labels.length > most) {
    return `${labels.length} different values are more than the ${most} labels with a colour of their own that a status column takes.`;
  }
  const longest = Math.min(limits.labelLength, statusLabelMax);
  const long = labels.filter((each) => each.label.length > longest).length;
  if (long > 0) return `${long} of its values are longer than the ${longest} characters of a status label.`;
  return null;
}
