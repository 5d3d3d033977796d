/** From an item to what landed on it: the item view asks by item, whatever migration and phase it came from. */
export const ledgerByItem: readonly string[] = [
  "create index ledger_item on ledger (account_id, item_id) where item_id is not null",
];
