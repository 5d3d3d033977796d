import { Button } from "@vibe/core";
import { ReadOnlyNote } from "../../components/Note.tsx";
import { Page, Section, StepHeading } from "../../components/Page.tsx";
import { ReplaceKey, wantsNewKey } from "../../components/ReplaceKey.tsx";
import { PhaseList, RunActions, RunHeadline, RunNotice, SafeToClose } from "../../components/RunPanel.tsx";
import { StickyFooter } from "../../components/StickyFooter.tsx";
import type { Me, MigrationView, RunView } from "../../lib/contract.ts";
import { useRunCommand } from "../../lib/queries/runs.ts";
import { stepHash } from "../../lib/route.ts";
import { isRunOver } from "../../lib/run-state.ts";

export interface ReadingProps {
  readonly migration: MigrationView;
  readonly me: Me;
  readonly run: RunView;
  readonly onReadAgain: () => void;
}

/** The account while it is being read, or after reading stopped before its end. */
export function Reading({ migration, me, run, onReadAgain }: ReadingProps) {
  const stopped = isRunOver(run);
  return (
    <>
      <Page>
        <StepHeading
          title={stopped ? "Reading has stopped" : `Reading your ${migration.sourceTitle} account`}
        >
          {stopped
            ? "What was read so far is kept. Nothing has been written to monday."
            : "Portage reads everything once and keeps it, so that later steps are fast. Nothing is written to monday."}
        </StepHeading>
        {me.mayChange ? null : <ReadOnlyNote />}
        <RunNotice run={run} />
        {me.mayChange && wantsNewKey(run) ? (
          <Section title="Use a new key" card>
            <ReplaceKey migration={migration} run={run} />
          </Section>
        ) : null}
        <RunHeadline run={run} sentence={sentenceOf(run, migration.sourceTitle)}>
          {me.mayChange && !stopped ? (
            <RunActions
              run={run}
              cancelText={
                <p>
                  What was read so far is kept. Nothing has been written to monday. You can read again at any
                  time.
                </p>
              }
            />
          ) : null}
        </RunHeadline>
        <SafeToClose run={run} />
        <Section title="What has been read">
          <PhaseList run={run} label="Progress per kind of record" />
        </Section>
      </Page>
      <ReadingFooter migration={migration} me={me} run={run} onReadAgain={onReadAgain} />
    </>
  );
}

/** Before the end there is nothing to press; after a stop, going on comes before starting over. */
function ReadingFooter({ migration, me, run, onReadAgain }: ReadingProps) {
  const command = useRunCommand(run);
  const back = { label: "Back to Connect", href: stepHash(migration.id, "connect") };
  if (!me.mayChange) return <StickyFooter back={back} />;
  if (!isRunOver(run)) {
    const disabledReason = "The plan is made when everything has been read.";
    return (
      <StickyFooter
        back={back}
        primary={{ label: "Go to the plan", onClick: () => undefined, disabledReason }}
      />
    );
  }
  if (!run.can.includes("resume")) {
    return <StickyFooter back={back} primary={{ label: "Read again", onClick: onReadAgain }} />;
  }
  return (
    <StickyFooter
      back={back}
      note={command.error?.userMessage}
      secondary={
        <Button kind="tertiary" onClick={onReadAgain}>
          Start over
        </Button>
      }
      primary={{
        label: "Go on reading",
        onClick: () => command.mutate("resume"),
        loading: command.isPending,
      }}
    />
  );
}

function sentenceOf(run: RunView, sourceTitle: string): string {
  const active = run.phases.find((phase) => phase.state === "active");
  switch (run.state) {
    case "queued":
      return "Reading starts in a moment";
    case "waiting":
      return `Waiting for ${sourceTitle}`;
    case "paused":
      return "Paused by you";
    case "failed":
      return "Reading stopped before it was done";
    case "cancelled":
      return "Reading was cancelled";
    default:
      if (active === undefined) return "Reading";
      return active.kind === "read" ? `Reading ${active.title.toLowerCase()}` : active.title;
  }
}
