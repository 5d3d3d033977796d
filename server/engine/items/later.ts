import type { ItemField } from "../../contract/item.ts";
import type { ConflictRow, DifferenceRow, RecordEvent } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { parseBody } from "../verifying/difference-body.ts";
import type { Landed } from "./landed.ts";
import type { Written } from "./written-cells.ts";

/** Entries of the item's history, and reports on it, that are looked at. */
const entriesRead = 200;

/** What is known of the item besides what was written to it. */
export interface Later {
  readonly events: readonly RecordEvent[];
  readonly conflicts: readonly ConflictRow[];
  /** Newest first. */
  readonly differences: readonly DifferenceRow[];
}

/** Events, conflicts and differences of the item, over all migrations of the account. */
export async function readLater(
  { store }: Pick<EngineDeps, "store">,
  { accountId }: { readonly accountId: string },
  itemId: string,
): Promise<Later> {
  return {
    events: await store.recordEvents.ofItem(accountId, itemId, entriesRead),
    conflicts: await store.conflicts.ofItem(accountId, itemId, entriesRead),
    differences: await store.verification.ofItem(accountId, itemId, entriesRead),
  };
}

/** Titles of the fields about which nobody has decided. */
export function openConflicts(landed: readonly Landed[], { conflicts }: Later): readonly string[] {
  return conflicts
    .filter(({ kind, state }) => kind === "field" && state === "open")
    .map(({ columnKey }) => {
      const columns = landed.flatMap(({ board }) => board?.columns ?? []);
      return columns.find(({ key }) => key === columnKey)?.title ?? "The name";
    });
}

/** Fields that differ because monday's value was chosen, or accepted and still is the one that was accepted. */
export function decidedFields(
  { cells }: Written,
  fields: readonly ItemField[],
  { conflicts, differences }: Later,
): readonly ItemField[] {
  const kept = new Set(
    conflicts.filter(({ decision }) => decision === "monday").map(({ columnKey }) => columnKey),
  );
  const accepted = differences.filter(({ state }) => state === "accepted");
  return fields.filter(({ key, verdict, today }) => {
    if (verdict === null || verdict === "same") return false;
    const columnKey = cells.find(({ columnId }) => columnId === key)?.column?.key ?? key;
    const isAccepted = accepted.some((row) => row.columnKey === columnKey && parseBody(row).today === today);
    return kept.has(columnKey) || isAccepted;
  });
}

/** How many updates of Portage were found edited or missing, and nobody has settled it yet. */
export function differingUpdates({ differences }: Later): number {
  return differences.filter(
    ({ state, kind }) => state === "open" && (kind === "changed_update" || kind === "missing_update"),
  ).length;
}

/** A remark when the record has left the source and nobody has decided yet. */
export function leftSource({ conflicts }: Later): readonly string[] {
  const isLeft = conflicts.some(({ kind, state }) => kind === "deleted" && state === "open");
  return isLeft ? ["The source no longer has this record. The item stays until an admin decides."] : [];
}
