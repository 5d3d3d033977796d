import type { ItemField, ItemOrigin, RunView } from "../../../lib/contract.ts";
import type { Format } from "../../../lib/format.ts";

/** "Client 21 in Bizstim, imported 21 Nov 2026 by Dana Levi" */
export function originLine(origin: ItemOrigin, format: Pick<Format, "date">): string {
  const record = recordWords(origin);
  if (origin.at === null) return `${record}, being imported`;
  const by = origin.by === null ? "" : ` by ${origin.by}`;
  return `${record}, imported ${format.date(origin.at)}${by}`;
}

/** "Client 21 in Bizstim" */
export function recordWords({ recordTitle, recordId, sourceTitle }: ItemOrigin): string {
  return `${recordTitle} ${recordId} in ${sourceTitle}`;
}

/** What needs a look comes first; otherwise the order of the board's columns stays. */
export function byUrgency(fields: readonly ItemField[]): readonly ItemField[] {
  const needsLook = ({ verdict }: ItemField): boolean => verdict === "changed" || verdict === "missing";
  return [...fields.filter(needsLook), ...fields.filter((field) => !needsLook(field))];
}

/** How a repair that was started from the item stands. */
export function repairSentence({ state }: Pick<RunView, "state">): string {
  switch (state) {
    case "succeeded":
      return "Repaired: written anew, read back and compared.";
    case "needs_attention":
      return "The repair has ended, and something still differs. The comparison above shows what.";
    case "failed":
    case "cancelled":
      return "The repair stopped before its end.";
    default:
      return "Writing what was imported once more, then comparing.";
  }
}
