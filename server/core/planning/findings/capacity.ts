import type { Finding, PlanBoard } from "../../../contract/plan.ts";
import { counted, type FindingInput, toFinding } from "../finding.ts";
import { itemsPerPart, partsOf } from "../parts.ts";

function splitFindings(board: PlanBoard, input: FindingInput): Finding[] {
  if (board.part === null || board.part.index !== 1) return [];
  const parts = partsOf(input.boards, board.key);
  const records = parts.reduce((sum, part) => sum + part.records, 0);
  return [
    toFinding({
      id: `split:${board.key}`,
      code: "board.split",
      severity: "info",
      title: `${records.toLocaleString("en")} records need ${board.part.count} boards`,
      detail: `A board of this account takes ${input.facts.limits.itemsPerBoard.toLocaleString("en")} items. Each part is filled to ${itemsPerPart(input.facts.limits).toLocaleString("en")}, which leaves room to grow; links reach all parts.`,
      count: records,
      board: board.key,
      remedy: "Nothing to do. Leave the board out if you do not need its history in monday.",
      actions: [
        { label: "Leave it out", edits: [{ op: "board.include", board: board.key, include: false }] },
      ],
    }),
  ];
}

function roomFindings(board: PlanBoard, input: FindingInput): Finding[] {
  const existing = input.facts.contactsBoard;
  if (board.target.mode !== "existing" || existing === null) return [];
  const added = Math.max(0, board.items - existing.emailMatches);
  const room = existing.itemsLimit - existing.itemsCount;
  if (added <= room) return [];
  return [
    toFinding({
      id: `full:${board.key}`,
      code: "board.no_room",
      severity: "block",
      title: `"${existing.name}" has no room for ${counted(added, "more contact")}`,
      detail: `It holds ${existing.itemsCount.toLocaleString("en")} of ${existing.itemsLimit.toLocaleString("en")} items monday allows on it.`,
      count: added - Math.max(0, room),
      board: board.key,
      remedy: "Use a new board for contacts, or leave them out.",
      actions: [
        { label: "Use a new board", edits: [{ op: "board.target", board: board.key, boardId: null }] },
        { label: "Leave them out", edits: [{ op: "board.include", board: board.key, include: false }] },
      ],
    }),
  ];
}

function nothingIncluded(input: FindingInput): Finding[] {
  if (input.boards.some((board) => board.include)) return [];
  return [
    toFinding({
      id: "nothing",
      code: "plan.empty",
      severity: "block",
      title: "Nothing is included",
      detail: "Every board is left out or empty, so there is nothing to import.",
      remedy: "Include at least one board.",
    }),
  ];
}

/** What does not fit into monday as it is. */
export function capacityFindings(input: FindingInput): Finding[] {
  const included = input.boards.filter((board) => board.include);
  return [
    ...nothingIncluded(input),
    ...included.flatMap((board) => roomFindings(board, input)),
    ...included.flatMap((board) => splitFindings(board, input)),
  ];
}
