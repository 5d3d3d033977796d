import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Page, Section, StepHeading } from "../../components/Page.tsx";
import { Skeletons } from "../../components/Skeletons.tsx";
import { StickyFooter } from "../../components/StickyFooter.tsx";
import { useFormat } from "../../lib/client-context.tsx";
import type { MigrationView } from "../../lib/contract.ts";
import { navigate } from "../../lib/navigation.ts";
import { useConnections } from "../../lib/queries/connections.ts";
import { useBoards, useWorkspaces } from "../../lib/queries/workspaces.ts";
import type { ScreenProps } from "../../lib/screen.ts";
import { AccountFound } from "./AccountFound.tsx";
import styles from "./connect.module.css";

/** Connect of an import that exists: what was joined to what. Changing it would be another import, and we say so. */
export function ConnectScreen({ migration, me }: ScreenProps) {
  const connections = useConnections();
  const connection = connections.data?.find((one) => one.id === migration.connectionId);
  return (
    <>
      <Page>
        <StepHeading title={`${migration.sourceTitle} is connected`}>
          To use another account, start a new import. The workspace can be changed in the plan until the first
          import, and a new key of the same account goes in through the menu of this import, under “Change
          key”.
        </StepHeading>
        <Section title="Your account" card>
          {connections.isPending ? <Skeletons label="Loading the account" shapes={["line", "card"]} /> : null}
          {connections.isError ? (
            <ErrorNotice error={connections.error} onRetry={() => void connections.refetch()} />
          ) : null}
          {connection ? <AccountFound connection={connection} /> : null}
        </Section>
        <Section title="Where it lands" card>
          {me.monday.connected ? (
            <Landing migration={migration} />
          ) : (
            <ErrorNotice error={me.monday} tone="warning" />
          )}
        </Section>
      </Page>
      <StickyFooter
        back={{ label: "Back to overview", href: "#/home" }}
        primary={{
          label: "Go to Discover",
          onClick: () => navigate({ name: "migration", migrationId: migration.id, step: "discover" }),
        }}
      />
    </>
  );
}

function Landing({ migration }: { readonly migration: MigrationView }) {
  const format = useFormat();
  const { workspaceId, contactsBoardId } = migration.destination;
  const workspaces = useWorkspaces();
  const boards = useBoards(contactsBoardId === null ? null : workspaceId);
  if (workspaces.isError)
    return <ErrorNotice error={workspaces.error} onRetry={() => void workspaces.refetch()} />;
  if (workspaces.isPending) return <Skeletons label="Loading the workspace" shapes={["line", "line"]} />;
  const workspace = workspaces.data.find((one) => one.id === workspaceId);
  const board = boards.data?.find((one) => one.id === contactsBoardId);
  return (
    <dl className={styles.summary}>
      <dt>Workspace</dt>
      <dd>
        {workspaceId === null ? "Main workspace" : (workspace?.name ?? "A workspace that no longer exists")}
      </dd>
      <dt>Contacts</dt>
      <dd>
        {contactsBoardId === null
          ? "New boards only"
          : board
            ? `Board “${board.name}”`
            : "A board of your own"}
      </dd>
      <dt>Set up</dt>
      <dd>{format.dateTime(migration.createdAt)}</dd>
    </dl>
  );
}
