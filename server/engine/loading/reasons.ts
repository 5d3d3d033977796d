/** Why a record ended without an item of its own: reasons that are no failures of the destination. */
export const loadReasons = {
  "duplicate.merged": {
    reason: "Merged into the item of an earlier record.",
    remedy: "Nothing to do: what the earlier record left empty was filled from this one.",
  },
  "duplicate.skipped": {
    reason: "Left out because an earlier record is the same.",
    remedy: "To keep both, change what happens to duplicates in the plan and import again.",
  },
  "duplicate.original_missing": {
    reason: "The earlier record it belongs to has no item.",
    remedy: "Solve what stopped the earlier record, then start the import again.",
  },
} as const;
export type LoadReason = keyof typeof loadReasons;
