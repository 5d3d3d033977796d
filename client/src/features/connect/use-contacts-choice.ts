import { useState } from "react";
import { useBoards } from "../../lib/queries/workspaces.ts";
import { isNewOnlyObvious } from "./contacts-choice.ts";
import { NEW_BOARDS } from "./Destination.tsx";

/**
 * Which board the contacts go to. Undecided (null) as long as a board looks like a Contacts board and the admin has
 * not said what to do with it: writing into an existing board is never a default.
 */
export function useContactsChoice(workspaceId: string | null) {
  const boards = useBoards(workspaceId);
  const [answer, setAnswer] = useState<{ readonly workspaceId: string; readonly value: string } | null>(null);
  const setContacts = (value: string) => {
    if (workspaceId !== null) setAnswer({ workspaceId, value });
  };
  if (answer !== null && answer.workspaceId === workspaceId) return { contacts: answer.value, setContacts };
  const obvious = boards.data !== undefined && isNewOnlyObvious(boards.data);
  return { contacts: obvious ? NEW_BOARDS : null, setContacts };
}
