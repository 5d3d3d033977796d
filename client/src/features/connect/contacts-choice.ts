import type { BoardView, WorkspaceView } from "../../lib/contract.ts";

/** From this score on a board looks so much like a Contacts board that the admin must decide about it. */
const LIKELY_SCORE = 50;

/** CRM workspaces first, then by name. */
export function sortWorkspaces(workspaces: readonly WorkspaceView[]): readonly WorkspaceView[] {
  return [...workspaces].sort((a, b) => Number(b.crm) - Number(a.crm) || a.name.localeCompare(b.name));
}

/** Boards worth offering as the Contacts board, likeliest first. */
export function contactsCandidates(boards: readonly BoardView[]): readonly BoardView[] {
  return boards
    .filter((board) => board.contactsScore > 0)
    .sort((a, b) => b.contactsScore - a.contactsScore || a.name.localeCompare(b.name))
    .slice(0, 8);
}

/** True when no board looks like a Contacts board, so that "new boards only" needs no asking. */
export function isNewOnlyObvious(boards: readonly BoardView[]): boolean {
  return boards.every((board) => board.contactsScore < LIKELY_SCORE);
}
