import { z } from "zod";
import type { PlanColumn, PlanLabel } from "../../../../contract/plan.ts";

/**
 * Colours of status labels by name, in the order of their numeric ids: 0-19, 101-110, 151-160 (schema 2026-10 and
 * monday's n8n node, 2026-07). The grey `explosive` means "empty" and never carries a label.
 */
const STATUS_COLORS = [
  "working_orange",
  "done_green",
  "stuck_red",
  "dark_blue",
  "purple",
  "explosive",
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
const EMPTY_COLOR = "explosive";

/** Name of a label colour, from the name or the numeric id it was read as. */
export function statusColorName(color: unknown): string | null {
  if (typeof color === "string") return STATUS_COLORS.find((name) => name === color) ?? null;
  if (typeof color !== "number") return null;
  const place = color < 20 ? color : color < 111 ? color - 101 + 20 : color - 151 + 30;
  return STATUS_COLORS[place] ?? null;
}

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

/** Labels as `create_status_column` takes them: in the plan's order, each colour once, none of those taken. */
export function statusLabels(
  labels: readonly PlanLabel[],
  taken: { colors: Iterable<string>; indexes: Iterable<number> } = { colors: [], indexes: [] },
): { label: string; color: string; index: number }[] {
  const used = new Set<string>([EMPTY_COLOR, ...taken.colors]);
  const first = Math.max(-1, ...taken.indexes) + 1;
  const asked = new Set(labels.map(({ color }) => toColorName(color)));
  const spare = STATUS_COLORS.filter((color) => !used.has(color) && !asked.has(color));
  return labels.map(({ label, color: wanted }, place) => {
    const choice = STATUS_COLORS.find((color) => color === toColorName(wanted) && !used.has(color));
    const color = choice ?? spare.shift() ?? STATUS_COLORS.find((other) => !used.has(other)) ?? EMPTY_COLOR;
    used.add(color);
    return { label, color, index: first + place };
  });
}

/** Plans name colours with a hyphen or an underscore. */
function toColorName(color: string): string {
  return color.replaceAll("-", "_");
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
