import type { ItemField, ItemOrigin, ItemView, RunView } from "../../../lib/contract.ts";
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

/** How a repair that was started from the item stands, and what is left to do after it. */
export function repairSentence(
  { state }: Pick<RunView, "state">,
  view: Pick<ItemView, "status" | "fields" | "links">,
): string {
  switch (state) {
    case "succeeded":
      return "Repaired: written anew, read back and compared.";
    case "needs_attention":
      return leftToDo(view);
    case "failed":
    case "cancelled":
      return "The repair stopped before its end.";
    default:
      return "Writing what was imported once more, then comparing.";
  }
}

function leftToDo({ status, fields, links }: Pick<ItemView, "status" | "fields" | "links">): string {
  if (status === "conflict") {
    return "The repair has ended. What changed on both sides has to be decided on the Verify screen first.";
  }
  const differs =
    fields.some(({ verdict }) => verdict === "changed" || verdict === "missing") ||
    links.some((link) => link.state === "missing");
  return differs
    ? "The repair has ended, and something still differs. The comparison above shows what."
    : "There was nothing to write: monday holds what was imported. Correct it in the source or in monday.";
}
