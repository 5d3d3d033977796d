import type { MigrationView } from "../lib/contract.ts";
import type { Route } from "../lib/route.ts";

/**
 * Where a fresh visit leads: to the only import there is, or to the one with a run under way; otherwise to the
 * overview, because a guess among several would more often be wrong than right.
 */
export function startRoute(
  migrations: ReadonlyArray<Pick<MigrationView, "id" | "step" | "activeRun">>,
): Route {
  const running = migrations.filter((migration) => migration.activeRun !== null);
  const candidates = running.length > 0 ? running : migrations;
  const only = candidates.length === 1 ? candidates[0] : undefined;
  if (only === undefined) return { name: "home" };
  return { name: "migration", migrationId: only.id, step: only.step };
}
