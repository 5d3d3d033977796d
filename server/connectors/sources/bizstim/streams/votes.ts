/**
 * A ballot kept in a list field: `Exam Preparation (4)`. It lets a fold that must not depend on the order of
 * records find the value most of them agree on, and stays readable where the record is shown.
 */
import type { FieldValue } from "../../../../core/records.ts";

interface Vote {
  readonly value: string;
  readonly count: number;
}

function readVotes(ballot: FieldValue | undefined): Vote[] {
  if (!Array.isArray(ballot)) return [];
  return ballot.flatMap((entry: string) => {
    const match = /^(.*) \((\d+)\)$/s.exec(entry);
    return match ? [{ value: match[1] ?? "", count: Number(match[2]) }] : [];
  });
}

/** Most votes first, then by value, so that the first entry is the winner. */
export function addVote(ballot: FieldValue | undefined, value: string): readonly string[] {
  const counts = new Map(readVotes(ballot).map((vote) => [vote.value, vote.count]));
  counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort(([a, votesA], [b, votesB]) => votesB - votesA || (a < b ? -1 : 1))
    .map(([text, count]) => `${text} (${count})`);
}

/** The value with the most votes; null for an empty ballot. */
export function winnerOf(ballot: FieldValue | undefined): string | null {
  return readVotes(ballot)[0]?.value ?? null;
}
