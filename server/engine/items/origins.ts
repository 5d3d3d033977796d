import type { ItemOrigin, ItemView } from "../../contract/item.ts";
import type { RecordEvent } from "../../store/store.ts";
import { toIso } from "../views/run-view.ts";
import { type Ground, isText, type Landed, recordWords, sourceTitle } from "./landed.ts";

/** The records behind the item; the one it was made from or first completed by comes before those merged into it. */
export function toOrigins(landed: readonly Landed[]): ItemOrigin[] {
  const records = landed.filter(({ row }) => !isText(row));
  const isMerged = ({ row }: Landed): boolean => row.outcome === "merged";
  const ordered = [...records.filter((each) => !isMerged(each)), ...records.filter(isMerged)];
  return ordered.map((each) => {
    const { row, ground } = each;
    return {
      migrationId: ground.migration.id,
      migrationName: ground.migration.name,
      sourceTitle: sourceTitle(ground),
      recordTitle: each.stream?.titleSingular ?? row.stream,
      recordId: each.sourceId,
      externalId: row.externalId,
      name: row.name,
      runId: row.runId,
      outcome: row.outcome,
      at: toIso(row.doneAt ?? row.intendedAt),
      by: userName(ground, ground.runs.get(row.runId)?.requestedBy),
    };
  });
}

/** Runs know their user by id only; names come from the approval and the users the plan could assign. */
export function userName({ approval, plan }: Ground, userId: string | undefined): string | null {
  if (userId === undefined) return null;
  const known = plan?.assignable.find(({ id }) => id === userId)?.name;
  return known ?? (approval?.by === userId ? approval.byName : null);
}

/** How the records came to the item; what happened later is told by `later-history.ts`. */
export function toHistory(
  landed: readonly Landed[],
  events: readonly RecordEvent[] = [],
): ItemView["history"] {
  const isTold = ({ row }: Landed): boolean =>
    events.some(({ kind, externalId }) => kind === "changed" && externalId === row.externalId);
  return landed.map((each) => ({ at: toIso(writtenFirst(each)), text: eventWords(each, isTold(each)) }));
}

/** The row keeps when it was written last; the intent of a write is from when it was first sent. */
function writtenFirst({ row }: Landed): number | null {
  return row.runId === row.firstRunId ? (row.doneAt ?? row.intendedAt) : (row.intendedAt ?? row.doneAt);
}

function eventWords(landed: Landed, isTold: boolean): string {
  const { row, ground } = landed;
  if (row.state === "intended") return `${recordWords(landed)} is being written.`;
  if (isText(row)) return textWords(landed);
  const record = `${recordWords(landed)} in ${sourceTitle(ground)}`;
  const filled = filledWords(landed);
  switch (row.outcome) {
    case "created":
      return `Created from ${record}.`;
    case "updated":
      // A record of ours that changed in the source: its row keeps the creation with the values of today.
      if (landed.operation?.kind === "create_item") {
        return isTold
          ? `Created from ${record}.`
          : `Created from ${record}; a later import wrote what had changed there.`;
      }
      return `Recognised as ${record}; ${filled}.`;
    case "merged":
      return `${record} is the same as an earlier record; ${filled}.`;
    case "unchanged":
      return `Recognised as ${record}; nothing was missing here.`;
    default:
      return row.reason ?? `${record} could not be written.`;
  }
}

function filledWords({ operation, board }: Landed): string {
  if (operation?.kind !== "update_item") return "nothing was missing here";
  const own = Object.keys(operation.values).filter((id) => id !== board?.externalIdColumnId).length;
  if (own === 0) return "nothing was missing here";
  return own === 1 ? "1 empty field was filled" : `${own} empty fields were filled`;
}

function textWords({ row, board }: Landed): string {
  const key = row.externalId.slice(row.externalId.lastIndexOf("#") + 1);
  const title = board?.updates.find((update) => update.key === key)?.title;
  if (row.outcome !== "created") return row.reason ?? "A text could not be added as an update.";
  return title === undefined ? "A text was added as an update." : `“${title}” was added as an update.`;
}

/** Remarks on the records behind the item, each once. */
export function toNotes(landed: readonly Landed[]): string[] {
  return [...new Set(landed.flatMap(({ row }) => row.notes.map(({ text }) => text)))];
}
