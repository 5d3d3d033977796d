import type { PlanBoard } from "../../contract/plan.ts";
import type { VerifiedSum } from "../../contract/verification.ts";
import { compareTexts } from "../canonical.ts";
import type { BoardSums } from "../reconcile/reconcile.ts";
import { sameDecimal } from "../reconcile/sums.ts";

/** Amounts of the source next to those in the destination, by column and kind, in exact decimals. */
export function verifiedSums(
  board: Pick<PlanBoard, "key" | "title" | "columns">,
  source: BoardSums,
  destination: BoardSums,
): VerifiedSum[] {
  return board.columns
    .filter(({ include, key }) => include && source.has(key))
    .flatMap((column) => {
      const wanted = source.get(column.key) ?? new Map<string, string>();
      const found = destination.get(column.key) ?? new Map<string, string>();
      const kinds = [...new Set([...wanted.keys(), ...found.keys()])].sort(compareTexts);
      return kinds.map((kind) => {
        const read = wanted.get(kind) ?? "0";
        const there = found.get(kind) ?? "0";
        return {
          ...{ board: board.key, boardTitle: board.title, column: column.key, title: column.title },
          ...{ kind: kind === "" ? null : kind, unit: column.unit },
          ...{ source: read, destination: there, equal: sameDecimal(read, there) },
        };
      });
    });
}
