import type { RecordNote } from "../../contract/records.ts";
import type { Verdict } from "../../contract/sample.ts";
import type { TypedValue } from "../../contract/values.ts";
import type { ExistingCell } from "../mapping/fill-empty.ts";
import { compareCell } from "./compare-cell.ts";

export interface Judgement {
  readonly verdict: Verdict;
  /** Why it is lossy or wrong. */
  readonly reason: string | null;
}

/** A cell on its way from the source to monday and back. */
export interface CellStory {
  /** The three texts a person compares. */
  readonly source: string;
  readonly written: string;
  readonly readBack: string;
  /** What the record asks for, as far as a value can be compared; null when it asks for nothing. */
  readonly wanted: TypedValue | null;
  /** What the ledger says was written. */
  readonly value: TypedValue | null;
  readonly cell: ExistingCell | undefined;
  /** Remarks about this cell. */
  readonly notes: readonly RecordNote[];
  /** What the column's type loses. */
  readonly loss: string | null;
  /** The item was in monday before. */
  readonly isAdopted: boolean;
}

/** Remarks that tell of a value that is all there, only elsewhere or in other words. */
const harmless: ReadonlySet<string> = new Set([
  "text_continued",
  "name_shortened",
  "time_end_of_day",
  "several_matches",
  "several_items",
  "merged_into",
  "column_left",
]);
const dropped: ReadonlySet<string> = new Set(["value_dropped"]);

/**
 * wrong: monday shows something else than was written, or a value never arrived. lossy: something of the value was
 * given up knowingly. same: the same text. converted: everything else.
 */
export function judgeCell(story: CellStory): Judgement {
  const { notes, value, cell, source, written, readBack } = story;
  const drop = notes.find(({ code }) => dropped.has(code));
  if (drop) return { verdict: "wrong", reason: drop.text };
  if (value !== null) {
    const verdict = compareCell(value, cell);
    if (verdict === "missing") return { verdict: "wrong", reason: "monday does not show what was written." };
    if (verdict === "changed")
      return { verdict: "wrong", reason: "monday shows something else than was written." };
  }
  const lost = notes.find(({ code }) => !harmless.has(code));
  if (lost) return { verdict: "lossy", reason: lost.text };
  if (value === null && story.wanted !== null && !isThere(story.wanted, cell)) {
    return { verdict: "wrong", reason: "The value was not written." };
  }
  if (value === null && written === "" && source === "" && readBack !== "" && !story.isAdopted) {
    return { verdict: "wrong", reason: "monday shows a value that was not written." };
  }
  if (story.loss !== null && source !== "") return { verdict: "lossy", reason: story.loss };
  const isNothing = source === "" && written === "";
  return { verdict: isNothing || isSameText(source, readBack) ? "same" : "converted", reason: null };
}

/** On an item that was there before, a value that is there already is not written again. */
function isThere(wanted: TypedValue, cell: ExistingCell | undefined): boolean {
  return wanted.kind === "relation" || compareCell(wanted, cell) === "same";
}

/** The name of an item: one that was there before keeps its own. */
export function judgeName(story: {
  readonly source: string;
  readonly written: string | null;
  readonly readBack: string;
}): Judgement {
  const { source, written, readBack } = story;
  if (written !== null && !isSameText(written, readBack)) {
    return { verdict: "wrong", reason: "monday shows another name than was written." };
  }
  return { verdict: isSameText(source, readBack) ? "same" : "converted", reason: null };
}

/** Texts a person would call the same. */
function isSameText(left: string, right: string): boolean {
  const clean = (text: string): string => text.normalize("NFC").replace(/\r\n?/g, "\n").trim();
  return clean(left) === clean(right);
}
