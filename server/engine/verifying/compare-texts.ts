import type { FoundUpdate } from "../../connectors/types.ts";
import { isSameText } from "../../core/verify/compare-text.ts";
import type { LedgerRow } from "../../store/store.ts";
import { parseOperation } from "../loading/stored-operation.ts";
import type { RunContext } from "../run-context.ts";
import type { CheckedBoard } from "./checked-board.ts";

/** A text Portage wrote as an update, next to what its item carries today. */
export interface ComparedText {
  readonly row: LedgerRow & { readonly itemId: string };
  readonly written: string;
  /** Null when the item does not carry it. */
  readonly today: FoundUpdate | null;
  readonly isSame: boolean;
}

/** Reads the updates back that these ledger rows created; rows without an item have none. */
export async function compareTexts(
  { waiting, signal }: Pick<RunContext, "waiting" | "signal">,
  { destination }: Pick<CheckedBoard, "destination">,
  rows: readonly LedgerRow[],
): Promise<readonly ComparedText[]> {
  const onItems = rows.flatMap((row) => (row.itemId === null ? [] : [{ ...row, itemId: row.itemId }]));
  if (onItems.length === 0) return [];
  const updates = onItems.map(({ externalId, itemId }) => ({ externalId, itemId }));
  const there = await waiting.until(() => destination.findUpdates({ updates }, signal));
  return onItems.map((row) => {
    const written = writtenText(row);
    const today = there.get(row.externalId) ?? null;
    return { row, written, today, isSame: today !== null && isSameText(written, today.text) };
  });
}

function writtenText({ operation }: LedgerRow): string {
  const parsed = operation === null ? null : parseOperation(operation);
  if (parsed?.kind !== "create_update")
    throw new Error("The ledger does not say what an update was written with");
  return parsed.body;
}
