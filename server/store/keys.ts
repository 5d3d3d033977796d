/** Whose rows a call speaks of: one migration of one account. */
export interface Scope {
  readonly accountId: string;
  readonly migrationId: string;
}

/** Key of a ledger row within a migration: board key of the plan (or `<board>.updates`) and external id. */
export interface LedgerKey {
  readonly phase: string;
  readonly externalId: string;
}
