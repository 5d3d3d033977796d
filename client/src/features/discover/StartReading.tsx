import { Button } from "@vibe/core";
import { useState } from "react";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Note, ReadOnlyNote } from "../../components/Note.tsx";
import { Page, Section, StepHeading } from "../../components/Page.tsx";
import { Skeletons } from "../../components/Skeletons.tsx";
import { SourceOptions } from "../../components/SourceOptions.tsx";
import { StickyFooter } from "../../components/StickyFooter.tsx";
import type { ConnectionView, Me, MigrationView, SourceView } from "../../lib/contract.ts";
import { durationInWords } from "../../lib/format.ts";
import { useConnections } from "../../lib/queries/connections.ts";
import { useStartRun } from "../../lib/queries/runs.ts";
import { useSources } from "../../lib/queries/sources.ts";
import { stepHash } from "../../lib/route.ts";
import { defaultOptions, priceOptions, toRunOptions, totalCost } from "../../lib/source-options.ts";

export interface StartReadingProps {
  readonly migration: MigrationView;
  readonly me: Me;
  /** True when there is a snapshot already that a new one would replace. */
  readonly isRepeat: boolean;
  readonly onStarted: () => void;
  readonly onCancel: () => void;
}

/** Choose what to read and start. */
export function StartReading(props: StartReadingProps) {
  const { migration, me } = props;
  const sources = useSources();
  const connections = useConnections();
  const source = sources.data?.find((one) => one.kind === migration.source);
  const connection = connections.data?.find((one) => one.id === migration.connectionId);
  if (!me.mayChange) {
    return (
      <Page>
        <StepHeading title="Nothing has been read yet" />
        <ReadOnlyNote />
      </Page>
    );
  }
  const error = sources.error ?? connections.error;
  if (error) {
    const retry = () => void Promise.all([sources.refetch(), connections.refetch()]);
    return (
      <Page>
        <ErrorNotice error={error} onRetry={retry} />
      </Page>
    );
  }
  if (source === undefined || connection === undefined) {
    return (
      <Page>
        <Skeletons label="Loading what can be read" shapes={["heading", "short", "card"]} />
      </Page>
    );
  }
  return <StartForm {...props} source={source} connection={connection} />;
}

interface StartFormProps extends StartReadingProps {
  readonly source: SourceView;
  readonly connection: ConnectionView;
}

function StartForm({ migration, isRepeat, onStarted, onCancel, source, connection }: StartFormProps) {
  const [options, setOptions] = useState(defaultOptions(source));
  const start = useStartRun(migration.id);
  const begin = () =>
    start.mutate(
      { kind: "discover", options: { source: toRunOptions(source, options) } },
      { onSuccess: onStarted },
    );
  return (
    <>
      <Page>
        <StepHeading title={isRepeat ? `Read ${source.title} again` : `Read your ${source.title} account`}>
          Portage reads everything once and shows you what is there. Nothing is written to monday.
        </StepHeading>
        {isRepeat ? (
          <Note>
            What was read before is replaced, and the plan is made anew with your answers in it. An approval
            has to be given again. Boards in monday are not touched.
          </Note>
        ) : null}
        {source.options.length > 0 ? (
          <Section title="What to read" card>
            <SourceOptions
              options={priceOptions(source, connection)}
              chosen={options}
              onChange={setOptions}
            />
          </Section>
        ) : null}
        {start.error ? <ErrorNotice error={start.error} /> : null}
      </Page>
      <StickyFooter
        back={{ label: "Back to Connect", href: stepHash(migration.id, "connect") }}
        note={`Takes ${durationInWords(totalCost(connection, options).hours * 3600)}. Nothing is written.`}
        secondary={
          isRepeat ? (
            <Button kind="tertiary" onClick={onCancel}>
              Keep what was read
            </Button>
          ) : null
        }
        primary={{
          label: isRepeat ? "Read again" : "Start reading",
          onClick: begin,
          loading: start.isPending,
        }}
      />
    </>
  );
}
