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
  records: (id: string, filter: Readonly<Record<string, string | undefined>>) =>
    ["migrations", id, "records", filter] as const,
  reconciliation: (id: string) => ["migrations", id, "reconciliation"] as const,
  item: (id: string) => ["items", id] as const,
  run: (id: string) => ["runs", id] as const,
};
