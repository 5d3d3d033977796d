import { TextField } from "@vibe/core";
import { useId, useState } from "react";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Note, ReadOnlyNote } from "../../components/Note.tsx";
import { Page, Section, StepHeading } from "../../components/Page.tsx";
import { Skeletons } from "../../components/Skeletons.tsx";
import { SourceOptions } from "../../components/SourceOptions.tsx";
import { StickyFooter } from "../../components/StickyFooter.tsx";
import type { ConnectionView, Me, SourceView } from "../../lib/contract.ts";
import { durationInWords } from "../../lib/format.ts";
import { useWorkspaces } from "../../lib/queries/workspaces.ts";
import { defaultOptions, priceOptions, totalCost } from "../../lib/source-options.ts";
import { AccountFound } from "./AccountFound.tsx";
import { AccountPicker } from "./AccountPicker.tsx";
import styles from "./connect.module.css";
import { sortWorkspaces } from "./contacts-choice.ts";
import { Destination } from "./Destination.tsx";
import { useContactsChoice } from "./use-contacts-choice.ts";
import { useStartReading } from "./use-start-reading.ts";

export interface NewConnectScreenProps {
  readonly me: Me;
  readonly source: SourceView;
}

/** First step of a new import: a key that works, what to read, where it shall land. */
export function NewConnectScreen({ me, source }: NewConnectScreenProps) {
  const [connection, setConnection] = useState<ConnectionView | null>(null);
  const [options, setOptions] = useState(defaultOptions(source));
  const [name, setName] = useState(`${source.title} to monday CRM`);
  const destination = useDestination(connection !== null && me.monday.connected);
  const start = useStartReading(source);
  const reason = whyNot(me, connection, destination);
  const begin = () => {
    if (connection === null) return;
    start.begin({
      connectionId: connection.id,
      name,
      workspaceId: destination.workspaceId,
      contacts: destination.contacts,
      options,
    });
  };

  return (
    <>
      <Page>
        <StepHeading title={`Connect ${source.title}`}>
          Portage only reads from {source.title}. Nothing there is changed, and nothing is written to monday
          until you say so.
        </StepHeading>
        {me.monday.connected ? null : <ErrorNotice error={me.monday} tone="warning" />}
        {me.mayChange ? (
          <AccountPicker source={source} connection={connection} onConnection={setConnection} />
        ) : (
          <ReadOnlyNote />
        )}
        {connection ? (
          <>
            <Section title="Your account" card>
              <AccountFound connection={connection} />
            </Section>
            {source.options.length > 0 ? (
              <Section title="What to read" note="All records are read in any case." card>
                <SourceOptions
                  options={priceOptions(source, connection)}
                  chosen={options}
                  onChange={setOptions}
                />
              </Section>
            ) : null}
            {me.monday.connected ? <DestinationPart {...destination} /> : null}
            <NameField name={name} onName={setName} />
          </>
        ) : null}
        {start.error ? <ErrorNotice error={start.error} /> : null}
      </Page>
      <StickyFooter
        back={{ label: "Back to overview", href: "#/home" }}
        primary={
          me.mayChange
            ? { label: "Start reading", onClick: begin, loading: start.isPending, disabledReason: reason }
            : null
        }
        note={
          connection
            ? `Takes ${durationInWords(totalCost(connection, options).hours * 3600)}. Nothing is written.`
            : null
        }
      />
    </>
  );
}

function NameField({ name, onName }: { readonly name: string; readonly onName: (name: string) => void }) {
  const id = useId();
  return (
    <Section title="What to call it" card>
      <div className={styles.input}>
        <TextField
          id={`name-${id}`}
          title="Name of this import"
          value={name}
          maxLength={120}
          onChange={onName}
        />
      </div>
    </Section>
  );
}

type DestinationState = ReturnType<typeof useDestination>;

function useDestination(enabled: boolean) {
  const query = useWorkspaces({ enabled });
  const [chosen, setChosen] = useState<string | null>(null);
  const workspaces = sortWorkspaces(query.data ?? []);
  const workspaceId = chosen ?? workspaces[0]?.id ?? null;
  const contactsChoice = useContactsChoice(enabled ? workspaceId : null);
  return { query, workspaces, workspaceId, setWorkspace: setChosen, ...contactsChoice };
}

function DestinationPart({
  query,
  workspaces,
  workspaceId,
  setWorkspace,
  contacts,
  setContacts,
}: DestinationState) {
  if (query.isPending) return <Skeletons label="Loading your workspaces" shapes={["row", "row"]} />;
  if (query.isError) return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (workspaces.length === 0) return <Note>Portage makes its boards in your main workspace.</Note>;
  return (
    <Destination
      workspaces={workspaces}
      workspaceId={workspaceId}
      onWorkspace={setWorkspace}
      contacts={contacts}
      onContacts={setContacts}
    />
  );
}

function whyNot(me: Me, connection: ConnectionView | null, destination: DestinationState): string | null {
  if (connection === null) return "Check a key first.";
  if (!me.monday.connected) return "Portage has no access to this monday account yet.";
  if (destination.query.isPending) return "Loading your workspaces.";
  if (destination.workspaceId !== null && destination.contacts === null)
    return "Choose what to do about your Contacts board.";
  return null;
}
