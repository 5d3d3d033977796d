import type { PlanColumn, PlanEdit, PlanLabel } from "../../../lib/contract.ts";

/** A proposal to show several labels of one column as one. */
export interface MergeProposal {
  readonly keep: PlanLabel;
  readonly merge: readonly PlanLabel[];
  /** `spelling`: the same word written differently. `similar`: one letter apart, which may be a typing error. */
  readonly kind: "spelling" | "similar";
}

/** Words shorter than this are too easily alike by chance ("Cat", "Car"). */
const minSimilarLength = 5;

/** Without case, accents, punctuation and extra blanks. */
function fold(label: string): string {
  return label
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, " ")
    .trim();
}

/** True when one insertion, removal, replacement or swap of neighbours turns one word into the other. */
export function isOneEditApart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || short === long) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  const isReplaced = short.slice(at + 1) === long.slice(at + 1);
  const isSwapped =
    short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
  return isReplaced || isSwapped;
}

function isSimilar(one: string, other: string): boolean {
  const [left, right] = [one.split(" "), other.split(" ")];
  if (left.length !== right.length) return false;
  const apart = left.flatMap((word, index) => {
    const twin = right[index] ?? "";
    return word === twin ? [] : [[word, twin] as const];
  });
  const [pair, ...rest] = apart;
  if (pair === undefined || rest.length > 0) return false;
  const [word, twin] = pair;
  const isPlainWord =
    Math.min(word.length, twin.length) >= minSimilarLength && !/\p{Number}/u.test(word + twin);
  return isPlainWord && isOneEditApart(word, twin);
}

function kindOf(keep: PlanLabel, label: PlanLabel): MergeProposal["kind"] | null {
  const [one, other] = [fold(keep.label), fold(label.label)];
  if (one === "" || other === "") return null;
  if (one === other || one.replaceAll(" ", "") === other.replaceAll(" ", "")) return "spelling";
  return isSimilar(one, other) ? "similar" : null;
}

/**
 * Labels of one column that are probably meant to be the same. The most frequent spelling is kept; a label is part
 * of at most one proposal. Labels that differ in a digit or a short word ("Room 1", "Room 2") are never proposed.
 */
export function proposeMerges(labels: readonly PlanLabel[]): MergeProposal[] {
  const open = [...labels].sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
  const proposals: MergeProposal[] = [];
  while (open.length > 1) {
    const keep = open.shift();
    if (keep === undefined) break;
    const merge = open.filter((label) => kindOf(keep, label) !== null);
    if (merge.length === 0) continue;
    for (const label of merge) open.splice(open.indexOf(label), 1);
    const kind = merge.every((label) => kindOf(keep, label) === "spelling") ? "spelling" : "similar";
    proposals.push({ keep, merge, kind });
  }
  return proposals;
}

/** Edits that show every source value of the merged labels under the kept one. */
export function toMergeEdits(board: string, column: PlanColumn, proposal: MergeProposal): PlanEdit[] {
  return proposal.merge.flatMap((label) =>
    label.values.map((value) => ({
      op: "column.map" as const,
      board,
      column: column.key,
      value,
      label: proposal.keep.label,
    })),
  );
}
