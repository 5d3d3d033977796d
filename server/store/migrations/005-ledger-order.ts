/**
 * Pages of a phase in the order its rows were first reached, each found by where it begins; and what a run was the
 * first to reach, counted in the index alone (the account is in it so that no row is read).
 */
export const ledgerOrder: readonly string[] = [
  "create index ledger_order on ledger (migration_id, phase, seq)",
  "update ledger set first_run_id = run_id where first_run_id is null",
  "create index ledger_first_run on ledger (migration_id, first_run_id, phase, account_id)",
];
