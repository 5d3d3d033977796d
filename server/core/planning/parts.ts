import type { PlanBoard } from "../../contract/plan.ts";

/** Share of monday's items limit a part is filled to: room for items the customer adds later. */
const fillShare = 0.95;

/** Most records Portage puts on one board of this account. */
export function itemsPerPart(limits: { readonly itemsPerBoard: number }): number {
  return Math.max(1, Math.floor(limits.itemsPerBoard * fillShare));
}

/** The parts of a split board in order; a board that is not split is its only part. */
export function partsOf(boards: readonly PlanBoard[], key: string): PlanBoard[] {
  return boards
    .filter((board) => (board.part?.of ?? board.key) === key)
    .sort((a, b) => (a.part?.index ?? 1) - (b.part?.index ?? 1));
}

/**
 * The part the `ordinal`-th record (from 0; in stream order, then snapshot order) goes to. Parts are filled one
 * after the other; records beyond the last part's share stay in the last part. `perPart` defaults to the first
 * part's share as the plan has it.
 */
export function partOf(
  parts: readonly PlanBoard[],
  ordinal: number,
  perPart: number = parts[0]?.records ?? 1,
): PlanBoard {
  const index = Math.min(parts.length - 1, Math.floor(ordinal / Math.max(1, perPart)));
  const part = parts[index];
  if (!part) throw new Error("A board has at least one part");
  return part;
}

function share(total: number, index: number, perPart: number): number {
  return Math.max(0, Math.min(perPart, total - index * perPart));
}

/** Splits a board whose records do not fit one board of this account; returns it unchanged when they do. */
export function splitBoard(
  board: PlanBoard,
  input: {
    readonly limits: { readonly itemsPerBoard: number };
    readonly titles: ReadonlyMap<string, string>;
  },
): PlanBoard[] {
  const perPart = itemsPerPart(input.limits);
  const count = Math.ceil(board.records / perPart);
  if (count <= 1 || board.target.mode === "existing") return [board];
  return Array.from({ length: count }, (_, index) => {
    const key = index === 0 ? board.key : `${board.key}-${index + 1}`;
    const records = share(board.records, index, perPart);
    const items = Math.round((board.items * records) / board.records);
    const first = index * perPart;
    const numbers = [first + 1, first + records, board.records].map((number) => number.toLocaleString("en"));
    const [onlyGroup, ...otherGroups] = board.groups;
    return {
      ...board,
      reason: board.include ? `Records ${numbers[0]} to ${numbers[1]} of ${numbers[2]}.` : board.reason,
      groups: onlyGroup && otherGroups.length === 0 ? [{ ...onlyGroup, count: items }] : board.groups,
      key,
      title: (index === 0 ? undefined : input.titles.get(key)) ?? `${board.title} (${index + 1} of ${count})`,
      part: { of: board.key, index: index + 1, count },
      records,
      items,
    };
  });
}
