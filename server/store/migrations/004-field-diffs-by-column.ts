/**
 * Rows of one column stand together even where columns share a position, and any page of a filter is found by its
 * number in the index alone (the account is in it so that rows passed over are never read).
 */
export const fieldDiffsByColumn: readonly string[] = [
  "drop index field_diffs_order",
  "drop index field_diffs_verdict",
  "drop index field_diffs_changed",
  `create index field_diffs_order on field_diffs
    (migration_id, board, position, column_key, seq, account_id)`,
  `create index field_diffs_verdict on field_diffs
    (migration_id, verdict, board, position, column_key, seq, account_id)`,
  `create index field_diffs_changed on field_diffs
    (migration_id, board, position, column_key, seq, account_id) where changed = 1`,
];
