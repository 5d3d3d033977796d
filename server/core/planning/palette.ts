/**
 * monday's palettes. Status colours are the members of `StatusColumnColors` (API 2026-10), group colours the hex
 * values `create_group` takes. `explosive`, the grey one, is the empty label and never used for a real one.
 */
export const statusColors = [
  "done_green",
  "bright_blue",
  "working_orange",
  "purple",
  "egg_yolk",
  "dark_blue",
  "chili_blue",
  "sofia_pink",
  "grass_green",
  "dark_orange",
  "lavender",
  "teal",
  "saladish",
  "lipstick",
  "indigo",
  "bright_green",
  "brown",
  "river",
  "peach",
  "aquamarine",
  "berry",
  "sky",
  "tan",
  "dark_purple",
  "royal",
  "sunset",
  "steel",
  "pecan",
  "orchid",
  "navy",
  "coffee",
  "bubble",
  "lilac",
  "dark_indigo",
  "winter",
  "american_gray",
  "dark_red",
  "stuck_red",
  "blackish",
] as const;

const groupColors = [
  "#579bfc",
  "#00c875",
  "#fdab3d",
  "#784bd1",
  "#66ccff",
  "#ff5ac4",
  "#cab641",
  "#037f4c",
  "#ff642e",
  "#007eb5",
  "#9d50dd",
  "#9cd326",
  "#bb3354",
  "#ffcb00",
  "#7f5347",
  "#ff007f",
  "#df2f4a",
  "#757575",
  "#c4c4c4",
] as const;

/** Colours that carry a meaning for every reader of a monday board. */
const meanings: readonly (readonly [RegExp, string])[] = [
  [/^(active|yes|confirmed|completed|complete|done|paid|regular|open to bookings)$/i, "done_green"],
  [/^(pending|prospect|waiting|open|on hold|contact list)$/i, "working_orange"],
  [/^(cancelled|canceled|deleted|do not hire|refused|failed|no[- ]show)$/i, "stuck_red"],
  [/^(inactive|no|closed|archived)$/i, "american_gray"],
];

/** Gives every label a colour of its own: the wished one, the one its words suggest, else the next free one. */
export function assignStatusColors(
  labels: readonly { readonly label: string; readonly wish: string | undefined }[],
): string[] {
  const used = new Set<string>();
  const chosen: (string | null)[] = labels.map(({ label, wish }) => {
    const color = wish ?? meanings.find(([words]) => words.test(label))?.[1];
    if (color === undefined || used.has(color)) return null;
    used.add(color);
    return color;
  });
  const free = statusColors.filter((color) => !used.has(color)).values();
  return chosen.map((color) => color ?? free.next().value ?? "american_gray");
}

/** Colour of the n-th group; colours repeat after 19 groups. */
export function groupColorAt(index: number): string {
  return groupColors[index % groupColors.length] ?? groupColors[0];
}
