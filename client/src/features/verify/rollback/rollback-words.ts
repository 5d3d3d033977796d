import {
  assertNever,
  type LeaveReason,
  type RemovableKind,
  type RollbackAction,
  type RollbackEntryView,
  type RollbackPreview,
  type RollbackResult,
  type RollbackScope,
} from "../../../lib/contract.ts";
import { durationInWords, type Format } from "../../../lib/format.ts";

const things: Readonly<Record<RemovableKind, readonly [string, string]>> = {
  update: ["update", "updates"],
  item: ["item", "items"],
  group: ["group", "groups"],
  column: ["column", "columns"],
  board: ["board", "boards"],
  workspace: ["workspace", "workspaces"],
  subscriber: ["person added to a board", "people added to boards"],
};

/** "2,341 items" */
export function toCountOf(kind: RemovableKind, count: number, format: Format): string {
  return format.count(count, ...things[kind]);
}

/** "Item", "Column" */
export function toKindTitle(kind: RemovableKind): string {
  const word = things[kind][0];
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** What people have put their hands on: taken back only when somebody says so. */
const touched: ReadonlySet<LeaveReason> = new Set([
  "touched_item",
  "commented_item",
  "moved_item",
  "touched_cell",
  "linked_by_person",
]);

/** What stays only because something on it stays. */
const inUse: ReadonlySet<LeaveReason> = new Set([
  "board_in_use",
  "column_in_use",
  "group_in_use",
  "workspace_in_use",
]);

type Left = RollbackPreview["leave"][number];

/** What stays, by whether it goes once what people have touched is taken back as well. */
export function partLeft(leave: readonly Left[]): {
  readonly touched: Left[];
  readonly inUse: Left[];
  readonly always: Left[];
} {
  return {
    touched: leave.filter(({ code }) => touched.has(code)),
    inUse: leave.filter(({ code }) => inUse.has(code)),
    always: leave.filter(({ code }) => !touched.has(code) && !inUse.has(code)),
  };
}

/** How many things stay because of people's work on them. */
export function toTouchedCount({ leave }: Pick<RollbackPreview, "leave">): number {
  return partLeft(leave).touched.reduce((sum, entry) => sum + entry.count, 0);
}

/** Added to boards that stay: one that somebody has begun to use until then is left, so the preview says "up to". */
const mayTurnOutInUse: ReadonlySet<RemovableKind> = new Set(["column", "group"]);

/** As `toTotalsInWords`, for what is not done yet: "2,341 items, up to 6 columns". */
function toForeseenTotals(remove: RollbackPreview["remove"], format: Format): string {
  return [...Map.groupBy(remove, ({ kind }) => kind)]
    .map(([kind, parts]) => `${mayTurnOutInUse.has(kind) ? "up to " : ""}${toTotalsInWords(parts, format)}`)
    .join(", ");
}

/** Counts of a kind over all boards, in the order they first appear: "2,341 items, 3 boards". */
export function toTotalsInWords(
  parts: ReadonlyArray<{ readonly kind: RemovableKind; readonly count: number }>,
  format: Format,
): string {
  const totals = new Map<RemovableKind, number>();
  for (const { kind, count } of parts) totals.set(kind, (totals.get(kind) ?? 0) + count);
  return [...totals].map(([kind, count]) => toCountOf(kind, count, format)).join(", ");
}

/** "408 items: Payments 81, Clients 54" and "7 boards: Payments, Team": one line for each kind. */
export function toRemovedLines(remove: RollbackPreview["remove"], format: Format): string[] {
  const byKind = Map.groupBy(remove, ({ kind }) => kind);
  return [...byKind].map(([kind, parts]) => {
    const total = toForeseenTotals(parts, format).replace(/^up/, "Up");
    const places = parts.flatMap((part) => {
      const place = toPlace(part.title);
      if (part.board === null || place === "") return [];
      const isSaid = parts.length === 1 || (part.count === 1 && kind === "board");
      return isSaid ? [place] : [`${place} ${format.number(part.count)}`];
    });
    return places.length === 0 ? total : `${total}: ${places.join(", ")}`;
  });
}

/** "Items: Payments" is about the board Payments; the kind is said beside it already. */
function toPlace(title: string): string {
  return title.replace(/^[A-Z][a-z ]+: /, "");
}

/** What the preview comes to once the work of people goes too. */
export function toWholePreviewSentence(preview: RollbackPreview, format: Format): string {
  const { touched } = partLeft(preview.leave);
  const words = `what people have touched: ${toTotalsInWords(touched, format)}.`;
  const isAll = preview.remove.length === 0 && preview.restore.length === 0;
  return isAll ? `Takes back ${words}` : `${toPreviewSentence(preview, format)} Also takes back ${words}`;
}

/** What the whole preview comes to: "Removes 2,341 items, 3 boards and restores 310 fields of 12 items." */
export function toPreviewSentence(preview: RollbackPreview, format: Format): string {
  const items = preview.restore.reduce((sum, part) => sum + part.items, 0);
  const cells = preview.restore.reduce((sum, part) => sum + part.cells, 0);
  const removes = preview.remove.length === 0 ? "" : `Removes ${toForeseenTotals(preview.remove, format)}`;
  const restores =
    items === 0 ? "" : `restores ${format.count(cells, "field")} of ${format.count(items, "item")}`;
  if (removes === "" && restores === "") return "Nothing would be removed or restored.";
  if (removes === "") return `R${restores.slice(1)}.`;
  return restores === "" ? `${removes}.` : `${removes} and ${restores}.`;
}

/** "Takes about 5 minutes and 240 calls to monday." */
export function toEstimateSentence({ estimate }: Pick<RollbackPreview, "estimate">, format: Format): string {
  return `Takes ${durationInWords(estimate.seconds)} and ${format.count(estimate.calls, "call")} to monday.`;
}

/** What was taken back, as the start of a sentence. */
export function toScopeWords(scope: RollbackScope): string {
  switch (scope.kind) {
    case "all":
      return "The import was taken back";
    case "run":
      return "One run was taken back";
    case "board":
      return "One board was taken back";
    case "record":
      return "One record was taken back";
    case "sample":
      return "The sample was taken back";
    case "test":
      return "The test workspace was taken back";
    default:
      return assertNever(scope);
  }
}

/** "2,341 items checked, none is left; 310 restored fields equal their values before." */
export function toProofSentence({ proof, restored }: RollbackResult, format: Format): string {
  const parts: string[] = [];
  if (proof.itemsChecked > 0) {
    const left =
      proof.itemsStillThere === 0 ? "none is left" : `${format.number(proof.itemsStillThere)} still there`;
    parts.push(`${format.count(proof.itemsChecked, "item")} checked, ${left}`);
  }
  if (proof.objectsChecked > 0) {
    const left =
      proof.objectsStillThere === 0
        ? "none is left"
        : `${format.number(proof.objectsStillThere)} still there`;
    parts.push(
      `${format.count(proof.objectsChecked, "board, group or column", "boards, groups and columns")} checked, ${left}`,
    );
  }
  if (proof.cellsChecked > 0 || restored.cells > 0) {
    parts.push(
      proof.cellsDifferent === 0
        ? `${format.count(proof.cellsChecked, "restored field")} ${proof.cellsChecked === 1 ? "equals its value" : "equal their values"} before`
        : `${format.number(proof.cellsDifferent)} of ${format.count(proof.cellsChecked, "restored field")} do not equal their values before`,
    );
  }
  return parts.length === 0 ? "There was nothing to check." : `${parts.join("; ")}.`;
}

const actions: Readonly<Record<RollbackAction, string>> = {
  removed: "Removed",
  restored: "Restored",
  left: "Left alone",
  gone: "Was gone already",
};

export function toActionWords(action: RollbackAction): string {
  return actions[action];
}

/** What the read-back has shown for one thing. */
export function toProvenWords({ action, proven }: Pick<RollbackEntryView, "action" | "proven">): string {
  if (action === "left") return "";
  return proven === null ? "not read yet" : proven ? "confirmed" : "not confirmed";
}
