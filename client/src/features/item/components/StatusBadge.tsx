import { Alert, Check, CloseRound, Info, Time } from "@vibe/icons";
import { type Look, LookChip } from "../../../components/Chip.tsx";
import type { ItemField, ItemStatus } from "../../../lib/contract.ts";

const looks: Readonly<Record<ItemStatus, Look>> = {
  verified: { text: "Verified", tone: "positive", icon: Check },
  changed: { text: "Changed since import", tone: "warning", icon: Alert },
  link_missing: { text: "Link missing", tone: "negative", icon: CloseRound },
  conflict: { text: "Conflict to decide", tone: "warning", icon: Alert },
  item_deleted: { text: "Item deleted", tone: "negative", icon: CloseRound },
  unchecked: { text: "Not compared", tone: "neutral", icon: Time },
  not_imported: { text: "Not imported by Portage", tone: "neutral", icon: Info },
};

/** How far the item can be trusted, in two or three words. */
export function StatusBadge({ status }: { readonly status: ItemStatus }) {
  return <LookChip look={looks[status]} />;
}

const verdicts: Readonly<Record<NonNullable<ItemField["verdict"]>, Look>> = {
  same: { text: "Same", tone: "positive", icon: Check },
  changed: { text: "Changed", tone: "warning", icon: Alert },
  missing: { text: "Missing", tone: "negative", icon: CloseRound },
};

/** How one field compares with what was written. */
export function VerdictChip({ verdict }: { readonly verdict: ItemField["verdict"] }) {
  return <LookChip look={verdict === null ? looks.unchecked : verdicts[verdict]} />;
}
