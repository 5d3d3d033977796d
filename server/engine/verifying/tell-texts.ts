import type { FoundUpdate } from "../../connectors/types.ts";
import { editCause } from "../../core/verify/cause-words.ts";
import { comparableText, differingExcerpts, openingOf } from "../../core/verify/compare-text.ts";
import { changedUpdateWords, missingUpdateWords } from "../../core/verify/difference-words.ts";
import { updateHash } from "../../core/verify/hash-tree.ts";
import type { LedgerRow } from "../../store/store.ts";
import type { CheckedBoard } from "./checked-board.ts";
import type { ComparedText } from "./compare-texts.ts";
import type { NewDifference } from "./difference-body.ts";
import { itemWords } from "./tell-differences.ts";

/** External id of the record a text belongs to. */
export function recordOf({ externalId }: Pick<LedgerRow, "externalId">): string {
  return externalId.slice(0, externalId.lastIndexOf("#"));
}

/** A text its item no longer carries. */
export function toMissingText(checked: CheckedBoard, { row, written }: ComparedText): NewDifference {
  const title = titleOf(checked, row);
  return {
    ...{ kind: "missing_update", board: checked.board.key, externalId: row.externalId, column: null },
    itemId: row.itemId,
    words: missingUpdateWords(title),
    body: {
      ...itemWords(checked, row, row.itemId),
      ...{ columnTitle: title, columnId: null, source: null, today: "" },
      written: openingOf(written),
    },
  };
}

/**
 * A text that reads differently today. What it shows may be only a part of the text: its id tells the whole of today's
 * text apart, so that accepting one edit accepts no other.
 */
export function toChangedText(
  checked: CheckedBoard,
  { row, written }: Pick<ComparedText, "row" | "written">,
  { today, now }: { today: FoundUpdate; now: number },
): NewDifference {
  const title = titleOf(checked, row);
  const { text, editedAt } = today;
  return {
    ...{ kind: "changed_update", board: checked.board.key, externalId: row.externalId, column: null },
    ...{ also: updateHash(row.externalId, text), itemId: row.itemId },
    words: changedUpdateWords(title, { today: comparableText(text) ?? "", editedAt }),
    body: {
      ...itemWords(checked, row, row.itemId),
      ...{ columnTitle: title, columnId: null, source: null },
      ...differingExcerpts(written, text),
      ...editCause(editedAt, now),
    },
  };
}

function titleOf({ board }: CheckedBoard, { externalId }: LedgerRow): string {
  const key = externalId.slice(externalId.lastIndexOf("#") + 1);
  return board.updates.find((update) => update.key === key)?.title ?? "Values that did not fit";
}
