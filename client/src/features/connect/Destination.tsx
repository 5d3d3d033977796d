import { Dropdown } from "@vibe/core";
import { Chip } from "../../components/Chip.tsx";
import { ChoiceList } from "../../components/ChoiceList.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Section } from "../../components/Page.tsx";
import { Skeletons } from "../../components/Skeletons.tsx";
import { useFormat } from "../../lib/client-context.tsx";
import type { BoardView, WorkspaceView } from "../../lib/contract.ts";
import { useBoards } from "../../lib/queries/workspaces.ts";
import styles from "./connect.module.css";
import { contactsCandidates } from "./contacts-choice.ts";

/** How many workspaces are listed outright; more go into a list with a search field. */
const LISTED = 6;

/** The answer "make new boards" among the boards to choose from; no board of monday has this id. */
export const NEW_BOARDS = "new";

export interface DestinationProps {
  readonly workspaces: readonly WorkspaceView[];
  readonly workspaceId: string | null;
  readonly onWorkspace: (id: string) => void;
  /** A board's id, `NEW_BOARDS`, or null while undecided. */
  readonly contacts: string | null;
  readonly onContacts: (value: string) => void;
}

/** Where in monday it shall land. */
export function Destination(props: DestinationProps) {
  return (
    <Section title="Where it goes in monday" card>
      <WorkspaceChoice {...props} />
      {props.workspaceId === null ? null : <ContactsChoice {...props} workspaceId={props.workspaceId} />}
    </Section>
  );
}

function WorkspaceChoice({ workspaces, workspaceId, onWorkspace }: DestinationProps) {
  if (workspaces.length <= LISTED) {
    return (
      <ChoiceList
        legend="Workspace for the new boards"
        value={workspaceId}
        onChange={onWorkspace}
        choices={workspaces.map((workspace) => ({
          value: workspace.id,
          title: workspace.name,
          ...(workspace.crm ? { badge: <Chip tone="positive">CRM workspace</Chip> } : {}),
        }))}
      />
    );
  }
  const options = workspaces.map((workspace) => ({
    value: workspace.id,
    label: workspace.crm ? `${workspace.name} (CRM)` : workspace.name,
  }));
  const chosen = options.find((option) => option.value === workspaceId);
  return (
    <div className={styles.dropdown}>
      <Dropdown
        id="workspace"
        label="Workspace for the new boards"
        searchable
        clearable={false}
        options={options}
        {...(chosen ? { value: chosen } : {})}
        onChange={(option) => onWorkspace(String(option.value))}
      />
    </div>
  );
}

function ContactsChoice(props: DestinationProps & { readonly workspaceId: string }) {
  const boards = useBoards(props.workspaceId);
  if (boards.isPending) return <Skeletons label="Looking for a Contacts board" shapes={["row", "row"]} />;
  if (boards.isError) return <ErrorNotice error={boards.error} onRetry={() => void boards.refetch()} />;
  return <ContactsList boards={boards.data} contacts={props.contacts} onContacts={props.onContacts} />;
}

interface ContactsListProps {
  readonly boards: readonly BoardView[];
  readonly contacts: string | null;
  readonly onContacts: (value: string) => void;
}

function ContactsList({ boards, contacts, onContacts }: ContactsListProps) {
  const format = useFormat();
  const candidates = contactsCandidates(boards);
  return (
    <ChoiceList
      legend="Do your contacts already have a board?"
      value={contacts}
      onChange={onContacts}
      choices={[
        ...candidates.map((board) => ({
          value: board.id,
          title: `Use “${board.name}”`,
          detail: `${board.contactsReason} Clients are matched by e-mail; columns are added, existing ones are never changed.`,
          ...(board.itemsCount === null
            ? {}
            : { badge: <Chip tone="neutral">{format.count(board.itemsCount, "item")}</Chip> }),
        })),
        {
          value: NEW_BOARDS,
          title: "New boards only",
          detail:
            candidates.length === 0
              ? "No board in this workspace looks like a Contacts board. Portage makes all boards anew; nothing existing is touched."
              : "Portage makes all boards anew; nothing existing is touched.",
        },
      ]}
    />
  );
}
