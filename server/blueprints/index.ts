import { bizstimToMonday } from "./bizstim-to-monday.ts";
import type { Blueprint } from "./types.ts";

const blueprints: readonly Blueprint[] = [bizstimToMonday];

/** The blueprint for a pair of kinds (`bizstim`, `monday`); null when Portage has none. */
export function blueprintFor(source: string, destination: string): Blueprint | null {
  return blueprints.find((each) => each.source === source && each.destination === destination) ?? null;
}
