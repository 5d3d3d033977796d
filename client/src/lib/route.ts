import { migrationSteps as steps } from "./contract.ts";

export { steps };
export type Step = (typeof steps)[number];

export const stepTitles: Readonly<Record<Step, string>> = {
  connect: "Connect",
  discover: "Discover",
  plan: "Plan",
  sample: "Sample",
  import: "Import",
  verify: "Verify",
};

/**
 * The place the page shows, kept in the address' hash because the app lives in an iframe whose path is not ours.
 * `start` is a fresh visit: it leads to where things stand.
 */
export type Route =
  | { readonly name: "start" }
  | { readonly name: "home" }
  /** A new import; `source` is the kind of the source when it has been chosen. */
  | { readonly name: "new"; readonly source: string | null }
  | { readonly name: "migration"; readonly migrationId: string; readonly step: Step | null };

/** Reads a hash; anything unknown is the home page, never an error. */
export function parseRoute(hash: string): Route {
  const parts = hash.replace(/^#\/?/, "").split("/").filter(Boolean);
  if (parts.length === 0) return { name: "start" };
  if (parts[0] === "new")
    return { name: "new", source: parts[1] === undefined ? null : decodePart(parts[1]) };
  if (parts[0] === "m" && parts[1] !== undefined) {
    return { name: "migration", migrationId: decodePart(parts[1]), step: toStep(parts[2]) };
  }
  return { name: "home" };
}

export function toHash(route: Route): string {
  switch (route.name) {
    case "start":
      return "#/";
    case "home":
      return "#/home";
    case "new":
      return route.source === null ? "#/new" : `#/new/${encodeURIComponent(route.source)}`;
    case "migration": {
      const base = `#/m/${encodeURIComponent(route.migrationId)}`;
      return route.step === null ? base : `${base}/${route.step}`;
    }
  }
}

/** Address of one step of a migration. */
export function stepHash(migrationId: string, step: Step): string {
  return toHash({ name: "migration", migrationId, step });
}

function toStep(value: string | undefined): Step | null {
  return steps.find((step) => step === value) ?? null;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
