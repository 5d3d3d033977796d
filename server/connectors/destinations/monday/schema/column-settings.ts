import { z } from "zod";
import type { PlanColumn, PlanLabel } from "../../../../contract/plan.ts";

/** Colours of status labels by name (schema 2026-10). The grey `explosive` means "empty" and is left out. */
const STATUS_COLORS = [
  "working_orange",
  "done_green",
  "stuck_red",
  "dark_blue",
  "purple",
  "grass_green",
  "bright_blue",
  "saladish",
  "egg_yolk",
  "blackish",
  "dark_red",
  "sofia_pink",
  "lipstick",
  "dark_purple",
  "bright_green",
  "chili_blue",
  "american_gray",
  "brown",
  "dark_orange",
  "sunset",
  "bubble",
  "peach",
  "berry",
  "winter",
  "river",
  "navy",
  "aquamarine",
  "indigo",
  "dark_indigo",
  "pecan",
  "lavender",
  "royal",
  "steel",
  "orchid",
  "lilac",
  "tan",
  "sky",
  "coffee",
  "teal",
] as const;

const labelSchema = z.looseObject({
  id: z.coerce.number().nullish(),
  label: z.string().optional(),
  name: z.string().optional(),
  is_deactivated: z.boolean().nullish(),
});
const settingsSchema = z.looseObject({
  labels: z.union([z.array(labelSchema), z.record(z.string(), z.string())]),
});

/** Settings of a column as an object; monday sends JSON as text or as an object. */
export function parseSettings(settings: unknown): unknown {
  if (typeof settings !== "string") return settings ?? {};
  try {
    return JSON.parse(settings);
  } catch {
    return {};
  }
}

/** Active labels of a status or dropdown column, by the words people see. */
export function labelsOf(settings: unknown): readonly string[] {
  const parsed = settingsSchema.safeParse(parseSettings(settings));
  if (!parsed.success) return [];
  const { labels } = parsed.data;
  if (!Array.isArray(labels)) return Object.values(labels).filter((label) => label !== "");
  return labels.flatMap(({ label, name, is_deactivated: off }) => {
    const text = label ?? name ?? "";
    return text === "" || off === true ? [] : [text];
  });
}

/** Boards a connect column reaches, by id. */
export function connectedBoards(settings: unknown): readonly string[] {
  const parsed = z.looseObject({ boardIds: z.array(z.coerce.string()) }).safeParse(parseSettings(settings));
  return parsed.success ? parsed.data.boardIds : [];
}

/** Labels as `create_status_column` takes them: each colour once, in the plan's order. */
export function statusLabels(
  labels: readonly PlanLabel[],
): { label: string; color: string; index: number }[] {
  const wanted = labels.map(({ color }) => color.replaceAll("-", "_"));
  const asked = new Set(wanted);
  const used = new Set<string>();
  const spare = STATUS_COLORS.filter((color) => !asked.has(color));
  return labels.map(({ label }, index) => {
    const choice = wanted[index] ?? "";
    const free = STATUS_COLORS.some((color) => color === choice) && !used.has(choice);
    const color = free
      ? choice
      : (spare.shift() ?? STATUS_COLORS.find((other) => !used.has(other)) ?? choice);
    used.add(color);
    return { label, color, index };
  });
}

/** Signs monday shows for currencies it knows; other codes are shown as they are. */
const CURRENCY_SIGNS: Readonly<Record<string, string>> = { USD: "$", EUR: "€", GBP: "£" };

/** `defaults` of a new column; types without settings of ours get none. Relations go at the top level (facts 5.1). */
export function columnDefaults(
  column: Pick<PlanColumn, "type" | "labels" | "unit" | "link">,
  boardIds: readonly string[],
): Record<string, unknown> | null {
  switch (column.type) {
    case "status":
      return { labels: statusLabels(column.labels) };
    case "dropdown":
      return { labels: column.labels.map(({ label }) => ({ label })) };
    case "numbers":
      return column.unit === null ? null : { settings: { unit: unitOf(column.unit) } };
    case "board_relation":
      return {
        boardIds: boardIds.map(Number),
        allowMultipleItems: true,
        allowCreateReflectionColumn: column.link?.twoWay ?? false,
      };
    default:
      return null;
  }
}

function unitOf(unit: string) {
  const currency = /^[A-Z]{3}$/.test(unit);
  return {
    symbol: "custom",
    custom_unit: CURRENCY_SIGNS[unit] ?? unit,
    direction: currency ? "left" : "right",
  };
}
