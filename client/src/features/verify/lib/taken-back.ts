import type { MigrationView, RollbackResult } from "../../../lib/contract.ts";

/** True when everything was taken back and nothing has been imported since. */
export function isTakenBack(
  latest: Pick<RollbackResult, "scope" | "at">,
  migration: Pick<MigrationView, "runs">,
): boolean {
  if (latest.scope.kind !== "all") return false;
  return !migration.runs.some((run) => run.kind === "import" && run.createdAt > latest.at);
}
