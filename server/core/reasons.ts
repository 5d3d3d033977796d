import { type FailureCode, failureTable } from "../contract/errors.ts";

/** Why a record ended without an item of its own although nothing failed at monday, and what can be done. */
export const recordReasons = {
  "duplicate.merged": {
    reason: "Merged into the item of an earlier record.",
    remedy:
      "Nothing is lost: what the earlier record left empty was filled from this one. To keep both, change what happens to duplicates in the plan.",
  },
  "duplicate.skipped": {
    reason: "Left out because an earlier record is the same.",
    remedy: "To keep both, change what happens to duplicates in the plan and import again.",
  },
  "duplicate.original_missing": {
    reason: "The earlier record it belongs to has no item.",
    remedy: "Solve what stopped the earlier record, then start the import again.",
  },
  item_gone: {
    reason: "Its item is no longer on the board: somebody deleted or archived it in monday.",
    remedy:
      "Start the import again to have it written anew. To keep the old item, restore it in monday first: Portage then finds it and writes nothing twice.",
  },
  gone_everywhere: {
    reason: "No longer in the source, and its item is no longer in monday.",
    remedy: "Nothing needs to be done.",
  },
  no_email: {
    reason:
      "Contacts are matched by e-mail and this record has no valid address; its own board has it in full.",
    remedy: 'Add an e-mail address in the source and choose "Read again", or leave it as it is.',
  },
} as const;
export type RecordReason = keyof typeof recordReasons;

/** Every code a record of the ledger may end with. */
export type ReasonCode = RecordReason | FailureCode;

/** What a person can do about a reason; null for a code this version of Portage does not know. */
export function remedyOf(code: string): string | null {
  if (isKey(recordReasons, code)) return recordReasons[code].remedy;
  return isKey(failureTable, code) ? failureTable[code].remedy : null;
}

function isKey<T extends object>(table: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(table, key);
}
