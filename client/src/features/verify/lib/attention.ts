import type { DeltaView } from "../../../lib/contract.ts";
import { type Format, pluralOf } from "../../../lib/format.ts";
import type { Attention } from "../components/Verdict.tsx";
import { type OpenCounts, toUnsettledWords } from "../verification/verification-words.ts";

export interface AttentionOptions {
  /** Records and texts that could not be written. */
  readonly failed: number;
  /** Null while it is not known. */
  readonly open: OpenCounts | null;
  readonly delta: DeltaView | null;
  /** Tries failed records again; null for those who may not, or not now. */
  readonly retry: (() => void) | null;
  readonly onDifferences: () => void;
  readonly onChanges: () => void;
}

/** What waits for a person, the most pressing first. */
export function toAttention(options: AttentionOptions, format: Format): Attention[] {
  const { failed, open, delta, retry } = options;
  const attention: Attention[] = [];
  if (failed > 0) {
    attention.push({
      text: `${format.count(failed, "record")} failed. Those that arrived are not touched again.`,
      action: retry === null ? null : { label: "Try failed records again", onClick: retry },
    });
  }
  if (open !== null && open.open > 0) {
    attention.push({
      text: `${toUnsettledWords(open, format)} to settle: repair, or say that it is right.`,
      action: { label: "Show the differences", onClick: options.onDifferences },
    });
  }
  if (delta === null) return attention;
  const toChanges = { label: "Show the changes", onClick: options.onChanges };
  if (delta.stopped !== null) {
    attention.push({ text: "Portage has stopped looking for changes.", action: toChanges });
  }
  const toDecide = delta.conflictsOpen + delta.deletedOpen;
  if (toDecide > 0) {
    attention.push({
      text: `${format.count(toDecide, "change")} since the import ${pluralOf(toDecide, "waits", "wait")} for your decision.`,
      action: toChanges,
    });
  }
  return attention;
}
