/**
 * monday's label palette by name, as the boards show it in the light theme. Label colours are the same in every
 * theme of monday, so these are fixed values and not tokens.
 * Source: `StatusColumnColors` of the monday API and the `--color-*` tokens of `@vibe/style`.
 */
const palette: Readonly<Record<string, string>> = {
  working_orange: "#fdab3d",
  done_green: "#00c875",
  stuck_red: "#df2f4a",
  dark_blue: "#007eb5",
  purple: "#9d50dd",
  explosive: "#c4c4c4",
  grass_green: "#037f4c",
  bright_blue: "#579bfc",
  saladish: "#cab641",
  egg_yolk: "#ffcb00",
  blackish: "#333333",
  dark_red: "#bb3354",
  sofia_pink: "#e50073",
  lipstick: "#ff5ac4",
  dark_purple: "#784bd1",
  bright_green: "#9cd326",
  chili_blue: "#66ccff",
  american_gray: "#757575",
  brown: "#7f5347",
  dark_orange: "#ff6d3b",
  sunset: "#ff7575",
  bubble: "#faa1f1",
  peach: "#ffadad",
  berry: "#7e3b8a",
  winter: "#9aadbd",
  river: "#74afcc",
  navy: "#225091",
  aquamarine: "#4eccc6",
  indigo: "#5559df",
  dark_indigo: "#401694",
  pecan: "#563e3e",
  lavender: "#bda8f9",
  royal: "#216edf",
  steel: "#a9bee8",
  orchid: "#e484bd",
  lilac: "#9d99b9",
  tan: "#bca58a",
  sky: "#a1e3f6",
  coffee: "#cd9282",
  teal: "#175a63",
};

/** Every name of the palette. */
export const paletteNames: readonly string[] = Object.keys(palette);

const grey = "#c4c4c4";
const hexPattern = /^#[0-9a-f]{6}$/i;
const white = "#ffffff";
const ink = "#323338";
const black = "#000000";
/** WCAG 2.2 AA for normal text. */
const minContrast = 4.5;

/** Hex of a palette name (`done-green` or `done_green`) or of a hex colour; grey when it is neither. */
export function toHex(color: string | undefined): string {
  if (color === undefined) return grey;
  if (hexPattern.test(color)) return color.toLowerCase();
  return palette[color.toLowerCase().replaceAll("-", "_")] ?? grey;
}

function luminance(hex: string): number {
  const channel = (from: number) => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** WCAG contrast ratio (1-21) of two hex colours. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** Text colour that can be read on the given background: white as monday has it where that is enough, else dark. */
export function textOn(background: string): string {
  return [white, ink].find((text) => contrast(text, background) >= minContrast) ?? black;
}
