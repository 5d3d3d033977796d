/** Cache keys, nested so that everything of one migration can be refreshed at once. */
export const keys = {
  me: ["me"] as const,
  sources: ["sources"] as const,
  connections: ["connections"] as const,
  workspaces: ["workspaces"] as const,
  boards: (workspaceId: string) => ["workspaces", workspaceId, "boards"] as const,
  migrations: ["migrations"] as const,
  migration: (id: string) => ["migrations", id] as const,
  inventory: (id: string) => ["migrations", id, "inventory"] as const,
  plan: (id: string) => ["migrations", id, "plan"] as const,
  /** Edits on their way; no answer of the server, so it is not refreshed with the migration. */
  planEdits: (id: string) => ["plan-edits", id] as const,
  sample: (id: string) => ["migrations", id, "sample"] as const,
  signOff: (id: string) => ["migrations", id, "sign-off"] as const,
  spotCheck: (id: string) => ["migrations", id, "spot-check"] as const,
  /** Hundreds of pages of one finished sample: not refreshed with the migration, a new sample has a new version. */
  diff: (id: string, version: string, filter: Readonly<Record<string, string | undefined>>) =>
    ["diff", id, version, filter] as const,
  records: (id: string, filter: Readonly<Record<string, string | undefined>>) =>
    ["migrations", id, "records", filter] as const,
  reconciliation: (id: string) => ["migrations", id, "reconciliation"] as const,
  verification: (id: string) => ["migrations", id, "verification"] as const,
  /** All pages of all filters; with a filter the pages of one. */
  differences: (id: string, ...filter: readonly Readonly<Record<string, string | undefined>>[]) =>
    ["migrations", id, "differences", ...filter] as const,
  delta: (id: string) => ["migrations", id, "delta"] as const,
  conflicts: (id: string, ...filter: readonly Readonly<Record<string, string | undefined>>[]) =>
    ["migrations", id, "conflicts", ...filter] as const,
  rollback: (id: string) => ["migrations", id, "rollback"] as const,
  rollbackPreview: (id: string, scope: Readonly<Record<string, string | undefined>>) =>
    ["migrations", id, "rollback", "preview", scope] as const,
  rollbackEntries: (id: string, runId: string, action: string | undefined) =>
    ["migrations", id, "rollback", "entries", runId, action] as const,
  audit: (id: string, filter: Readonly<Record<string, string | undefined>>) =>
    ["migrations", id, "audit", filter] as const,
  item: (id: string) => ["items", id] as const,
  run: (id: string) => ["runs", id] as const,
};
