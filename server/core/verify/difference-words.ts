import type { DifferenceKind } from "../../contract/verification.ts";
import { canonicalJson, sha256 } from "../canonical.ts";

/** What a difference is about; `column` is null when it is about the whole item. */
export interface DifferencePlace {
  readonly kind: DifferenceKind;
  readonly board: string;
  readonly externalId: string;
  readonly column: string | null;
  /** Tells several of a kind apart: the id of a second item of the same record. */
  readonly also?: string;
}

/** The same difference always has the same id, so that it is found again and not told twice. */
export function differenceId({ kind, board, externalId, column, also }: DifferencePlace): string {
  return sha256(canonicalJson([kind, board, externalId, column, also ?? null])).slice(0, 40);
}

export interface DifferenceWords {
  readonly text: string;
  readonly remedy: string;
  readonly repairable: boolean;
}

const keepOrRepair = "Repair writes it as Portage wrote it. Accept it when monday's state is right.";

export function valueWords(columnTitle: string, today: string): DifferenceWords {
  const text =
    today === ""
      ? `${columnTitle} is empty; Portage had written a value.`
      : `${columnTitle} holds something else than Portage wrote.`;
  return { text, remedy: keepOrRepair, repairable: true };
}

export function columnGoneWords(columnTitle: string): DifferenceWords {
  return {
    text: `The column ${columnTitle} is no longer on the board.`,
    remedy: "Run the import again: it makes the column anew and fills it.",
    repairable: false,
  };
}

export function nameWords(): DifferenceWords {
  return { text: "The item was renamed.", remedy: keepOrRepair, repairable: true };
}

export function linkWords(columnTitle: string, lost: number): DifferenceWords {
  const links = lost === 1 ? "A link" : `${lost} links`;
  return {
    text: `${links} that Portage set in ${columnTitle} ${lost === 1 ? "is" : "are"} no longer there.`,
    remedy:
      "Repair sets it again and leaves the links people have added. Accept it when it should stay away.",
    repairable: true,
  };
}

/** For links to items that are gone and are told as missing nowhere else. */
export function endedLinkWords(columnTitle: string, ended: number): DifferenceWords {
  const text =
    ended === 1
      ? `An item that Portage linked in ${columnTitle} was deleted or archived, and the link ended with it.`
      : `${ended} items that Portage linked in ${columnTitle} were deleted or archived, and the links ended with them.`;
  return {
    text,
    remedy: "Run the import again: it writes what the source still has anew and sets the link to it.",
    repairable: false,
  };
}

/** For a cell in which people linked something else while the item Portage had linked is gone. */
export function replacedLinkWords(columnTitle: string): DifferenceWords {
  return {
    text: `${columnTitle} links to something else; what Portage had linked there was deleted or archived.`,
    remedy:
      "Accept it when that is right. An import that writes the deleted item anew asks before it changes the link.",
    repairable: false,
  };
}

export const missingItemWords: DifferenceWords = {
  text: "The item is no longer there: it was deleted or archived.",
  remedy: "Restore it from monday's recycle bin, or run the import again: it writes the record anew.",
  repairable: false,
};

export function missingBoardWords(boardTitle: string, records: number): DifferenceWords {
  const all = records === 1 ? "the 1 item" : `all ${records.toLocaleString("en")} items`;
  return {
    text: `The board ${boardTitle} is gone, and with it ${all} Portage wrote there: it was deleted or archived, or is out of Portage's reach.`,
    remedy:
      "Restore the board from monday's recycle bin and verify again. If it shall stay away, leave it out of the plan.",
    repairable: false,
  };
}

export const movedItemWords: DifferenceWords = {
  text: "The item lies on another board than Portage wrote it to.",
  remedy: "Move it back in monday. Accept it when it belongs there.",
  repairable: false,
};

/** `original`: the item Portage wrote; `double`: the other one that carries its source id. */
export function doubledWords(original: string, double: string): DifferenceWords {
  const isOlder = BigInt(double) < BigInt(original);
  const age = isOlder ? "it is the older of the two" : "it is the newer of the two, most likely a copy";
  return {
    text: `Item ${double} carries the same source id as item ${original}, which Portage wrote; ${age}.`,
    remedy: "Delete the one that is too many in monday, or empty the source id of the copy.",
    repairable: false,
  };
}

export function missingUpdateWords(title: string): DifferenceWords {
  return {
    text: `The update “${title}” is no longer on the item.`,
    remedy:
      "Repair adds it once more. Accept it when it should stay away, or when only its last line was removed, by which Portage finds it.",
    repairable: true,
  };
}

/** `today`: what can be read in it. `editedAt`: null when monday tells of no edit, so that it was kept differently at once. */
export function changedUpdateWords(
  title: string,
  { today, editedAt }: { today: string; editedAt: string | null },
): DifferenceWords {
  if (editedAt === null) {
    return {
      text: `The update “${title}” reads differently from what Portage wrote, although nobody has edited it: monday keeps it this way.`,
      remedy:
        "Compare both texts in monday. Accept it when nothing is missing; writing it again would end the same.",
      repairable: false,
    };
  }
  const text =
    today === ""
      ? `The text of the update “${title}” was removed.`
      : `The update “${title}” was edited; it reads differently from what Portage wrote.`;
  return {
    text,
    remedy: "Repair writes the text again as Portage wrote it. Accept it when monday's text is right.",
    repairable: true,
  };
}
