import type { MondayContext } from "../lib/monday.ts";

export type SystemTheme = "light" | "dark" | "black";

/** monday's theme name is an open string; what Vibe does not know is shown light. */
export function toSystemTheme(theme: string | undefined): SystemTheme {
  return theme === "dark" || theme === "black" ? theme : "light";
}

type ThemeConfig = NonNullable<MondayContext["themeConfig"]>;
type Colors = Partial<Record<SystemTheme, Record<string, string>>>;

/** The product's own colours (CRM teal), reduced to the plain colour values Vibe takes. */
export function toVibeTheme(config: ThemeConfig | undefined): { name: string; colors: Colors } | undefined {
  if (config === undefined) return undefined;
  const colors: Colors = {};
  for (const theme of ["light", "dark", "black"] as const) {
    const values: Record<string, string> = {};
    for (const [name, value] of Object.entries(config.colors[theme] ?? {})) {
      if (typeof value === "string") values[name] = value;
    }
    colors[theme] = values;
  }
  return { name: config.name, colors };
}
